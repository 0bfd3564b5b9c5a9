package ncenter.io

import java.io.OutputStream
import java.nio.file.Path
import java.util.zip.CRC32
import java.util.zip.CheckedInputStream
import java.util.zip.CheckedOutputStream
import java.util.zip.ZipEntry
import java.util.zip.ZipFile
import java.util.zip.ZipOutputStream

/** Deflate cannot shrink anything by more than this factor. */
private const val MAX_RATIO = 1032L

/**
 * A npz archive: named arrays. Each array is read when it is asked for; nothing is extracted to disk.
 *
 * An entry whose announced size cannot come from its compressed bytes, or whose checksum is wrong, is refused.
 */
public class Npz private constructor(
    private val source: String,
    private val zip: ZipFile,
) : AutoCloseable {
    private val entries =
        zip
            .entries()
            .asSequence()
            .filter { it.name.endsWith(SUFFIX) }
            .associateBy { it.name.removeSuffix(SUFFIX) }

    /** The names of the arrays, in the order of the archive. */
    public val names: List<String> get() = entries.keys.toList()

    /** Whether there is an array called [name]. */
    public operator fun contains(name: String): Boolean = name in entries

    /** Reads the array called [name]. */
    public operator fun get(name: String): NpyArray {
        val entry = entries[name] ?: mistake("Npz", "one of the arrays ${entries.keys} of $source", "'$name'", "write one of these names")
        checkSize(name, entry)
        return reading("Npz", "'$name' of $source") {
            val checked = CheckedInputStream(zip.getInputStream(entry), CRC32())
            val array = checked.use { NpyReader("'$name' of $source", it, entry.size).read() }
            if (checked.checksum.value !=
                entry.crc
            ) {
                mistake("Npz", "the checksum of '$name'", "another one in $source", "the file is damaged; copy it again")
            }
            array
        }
    }

    private fun checkSize(name: String, entry: ZipEntry) {
        val possible = if (entry.method == ZipEntry.STORED) entry.compressedSize else entry.compressedSize * MAX_RATIO + MAX_RATIO
        if (entry.size !in 0..possible) {
            mistake(
                "Npz",
                "at most $possible bytes of '$name' from ${entry.compressedSize} stored ones",
                "${entry.size} in $source",
                "the file is damaged",
            )
        }
    }

    override fun close(): Unit = zip.close()

    override fun toString(): String = "Npz($source: ${names.joinToString(", ")})"

    public companion object {
        private const val SUFFIX = ".npy"

        /** The DOS epoch as local time, so that equal arrays give equal files. */
        private val EPOCH = java.time.LocalDateTime.of(1980, 1, 1, 0, 0)

        /** Opens [path]; close it after use. */
        @JvmStatic
        public fun open(path: Path): Npz {
            checkFile("Npz.open", path)
            val source = path.fileName.toString()
            return reading("Npz.open", source) { Npz(source, ZipFile(path.toFile())) }
        }

        /** Writes named [arrays] to [path], whole or not at all (see [AtomicFile]); equal arrays give equal bytes. */
        @JvmStatic
        @JvmOverloads
        public fun write(path: Path, arrays: Map<String, NpyArray>, compressed: Boolean = false) {
            AtomicFile.write(path) { stream ->
                val zip = ZipOutputStream(stream)
                arrays.forEach { (name, array) -> put(zip, name, array, compressed) }
                zip.finish()
            }
        }

        private fun put(zip: ZipOutputStream, name: String, array: NpyArray, compressed: Boolean) {
            val entry = ZipEntry(name + SUFFIX)
            entry.timeLocal = EPOCH
            if (!compressed) {
                val checksum = CheckedOutputStream(OutputStream.nullOutputStream(), CRC32())
                Npy.writeTo(checksum, array)
                entry.method = ZipEntry.STORED
                entry.size = Npy.length(array)
                entry.crc = checksum.checksum.value
            }
            zip.putNextEntry(entry)
            Npy.writeTo(zip, array)
            zip.closeEntry()
        }
    }
}
