package ncenter.tests

import java.io.ByteArrayOutputStream
import java.nio.ByteBuffer
import java.nio.ByteOrder

/** A npy file put together by hand, independent of the writer under test. */
fun npyBytes(header: String, data: ByteArray, version: Int = 1, announced: Int = header.length): ByteArray {
    val out = ByteArrayOutputStream()
    out.write("\u0093NUMPY".toByteArray(Charsets.ISO_8859_1))
    out.write(byteArrayOf(version.toByte(), 0))
    val size = ByteBuffer.allocate(if (version == 1) 2 else 4).order(ByteOrder.LITTLE_ENDIAN)
    out.write(if (version == 1) size.putShort(announced.toShort()).array() else size.putInt(announced).array())
    out.write(header.toByteArray())
    out.write(data)
    return out.toByteArray()
}

/** The same with the usual header. */
fun npyBytes(
    dtype: String,
    shape: String,
    data: ByteArray,
    fortran: Boolean = false,
): ByteArray = npyBytes("{'descr': '$dtype', 'fortran_order': ${if (fortran) "True" else "False"}, 'shape': $shape, }\n", data)
