package ncenter.cli.script

import java.io.IOException
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardCopyOption.ATOMIC_MOVE
import java.nio.file.StandardCopyOption.REPLACE_EXISTING
import java.nio.file.attribute.FileTime
import java.time.Instant

/**
 * The compiled scripts of earlier runs, one file per key in [directory].
 *
 * A cache that cannot be read or written costs time, never a run: every file problem counts as a miss.
 */
public class ScriptCache(
    private val directory: Path,
) {
    /** The script stored under [key], or null. A damaged file counts as missing. */
    public fun find(key: String): CompiledScript? = try {
        val file = file(key)
        CompiledScript.fromBytes(Files.readAllBytes(file)).also { touch(file) }
    } catch (_: IOException) {
        null
    }

    /** Keeps [script] under [key], whole or not at all, and forgets the scripts not used for longest. */
    public fun store(key: String, script: CompiledScript) {
        try {
            Files.createDirectories(directory)
            val part = Files.createTempFile(directory, key.take(8), ".part")
            try {
                Files.write(part, script.toBytes())
                Files.move(part, file(key), ATOMIC_MOVE, REPLACE_EXISTING)
            } finally {
                Files.deleteIfExists(part)
            }
            prune()
        } catch (_: IOException) {
            return
        }
    }

    private fun file(key: String): Path = directory.resolve("$key$SUFFIX")

    private fun touch(file: Path) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()))
        } catch (_: IOException) {
            return
        }
    }

    private fun prune() {
        val files = Files.list(directory).use { all -> all.filter { it.toString().endsWith(SUFFIX) }.toList() }
        files.sortedByDescending { Files.getLastModifiedTime(it) }.drop(KEPT).forEach { Files.deleteIfExists(it) }
    }

    public companion object {
        private const val SUFFIX = ".script"
        private const val KEPT = 100

        /** `NCENTER_CACHE`, or the folder `ncenter` in the user's cache folder (`XDG_CACHE_HOME`, else `~/.cache`). */
        public fun userDirectory(environment: Map<String, String> = System.getenv()): Path {
            fun given(name: String) = environment[name]?.takeIf { it.isNotBlank() }?.let { Path.of(it) }
            val root =
                given("NCENTER_CACHE")
                    ?: (given("XDG_CACHE_HOME") ?: Path.of(System.getProperty("user.home"), ".cache")).resolve("ncenter")
            return root.resolve("scripts")
        }
    }
}
