package ncenter.tests.messages

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import ncenter.io.AtomicFile
import ncenter.io.MatrixFile
import ncenter.io.Npy
import ncenter.io.NpyArray
import ncenter.io.Npz
import ncenter.io.RaggedArrays
import ncenter.tests.inFolder
import ncenter.tests.npyBytes
import ncenter.tests.refused
import java.nio.file.Path
import kotlin.io.path.readBytes
import kotlin.io.path.writeBytes

class ArrayMessagesTest :
    FunSpec({
        fun npy(bytes: ByteArray) = inFolder { refused { Npy.read(it.resolve("a.npy").apply { writeBytes(bytes) }) } }

        fun header(text: String) = npy(npyBytes(text, ByteArray(8)))

        /** What [body] is refused with, given a npz file with [arrays]. */
        fun npz(arrays: Map<String, NpyArray>, body: (Npz) -> Unit) = inFolder { folder ->
            Npz.write(folder.resolve("a.npz"), arrays)
            Npz.open(folder.resolve("a.npz")).use { refused { body(it) } }
        }

        test("pickles and other types are refused with the reason") {
            npy(npyBytes("|O", "(1,)", ByteArray(8))) shouldBe
                "Npy.read: expected float or integer values of 4 or 8 bytes, got Python objects (|O) in a.npy; " +
                "objects are stored as pickle, which can run code when it is read; save the numbers as float64"
            npy(byteArrayOf(0x80.toByte(), 4, 1, 1, 1, 1, 1, 1, 1, 1)) shouldBe
                "Npy.read: expected a npy file, got a pickle, a.npy; a pickle can run code when it is read; save the numbers with numpy.save"
            npy(npyBytes("<c16", "(1,)", ByteArray(16))) shouldBe
                "Npy.read: expected float or integer values of 4 or 8 bytes, got complex numbers (<c16) in a.npy; save real and imaginary part as two arrays"
            npy(npyBytes("<U3", "(1,)", ByteArray(12))) shouldBe
                "Npy.read: expected float or integer values of 4 or 8 bytes, got values of type '<U3' in a.npy; save them with astype(\"float64\") or astype(\"int64\")"
            header("{'descr': [('x', '<f8')], 'fortran_order': False, 'shape': (1,)}") shouldBe
                "Npy.read: expected float or integer values of 4 or 8 bytes, got a table with named columns in a.npy; save each column as an array of its own"
        }

        test("files cut off or too long are refused before anything is allocated") {
            npy(npyBytes("<f8", "(3,)", ByteArray(16))) shouldBe
                "Npy.read: expected 24 bytes for shape [3] of <f8, got 16 in a.npy; the file is cut off; copy it again"
            npy(npyBytes("<f8", "(1,)", ByteArray(16))) shouldBe
                "Npy.read: expected 8 bytes for shape [1] of <f8, got 16 in a.npy; the file holds more than one array; save it as npz"
            npy(npyBytes("<f8", "(2000000000,)", ByteArray(16))) shouldBe
                "Npy.read: expected 16000000000 bytes for shape [2000000000] of <f8, got 16 in a.npy; the file is cut off; copy it again"
            npy(npyBytes("<f8", "(65536, 65536, 65536, 65536, 65536)", ByteArray(16))) shouldBe
                "array: expected a shape of at most 2147483639 values without negative sizes, got [65536, 65536, 65536, 65536, 65536]; split the array"
            npy(npyBytes("<f8", "(99999999999,)", ByteArray(16))) shouldBe
                "Npy.read: expected sizes below 2^31, got 99999999999 in the header of a.npy; split the array"
            npy("\u0093NUM".toByteArray(Charsets.ISO_8859_1)) shouldStartWith
                "Npy.read: expected a npy file, got only 4 bytes in a.npy; the file is cut off"
        }

        test("damaged headers are refused") {
            header("{'descr': '<f8', 'fortran_order': False, 'shape': (-1,)}") shouldContain
                "expected sizes of at least 0 in 'shape' at character"
            header("{'descr': '<f8', 'fortran_order': Maybe, 'shape': (1,)}") shouldContain "expected True or False for 'fortran_order'"
            header("{'descr': '<f8', 'fortran_order': False}") shouldContain "expected the key 'shape'"
            header("{'descr': '<f8', 'descr': '<f8'}") shouldContain "expected each key once, but 'descr' comes twice"
            header("{'descr': '<f8', 'shape': (1,), 'x': 1}") shouldContain "expected the keys descr, fortran_order, shape, not 'x'"
            header("{'descr': '<f8', 'fortran_order': False, 'shape': (1,)} x") shouldContain "expected nothing after the closing brace"
            header("{'descr': '<f8") shouldContain "expected a closing quote"
            header("['descr']") shouldBe
                "Npy.read: expected '{' at character 0 of the header, got '['descr']' in a.npy; write the file again with numpy.save"
            header("{'shape': (${"1, ".repeat(33)})}") shouldContain "expected at most 32 axes"
            npy(npyBytes("{}", ByteArray(8), version = 9)) shouldBe
                "Npy.read: expected format version 1, 2, or 3, got 9 in a.npy; save it again with numpy.save"
            npy(npyBytes("{}", ByteArray(8), version = 2, announced = -5)) shouldBe
                "Npy.read: expected a header of at most 65536 bytes, got -5 in a.npy; save it again with numpy.save"
            npy("this is text, not an array".toByteArray()) shouldBe
                "Npy.read: expected a npy file, got a.npy, which starts with other bytes; save it with numpy.save"
        }

        test("files that are not there or of the other kind are refused") {
            refused { Npy.read(Path.of("nosuch.npy")) } shouldBe
                "Npy.read: expected a file, got 'nosuch.npy', which does not exist; check the name and the working folder"
            refused { Npz.open(Path.of("nosuch.npz")) } shouldBe
                "Npz.open: expected a file, got 'nosuch.npz', which does not exist; check the name and the working folder"
            inFolder {
                Npz.write(it.resolve("a.npz"), mapOf("x" to NpyArray.of(longArrayOf(1), 1)))
                refused { Npy.read(it.resolve("a.npz")) } shouldBe
                    "Npy.read: expected one npy array, got a zip archive, a.npz; open it with Npz.open"
                it.resolve("b.npz").writeBytes(ByteArray(100))
                refused { Npz.open(it.resolve("b.npz")) } shouldStartWith
                    "Npz.open: expected a readable file, got b.npz, which is damaged ("
                refused { AtomicFile.write(it.resolve("none").resolve("a.npy")) {} } shouldBe
                    "write: expected an existing folder, got '${it.resolve("none")}'; create the folder first"
                refused { AtomicFile.write(it) {} } shouldBe "write: expected the name of a file, got the folder '$it'; name a file in it"
            }
        }

        test("one flipped byte in a npz file is found by its checksum") {
            inFolder {
                val file = it.resolve("a.npz")
                Npz.write(file, mapOf("x" to NpyArray.of(DoubleArray(100) { k -> k / 7.0 }, 100)))
                val bytes = file.readBytes()
                bytes[400] = (bytes[400] + 1).toByte()
                file.writeBytes(bytes)
                Npz.open(file).use { npz ->
                    refused { npz["x"] } shouldBe
                        "Npz: expected the checksum of 'x', got another one in a.npz; the file is damaged; copy it again"
                }
            }
        }

        test("a npz entry that announces more bytes than it can hold is refused") {
            inFolder {
                val file = it.resolve("a.npz")
                Npz.write(file, mapOf("x" to NpyArray.of(LongArray(1), 1)))
                val bytes = file.readBytes()
                val directory =
                    (bytes.size - 4 downTo 0).first { k ->
                        bytes[k] == 0x50.toByte() && bytes[k + 1] == 0x4b.toByte() &&
                            bytes[k + 2] == 1.toByte() &&
                            bytes[k + 3] == 2.toByte()
                    }
                bytes[directory + 27] = 0x40 // uncompressed size, highest byte
                file.writeBytes(bytes)
                Npz.open(file).use { npz ->
                    refused { npz["x"] } shouldStartWith
                        "Npz: expected at most 136 bytes of 'x' from 136 stored ones, got 1073741960 in a.npz"
                }
            }
        }

        test("arrays say what they hold when something else is asked for") {
            val floats = NpyArray.of(DoubleArray(6), 2, 3)
            refused { floats.longs } shouldBe "longs: expected an integer array, got floats (<f8); read doubles, or save the array as int64"
            refused { floats[2] } shouldBe "array: expected an index into the first axis of shape [2, 3], got 2; count from 0"
            refused { NpyArray.of(DoubleArray(5), 2, 3) } shouldBe
                "array: expected 6 values for shape [2, 3], got 5; give one value per element"
            refused { NpyArray.of(longArrayOf(1L shl 40), 1).toIntArray() } shouldBe
                "toIntArray: expected values that fit 32 bits, got 1099511627776; read longs"
            npz(mapOf("F" to floats)) { it["G"] } shouldBe "Npz: expected one of the arrays [F] of a.npz, got 'G'; write one of these names"
        }

        test("arrays of unequal size with inconsistent offsets are refused") {
            val good = RaggedArrays.entries("F", listOf(NpyArray.of(DoubleArray(4), 2, 2), NpyArray.of(DoubleArray(1), 1, 1)))
            npz(good) { RaggedArrays.read(it, "G") } shouldBe
                "arrays: expected one of [F], got 'G' (no [G_data, G_offset, G_shape]); write one of these names"
            npz(good + ("F_offset" to NpyArray.of(longArrayOf(0, 4, 9), 3))) { RaggedArrays.read(it, "F") } shouldBe
                "arrays: expected 3 rising offsets of 'F' from 0 to 5, got [0, 4, 9]...[9]; write the file again"
            npz(good + ("F_offset" to NpyArray.of(longArrayOf(0, 3, 5), 3))) { RaggedArrays.read(it, "F") } shouldBe
                "arrays: expected 4 values of 'F' for structure 0 of shape [2, 2], got 3; write the file again"
            npz(good + ("F_shape" to NpyArray.of(longArrayOf(2, 2), 2))) { RaggedArrays.read(it, "F") } shouldBe
                "arrays: expected 'F_shape' with one row per structure, 2, got shape [2]; write the file again"
            npz(good + ("F_shape" to NpyArray.of(LongArray(0), 2_000_000_000, 0))) { RaggedArrays.read(it, "F") } shouldBe
                "arrays: expected 'F_shape' with one row per structure, 2, got shape [2000000000, 0]; write the file again"
            npz(mapOf("F" to NpyArray.of(LongArray(0), 2_000_000_000, 0))) { RaggedArrays.read(it, "F") } shouldBe
                "arrays: expected values for each structure in 'F', got shape [2000000000, 0]; leave 'F' out"
            npz(good + ("F_shape" to NpyArray.of(longArrayOf(-2, -2, 1, 1), 2, 2))) { RaggedArrays.read(it, "F") } shouldContain
                "without negative sizes, got [-2, -2]"
            refused { RaggedArrays.entries("F", emptyList()) } shouldBe
                "arrays: expected at least one array of 'F', all with the same number of axes, got []; write them one by one"
        }

        test("matrix files that hold something else are refused") {
            inFolder {
                val file = it.resolve("f.npy")
                Npy.write(file, NpyArray.of(DoubleArray(12), 2, 2, 3))
                refused { MatrixFile.read(file) } shouldBe
                    "matrixFile: expected a square matrix for structure 0, got shape [2, 3] in f.npy; save it as (structures, n, n)"
                refused { MatrixFile.read(file, "F") } shouldBe
                    "matrixFile: expected no name for a npy file, which holds one array, got 'F' for f.npy; leave the name out"
                val archive = it.resolve("a.npz")
                Npz.write(archive, mapOf("F" to NpyArray.of(DoubleArray(4), 1, 2, 2), "S" to NpyArray.of(DoubleArray(4), 1, 2, 2)))
                refused { MatrixFile.read(archive) } shouldBe
                    "matrixFile: expected the name of one quantity, got none for Npz(a.npz: F, S); write one of [F, S]"
                Npy.write(file, NpyArray.of(DoubleArray(1)))
                refused { MatrixFile.values(file) } shouldBe
                    "arrays: expected a first axis that counts structures in 'f.npy', got a single number; save one entry per structure"
            }
        }

        test("one matrix alone is one structure") {
            inFolder {
                Npy.write(it.resolve("f.npy"), NpyArray.of(DoubleArray(4), 2, 2))
                MatrixFile.read(it.resolve("f.npy")).count shouldBe 1
                MatrixFile.read(it.resolve("f.npy")).side(0) shouldBe 2
                Npy.write(it.resolve("e.npy"), NpyArray.of(doubleArrayOf(1.0, 2.0), 2))
                MatrixFile.values(it.resolve("e.npy")).map(DoubleArray::toList) shouldBe listOf(listOf(1.0), listOf(2.0))
            }
        }
    })
