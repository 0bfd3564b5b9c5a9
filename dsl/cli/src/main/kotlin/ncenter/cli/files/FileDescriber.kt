package ncenter.cli.files

import java.nio.file.Path

/** Says what is in one kind of file. */
public interface FileDescriber {
    /** What files of this kind end in, for example `.npz`. */
    public val endings: List<String>

    /** Lines for the user. A damaged file is an exception that says where. */
    public fun describe(file: Path): List<String>

    /** Whether [file] is of this kind, by its name. */
    public fun knows(file: Path): Boolean = endings.any {
        file.fileName
            .toString()
            .lowercase()
            .endsWith(it)
    }
}
