package ncenter.io

import java.nio.file.Files
import java.nio.file.Path

/** Throws the house error: `<function>: expected <expected>, got <got>; <write>`. */
internal fun mistake(
    function: String,
    expected: String,
    got: String,
    write: String,
    cause: Throwable? = null,
): Nothing = throw IllegalArgumentException("$function: expected $expected, got $got; $write", cause)

/** Refuses a path that is not a readable file. */
internal fun checkFile(function: String, path: Path) {
    when {
        Files.isDirectory(path) -> mistake(function, "a file", "the folder '$path'", "name a file in it")
        !Files.exists(path) -> mistake(function, "a file", "'$path', which does not exist", "check the name and the working folder")
        !Files.isReadable(path) -> mistake(function, "a readable file", "'$path' without permission to read", "change its permissions")
    }
}
