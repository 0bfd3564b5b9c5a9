package ncenter.run.regression

import ncenter.kernels.regression.RowPanels
import java.io.IOException
import java.lang.foreign.Arena
import java.lang.foreign.MemorySegment
import java.lang.foreign.ValueLayout
import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.nio.channels.FileChannel
import java.nio.file.Files
import java.nio.file.StandardOpenOption

/**
 * Rows of [q] numbers in a temporary file of the folder `java.io.tmpdir`: written one after the other, then read in any order. The file
 * vanishes when it is closed, and where the operating system allows it has no name before.
 */
internal class RowFile(
    private val q: Int,
) : RowPanels,
    AutoCloseable {
    private val channel: FileChannel = open()
    private val arena = Arena.ofShared()
    private val buffer = ByteBuffer.allocateDirect(BUFFER_NUMBERS * Double.SIZE_BYTES).order(ByteOrder.nativeOrder())
    private var rows = 0
    private val segment: MemorySegment by lazy { channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena) }

    override fun rows(): Int = rows

    override fun q(): Int = q

    /** Adds the first [count] rows of [x]. */
    fun append(x: DoubleArray, count: Int) {
        var at = 0
        while (at < count * q) {
            val part = minOf(BUFFER_NUMBERS, count * q - at)
            buffer.clear()
            buffer.asDoubleBuffer().put(x, at, part)
            buffer.limit(part * Double.SIZE_BYTES)
            write()
            at += part
        }
        rows += count
    }

    private fun write() {
        try {
            while (buffer.hasRemaining()) channel.write(buffer)
        } catch (e: IOException) {
            throw IllegalStateException("$WHO: room for the rows of a large problem was expected in '${folder()}', got: ${e.message}; $FIX", e)
        }
    }

    override fun readRows(first: Int, count: Int, x: DoubleArray): Unit = copy(first.toLong() * q, x, 0, count * q)

    override fun readColumns(from: Int, to: Int, x: DoubleArray) {
        for (row in 0 until rows) copy(row.toLong() * q + from, x, row * (to - from), to - from)
    }

    private fun copy(number: Long, x: DoubleArray, at: Int, count: Int): Unit = MemorySegment.copy(segment, ValueLayout.JAVA_DOUBLE, number * Double.SIZE_BYTES, x, at, count)

    override fun close() {
        arena.close()
        channel.close()
    }

    private companion object {
        const val BUFFER_NUMBERS = 1 shl 16
        const val WHO = "ridge"
        const val FIX = "write -Djava.io.tmpdir=FOLDER, or give more memory"

        fun folder(): String = System.getProperty("java.io.tmpdir")

        fun open(): FileChannel = try {
            val path = Files.createTempFile("ncenter-rows", ".bin")
            FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)
        } catch (e: IOException) {
            throw IllegalStateException("$WHO: a folder for temporary files was expected, got '${folder()}': ${e.message}; $FIX", e)
        }
    }
}
