package ncenter.io

import java.io.DataOutputStream
import java.io.OutputStream
import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.nio.file.Files
import java.nio.file.Path

/**
 * npy files: one array of numbers each.
 *
 * Read: float32, float64, int32, int64, either byte order, C or Fortran order, format versions 1 to 3. Refused, with the
 * reason: Python objects (pickle), complex numbers, tables. Written: float64 or int64, little endian, C order.
 */
public object Npy {
    /** Reads the array in [path]. */
    @JvmStatic
    public fun read(path: Path): NpyArray {
        checkFile("Npy.read", path)
        val source = path.fileName.toString()
        return reading("Npy.read", source) { Files.newInputStream(path).use { NpyReader(source, it, Files.size(path)).read() } }
    }

    /** Reads the array in [bytes]; error messages call it [source]. */
    @JvmStatic
    public fun parse(
        bytes: ByteArray,
        source: String,
    ): NpyArray = reading("Npy.read", source) { NpyReader(source, bytes.inputStream(), bytes.size.toLong()).read() }

    /** Writes [array] to [path], whole or not at all (see [AtomicFile]). */
    @JvmStatic
    public fun write(path: Path, array: NpyArray): Unit = AtomicFile.write(path) { writeTo(it, array) }

    /** Bytes of [array] as a npy file. */
    internal fun length(array: NpyArray): Long = header(array).size + 8L * array.size

    internal fun writeTo(stream: OutputStream, array: NpyArray) {
        stream.write(header(array))
        val chunk = ByteBuffer.allocate(1 shl 16).order(ByteOrder.LITTLE_ENDIAN)
        for (k in 0 until array.size) {
            if (array.isInteger) chunk.putLong(array.longs[k]) else chunk.putDouble(array.doubles[k])
            if (!chunk.hasRemaining()) {
                stream.write(chunk.array())
                chunk.clear()
            }
        }
        stream.write(chunk.array(), 0, chunk.position())
        stream.flush()
    }

    /** Version 1 header, padded so that the values start at a multiple of 64 bytes. */
    private fun header(array: NpyArray): ByteArray {
        val shape = array.shape.joinToString(", ", "(", if (array.shape.size == 1) ",)" else ")")
        val text = "{'descr': '${if (array.isInteger) "<i8" else "<f8"}', 'fortran_order': False, 'shape': $shape, }"
        val padded = text.padEnd((text.length + 11 + 63) / 64 * 64 - 11) + "\n"
        val bytes = java.io.ByteArrayOutputStream()
        DataOutputStream(bytes).use {
            it.write("\u0093NUMPY".toByteArray(Charsets.ISO_8859_1))
            it.write(byteArrayOf(1, 0, (padded.length and 0xff).toByte(), (padded.length ushr 8).toByte()))
            it.write(padded.toByteArray(Charsets.US_ASCII))
        }
        return bytes.toByteArray()
    }
}
