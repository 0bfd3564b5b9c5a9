package ncenter.cli.script

import java.nio.file.Files
import java.nio.file.NoSuchFileException
import java.nio.file.Path

/** One `*.experiment.kts` file: where it lies and what it says. */
public class ScriptFile(
    public val path: Path,
    public val text: String,
) {
    public val name: String get() = path.fileName.toString()

    /** Folder of the script: data files are named relative to it. */
    public val directory: Path get() = path.toAbsolutePath().normalize().parent

    /** The name without its ending, used to name what the script writes. */
    public val title: String get() = name.removeSuffix(ENDING)

    /** Line [number], counted from 1; null if there is no such line. */
    public fun line(number: Int): String? = text.lineSequence().elementAtOrNull(number - 1)

    public companion object {
        public const val ENDING: String = ".experiment.kts"

        /**
         * Reads the script.
         *
         * @throws IllegalArgumentException if the name does not end in [ENDING]
         * @throws NoSuchFileException if there is no such file
         */
        public fun read(path: Path): ScriptFile {
            require(path.fileName?.toString()?.endsWith(ENDING) == true) {
                "script: a file ending in $ENDING was expected, got $path; rename it or name another file"
            }
            if (!Files.exists(path)) throw NoSuchFileException(path.toString())
            require(Files.isRegularFile(path)) { "script: a file was expected, got the folder $path; name a script in it" }
            return ScriptFile(path, Files.readString(path))
        }
    }
}
