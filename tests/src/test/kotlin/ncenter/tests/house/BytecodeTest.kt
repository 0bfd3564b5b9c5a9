package ncenter.tests.house

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.collections.shouldNotBeEmpty
import io.kotest.matchers.ints.shouldBeGreaterThan
import java.lang.classfile.ClassFile
import java.lang.constant.ClassDesc
import java.lang.constant.ConstantDescs
import java.lang.constant.MethodTypeDesc

class BytecodeTest :
    FunSpec({
        test("every method is small enough for the just-in-time compiler") {
            CompiledProject.main.size shouldBeGreaterThan 100
            CompiledProject.main.flatMap { Bytecode.oversized(Bytecode.bytesOf(it)) }.shouldBeNone()
        }

        test("nothing uses Java serialization or a deserializer that builds classes") {
            CompiledProject.main.flatMap { Bytecode.deserializers(Bytecode.bytesOf(it)) }.shouldBeNone()
        }

        test("kernels use nothing of the Vector API whose bits change once a method is compiled") {
            CompiledProject.main.flatMap { Bytecode.unsettled(Bytecode.bytesOf(it)) }.shouldBeNone()
        }

        val planted = CompiledProject.test.single { it.name == "ncenter.units.planted.Planted" }.let(Bytecode::bytesOf)

        test("an oversized method is found") {
            Bytecode.oversized(planted, limit = 3).shouldNotBeEmpty()
        }

        test("a planted serializable class and a planted deserializer are found") {
            Bytecode.deserializers(planted) shouldContainExactlyInAnyOrder
                listOf("java/io/ObjectInputStream", "java/io/Serializable").map { "ncenter/units/planted/Planted uses $it" }
        }

        test("a planted sum over lanes is found") {
            val vector = ClassDesc.of("jdk.incubator.vector.DoubleVector")
            val ofOperator = MethodTypeDesc.of(ConstantDescs.CD_double, ClassDesc.of("jdk.incubator.vector.VectorOperators\$Associative"))
            val bytes = ClassFile.of().build(ClassDesc.of("Planted")) { type ->
                type.withMethodBody("sum", ConstantDescs.MTD_void, ClassFile.ACC_STATIC) {
                    it.aconst_null().aconst_null().invokevirtual(vector, "reduceLanes", ofOperator).pop2().return_()
                }
            }
            Bytecode.unsettled(bytes) shouldContainExactlyInAnyOrder listOf("Planted uses reduceLanes")
        }
    })
