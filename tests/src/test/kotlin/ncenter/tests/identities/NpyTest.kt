package ncenter.tests.identities

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.double
import io.kotest.property.arbitrary.int
import io.kotest.property.arbitrary.list
import io.kotest.property.arbitrary.long
import io.kotest.property.checkAll
import ncenter.io.Npy
import ncenter.io.NpyArray
import ncenter.io.Npz
import ncenter.io.RaggedArrays
import ncenter.tests.inFolder
import ncenter.tests.npyBytes
import java.nio.ByteBuffer
import java.nio.ByteOrder
import kotlin.io.path.readBytes
import kotlin.io.path.writeBytes

class NpyTest :
    FunSpec({
        fun read(bytes: ByteArray): NpyArray = inFolder { Npy.read(it.resolve("a.npy").apply { writeBytes(bytes) }) }

        fun data(size: Int, order: ByteOrder = ByteOrder.LITTLE_ENDIAN, put: ByteBuffer.() -> Unit): ByteArray = ByteBuffer
            .allocate(size)
            .order(order)
            .apply(put)
            .array()

        test("floats and integers that were written and read back are equal, NaN and infinities included") {
            checkAll(100, Arb.list(Arb.int(0..5), 0..4), Arb.double(), Arb.long()) { sizes, double, long ->
                val shape = sizes.toIntArray()
                val count = sizes.fold(1, Int::times)
                inFolder {
                    val floats = NpyArray.of(DoubleArray(count) { k -> if (k % 3 == 0) double else k / 3.0 }, *shape)
                    val integers = NpyArray.of(LongArray(count) { k -> long - k }, *shape)
                    Npy.write(it.resolve("f.npy"), floats)
                    Npy.write(it.resolve("i.npy"), integers)
                    Npy.read(it.resolve("f.npy")) shouldBe floats
                    Npy.read(it.resolve("i.npy")) shouldBe integers
                }
            }
        }

        test("the values of a written file start at a multiple of 64 bytes, as numpy wants it") {
            inFolder {
                for (size in listOf(0, 1, 9, 1000, 123456)) {
                    val file = it.resolve("$size.npy")
                    Npy.write(file, NpyArray.of(LongArray(size), size))
                    (file.readBytes().size - 8 * size) % 64 shouldBe 0
                }
            }
        }

        test("float32, int32 and big-endian files give the same numbers") {
            read(npyBytes("<f4", "(2,)", data(8) { putFloat(1.5f).putFloat(-2f) })).doubles.toList() shouldBe listOf(1.5, -2.0)
            read(npyBytes(">f8", "(2,)", data(16, ByteOrder.BIG_ENDIAN) { putDouble(1.5).putDouble(-2.0) })).doubles.toList() shouldBe
                listOf(1.5, -2.0)
            read(npyBytes(">i4", "(2,)", data(8, ByteOrder.BIG_ENDIAN) { putInt(7).putInt(-2) })).longs.toList() shouldBe listOf(7L, -2L)
            read(npyBytes("<i4", "(2L,)", data(8) { putInt(7).putInt(-2) })).toIntArray().toList() shouldBe listOf(7, -2)
        }

        test("Fortran order is turned into C order") {
            val stored = data(48) { for (j in 0..2) for (i in 0..1) putDouble(10.0 * i + j) }
            val array = read(npyBytes("<f8", "(2, 3)", stored, fortran = true))
            array.doubles.toList() shouldBe listOf(0.0, 1.0, 2.0, 10.0, 11.0, 12.0)
            array[1].doubles.toList() shouldBe listOf(10.0, 11.0, 12.0)
            val cube = data(8 * 24) { for (k in 0..3) for (j in 0..2) for (i in 0..1) putDouble(100.0 * i + 10 * j + k) }
            read(npyBytes("<f8", "(2, 3, 4)", cube, fortran = true))[1][2].doubles.toList() shouldBe listOf(120.0, 121.0, 122.0, 123.0)
        }

        test("format versions 2 and 3 and keys in any order are read") {
            val header = "{\"shape\": (), 'fortran_order': False, 'descr': '<f8'}\n"
            for (version in 2..3) read(npyBytes(header, data(8) { putDouble(4.0) }, version)).doubles.toList() shouldBe listOf(4.0)
        }

        test("a npz file gives back every array, stored or compressed, and equal arrays give equal files") {
            val arrays =
                mapOf(
                    "F" to NpyArray.of(DoubleArray(5000) { it % 7 / 3.0 }, 50, 100),
                    "n" to NpyArray.of(longArrayOf(3), 1),
                    "empty" to NpyArray.of(DoubleArray(0), 0, 4),
                )
            inFolder {
                for (compressed in listOf(true, false)) {
                    Npz.write(it.resolve("a.npz"), arrays, compressed)
                    Npz.write(it.resolve("b.npz"), arrays, compressed)
                    Npz.open(it.resolve("a.npz")).use { npz ->
                        npz.names shouldBe listOf("F", "n", "empty")
                        arrays.forEach { (name, array) -> npz[name] shouldBe array }
                    }
                    it.resolve("a.npz").readBytes().contentEquals(it.resolve("b.npz").readBytes()) shouldBe true
                }
            }
        }

        test("arrays of unequal size survive data, offset and shape") {
            checkAll(50, Arb.list(Arb.int(0..6), 1..8)) { sides ->
                val arrays = sides.mapIndexed { k, side -> NpyArray.of(DoubleArray(side * side) { it + 100.0 * k }, side, side) }
                inFolder {
                    Npz.write(it.resolve("a.npz"), RaggedArrays.entries("F", arrays))
                    Npz.open(it.resolve("a.npz")).use { npz -> RaggedArrays.read(npz, "F") shouldBe arrays }
                }
            }
        }
    })
