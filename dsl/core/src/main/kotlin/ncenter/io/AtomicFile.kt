package ncenter.io

import java.io.BufferedOutputStream
import java.io.FilterOutputStream
import java.io.IOException
import java.io.OutputStream
import java.nio.channels.Channels
import java.nio.channels.FileChannel
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardCopyOption.ATOMIC_MOVE
import java.nio.file.StandardCopyOption.REPLACE_EXISTING
import java.nio.file.StandardOpenOption.CREATE_NEW
import java.nio.file.StandardOpenOption.READ
import java.nio.file.StandardOpenOption.WRITE
import java.util.UUID

/**
 * Writes a whole file or nothing: readers see the old content until the new one is safely on disk.
 *
 * The content goes to a hidden temporary file in the same folder, is flushed to the device, and replaces the target by an
 * atomic rename. If anything fails on the way (a full disk, an exception of the writer), the temporary file is removed and
 * the old file stays as it was. A target that is a symbolic link keeps pointing to the same place.
 */
public object AtomicFile {
    /**
     * Writes [path] with what [body] writes to the stream, which is buffered; closing it inside [body] is allowed.
     *
     * @throws IllegalArgumentException if the folder does not exist or [path] is a folder
     * @throws IOException if the disk refuses
     */
    @JvmStatic
    public fun write(path: Path, body: (OutputStream) -> Unit) {
        val target = if (Files.exists(path)) path.toRealPath() else path.toAbsolutePath()
        if (Files.isDirectory(target)) mistake("write", "the name of a file", "the folder '$path'", "name a file in it")
        val folder = target.parent
        if (!Files.isDirectory(folder)) mistake("write", "an existing folder", "'${path.parent}'", "create the folder first")
        val temporary = folder.resolve(".${target.fileName}.${UUID.randomUUID()}.tmp")
        try {
            fill(temporary, body)
            Files.move(temporary, target, ATOMIC_MOVE, REPLACE_EXISTING)
        } catch (failure: Throwable) {
            runCatching { Files.deleteIfExists(temporary) }.exceptionOrNull()?.let(failure::addSuppressed)
            throw failure
        }
        syncFolder(folder)
    }

    private fun fill(temporary: Path, body: (OutputStream) -> Unit) {
        FileChannel.open(temporary, CREATE_NEW, WRITE).use { channel ->
            val stream = StaysOpen(BufferedOutputStream(Channels.newOutputStream(channel), 1 shl 16))
            body(stream)
            stream.flush()
            channel.force(true)
        }
    }

    /** Makes the rename itself durable. Some systems cannot open a folder; there the file system does it. */
    private fun syncFolder(folder: Path) {
        try {
            FileChannel.open(folder, READ).use { it.force(true) }
        } catch (_: IOException) {
            return
        }
    }
}

/** A stream whose close only flushes, because the channel below must stay open until it is synced. */
private class StaysOpen(
    private val target: OutputStream,
) : FilterOutputStream(target) {
    override fun write(bytes: ByteArray, offset: Int, length: Int) = target.write(bytes, offset, length)

    override fun close() = target.flush()
}
