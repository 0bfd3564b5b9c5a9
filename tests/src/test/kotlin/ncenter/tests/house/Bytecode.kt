package ncenter.tests.house

import com.tngtech.archunit.core.domain.JavaClass
import java.lang.classfile.ClassFile
import java.lang.classfile.CodeModel
import java.lang.classfile.attribute.CodeAttribute
import java.lang.classfile.constantpool.ClassEntry
import java.lang.classfile.constantpool.MemberRefEntry

/** Rules on class files. */
object Bytecode {
    /** HotSpot compiles no method above this many bytes. */
    private const val COMPILED_BELOW = 8000

    /** Ways in which a file could bring classes of its writer's choice into the process. */
    private val UNSAFE =
        listOf(
            "java/io/ObjectInputStream",
            "java/io/ObjectOutputStream",
            "java/io/Externalizable",
            "java/beans/XMLDecoder",
            "java/beans/XMLEncoder",
            "org/yaml/snakeyaml/",
            "com/thoughtworks/xstream/",
            "com/esotericsoftware/kryo/",
            "javax/management/remote/",
        )

    /** Members of the Vector API that leave open in which order they add, or whose library computes them. */
    private val UNSETTLED = setOf("reduceLanes", "reduceLanesToLong") +
        "SIN COS TAN ASIN ACOS ATAN ATAN2 SINH COSH TANH EXP EXPM1 LOG LOG10 LOG1P POW CBRT HYPOT".split(" ")

    fun bytesOf(type: JavaClass): ByteArray = checkNotNull(javaClass.classLoader.getResourceAsStream(type.name.replace('.', '/') + ".class")) { "no class file of ${type.name}" }
        .use { it.readAllBytes() }

    /** Methods that the just-in-time compiler would leave interpreted. */
    fun oversized(bytes: ByteArray, limit: Int = COMPILED_BELOW): List<String> {
        val model = ClassFile.of().parse(bytes)
        return model.methods().mapNotNull { method ->
            val length = method.code().map(::lengthOf).orElse(0)
            "${model.thisClass().asInternalName()}.${method.methodName()} has $length bytes of code, fewer than $limit are allowed".takeIf {
                length >=
                    limit
            }
        }
    }

    /** Uses of Java serialization and of deserializers that build arbitrary classes. */
    fun deserializers(bytes: ByteArray): List<String> {
        val model = ClassFile.of().parse(bytes)
        val name = model.thisClass().asInternalName()
        val used =
            model.constantPool().filterIsInstance<ClassEntry>().map { it.asInternalName() }.filter { type ->
                UNSAFE.any(type::startsWith)
            }
        val declared = model.interfaces().map { it.asInternalName() }.filter { it == "java/io/Serializable" }
        return (used + declared).distinct().map { "$name uses $it" }
    }

    /** Uses of the Vector API whose order or library is left open: their bits change once a method is compiled. */
    fun unsettled(bytes: ByteArray): List<String> {
        val model = ClassFile.of().parse(bytes)
        val vectors = model.constantPool().filterIsInstance<MemberRefEntry>().filter { it.owner().asInternalName().startsWith("jdk/incubator/vector/") }
        return vectors.map { it.name().stringValue() }.filter { it in UNSETTLED }.distinct().map { "${model.thisClass().asInternalName()} uses $it" }
    }

    private fun lengthOf(code: CodeModel): Int = (code as CodeAttribute).codeLength()
}
