package ncenter.model

import kotlinx.serialization.SerializationException
import ncenter.io.Npy
import ncenter.io.NpyArray
import java.io.IOException
import java.nio.file.Files
import java.nio.file.Path
import java.util.zip.ZipException
import java.util.zip.ZipFile

/** Entries of a model file, each checked against its checksum before anything is made of it. Nothing in the file is trusted. */
internal class ArchiveReader private constructor(
    private val source: String,
    private val zip: ZipFile,
) : AutoCloseable {
    private val manifest: Manifest = readManifest()

    fun model(): ModelForm = archiveJson.decodeFromString(ModelForm.serializer(), bytes("model.json").decodeToString())

    fun array(name: String): NpyArray = Npy.parse(bytes(name), "$name of $source")

    override fun close(): Unit = zip.close()

    private fun readManifest(): Manifest {
        val bytes = raw("manifest.json") ?: refuse("no manifest")
        val found =
            try {
                archiveJson.decodeFromString(Manifest.serializer(), bytes.decodeToString())
            } catch (e: SerializationException) {
                throw IllegalArgumentException(message("an unreadable manifest"), e)
            }
        if (found.format != ARCHIVE_FORMAT) refuse("format '${found.format}'")
        require(found.version == ARCHIVE_VERSION) {
            "load: model file version $ARCHIVE_VERSION was expected, got ${found.version} in $source; read it with the version of ncenter that wrote it"
        }
        return found
    }

    private fun bytes(name: String): ByteArray {
        val expected = manifest.checksums[name] ?: refuse("no checksum of $name")
        val bytes = raw(name) ?: refuse("no $name")
        require(sha256(bytes) == expected) { "load: the checksum of $name in $source is wrong; the file is damaged, copy it again" }
        return bytes
    }

    private fun raw(name: String): ByteArray? {
        val entry = zip.getEntry(name) ?: return null
        if (entry.size !in 0..minOf(Int.MAX_VALUE - 8L, entry.compressedSize * MAX_RATIO + MAX_RATIO)) refuse("an impossible size of $name")
        return try {
            zip.getInputStream(entry).use { it.readNBytes(entry.size.toInt()) }
        } catch (e: IOException) {
            throw IllegalArgumentException(message("a damaged $name"), e)
        }
    }

    private fun refuse(got: String): Nothing = throw IllegalArgumentException(message(got))

    private fun message(got: String) = "load: a model written by ncenter was expected, got $source with $got; give the file that save() wrote"

    companion object {
        /** Deflate cannot shrink anything by more than this factor. */
        private const val MAX_RATIO = 1032L

        fun open(path: Path): ArchiveReader {
            val source = path.fileName.toString()
            require(Files.isRegularFile(path)) { "load: a model file was expected, got '$path', which is no file; check the name" }
            try {
                return ArchiveReader(source, ZipFile(path.toFile()))
            } catch (e: ZipException) {
                throw IllegalArgumentException(
                    "load: a model written by ncenter was expected, got $source (${e.message}); give the file that save() wrote",
                    e,
                )
            }
        }
    }
}
