package ncenter.io

import java.io.IOException
import java.io.InputStream
import java.nio.ByteBuffer
import java.nio.ByteOrder

private const val MAX_HEADER = 1 shl 16
private const val CHUNK = 1 shl 16
private const val MAGIC = "\u0093NUMPY"

/**
 * Reads one npy array from [input].
 *
 * Nothing in the header is trusted: the number of values is compared with [length], the bytes that are really there, before
 * any array is allocated.
 *
 * @param source what error messages call it
 */
internal class NpyReader(
    private val source: String,
    private val input: InputStream,
    private val length: Long,
) {
    private var consumed = 0L

    fun read(): NpyArray {
        val header = header()
        val count = elements(header.shape)
        val wanted = count.toLong() * header.bytes
        if (length - consumed != wanted) {
            mistake(
                "Npy.read",
                "$wanted bytes for shape ${header.shape.contentToString()} of ${header.dtype}",
                "${length - consumed} in $source",
                if (length - consumed <
                    wanted
                ) {
                    "the file is cut off; copy it again"
                } else {
                    "the file holds more than one array; save it as npz"
                },
            )
        }
        val floats = if (header.isInteger) null else DoubleArray(count)
        val integers = if (header.isInteger) LongArray(count) else null
        fill(header, floats, integers)
        return if (header.fortranOrder) reordered(header, floats, integers) else NpyArray(header.shape, floats, integers, header.dtype)
    }

    private fun header(): NpyHeader {
        val start = bytes(MAGIC.length + 2)
        checkMagic(start)
        val major = start[MAGIC.length].toInt()
        if (major !in 1..3) mistake("Npy.read", "format version 1, 2, or 3", "$major in $source", "save it again with numpy.save")
        val size = ByteBuffer.wrap(bytes(if (major == 1) 2 else 4)).order(ByteOrder.LITTLE_ENDIAN)
        val announced = if (major == 1) size.getShort().toInt() and 0xffff else size.getInt()
        if (announced !in
            1..MAX_HEADER
        ) {
            mistake("Npy.read", "a header of at most $MAX_HEADER bytes", "$announced in $source", "save it again with numpy.save")
        }
        return NpyHeaderParser(source, bytes(announced).toString(Charsets.UTF_8)).parse()
    }

    private fun checkMagic(start: ByteArray) {
        val text = start.toString(Charsets.ISO_8859_1)
        if (text.startsWith(MAGIC)) return
        when {
            text.startsWith("PK") -> {
                mistake("Npy.read", "one npy array", "a zip archive, $source", "open it with Npz.open")
            }
            text.startsWith("\u0080") -> {
                mistake(
                    "Npy.read",
                    "a npy file",
                    "a pickle, $source",
                    "a pickle can run code when it is read; save the numbers with numpy.save",
                )
            }
            else -> mistake("Npy.read", "a npy file", "$source, which starts with other bytes", "save it with numpy.save")
        }
    }

    private fun bytes(count: Int): ByteArray {
        val result = input.readNBytes(count)
        if (result.size <
            count
        ) {
            mistake("Npy.read", "a npy file", "only ${consumed + result.size} bytes in $source", "the file is cut off; copy it again")
        }
        consumed += count
        return result
    }

    private fun fill(header: NpyHeader, floats: DoubleArray?, integers: LongArray?) {
        var next = 0
        val count = floats?.size ?: integers!!.size
        while (next < count) {
            val part = minOf(CHUNK / header.bytes, count - next)
            val buffer = ByteBuffer.wrap(bytes(part * header.bytes)).order(header.order)
            for (k in next until next + part) {
                when {
                    integers != null -> integers[k] = if (header.bytes == 8) buffer.getLong() else buffer.getInt().toLong()
                    else -> floats!![k] = if (header.bytes == 8) buffer.getDouble() else buffer.getFloat().toDouble()
                }
            }
            next += part
        }
    }

    /** From first axis fastest to last axis fastest. */
    private fun reordered(header: NpyHeader, floats: DoubleArray?, integers: LongArray?): NpyArray {
        val shape = header.shape
        val strides = shape.runningFold(1) { stride, size -> stride * size }
        val from = IntArray(elements(shape))
        for (k in from.indices) {
            var rest = k
            for (axis in shape.indices.reversed()) {
                from[k] += rest % shape[axis] * strides[axis]
                rest /= shape[axis]
            }
        }
        return NpyArray(
            shape,
            floats?.let { DoubleArray(it.size) { k -> it[from[k]] } },
            integers?.let { LongArray(it.size) { k -> it[from[k]] } },
            header.dtype,
        )
    }
}

/** Turns what the operating system or the decompressor says into an error that names the file. */
internal fun <T> reading(function: String, source: String, read: () -> T): T = try {
    read()
} catch (failure: IOException) {
    mistake(
        function,
        "a readable file",
        "$source, which is damaged (${failure.message ?: "it ends too early"})",
        "copy it again",
        failure,
    )
}
