package ncenter.tests.golden

import java.nio.ByteBuffer
import java.nio.ByteOrder

/** The numbers of a little-endian float64 `.npy` test resource in C order. */
internal fun npyResource(path: String): DoubleArray {
    val bytes = requireNotNull(object {}.javaClass.getResourceAsStream(path)) { "no test resource $path" }.use { it.readBytes() }
    val buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)
    val start = 10 + buffer.getShort(8)
    check("'<f8', 'fortran_order': False" in String(bytes, 0, start, Charsets.ISO_8859_1)) { "$path is not float64 in C order" }
    return DoubleArray((bytes.size - start) / 8) { buffer.getDouble(start + 8 * it) }
}
