package ncenter.io

/** Where a reader is, so that every message can say it, and whether it forgives. */
internal class XyzContext(
    val lines: LineSource,
    private val lenient: Boolean,
) {
    private val notes = Notes()

    /** The structure being read, counted from 0. */
    var structure = 0

    val report: ReadReport get() = notes.report()

    fun fail(
        expected: String,
        got: String,
        write: String,
    ): Nothing = mistake("structures", expected, "$got in ${lines.file}, structure $structure, line ${lines.line}", write)

    /** Something that is allowed by a documented rule, but worth knowing. */
    fun note(text: String) = notes.add(text, structure, lines.line)

    /** A defect: an error, or in lenient mode only the note [asWhat]. */
    fun tolerate(asWhat: String, expected: String, got: String, write: String) = if (lenient) note(asWhat) else fail(expected, got, write)

    /** A defect that lenient mode cannot repair either when [possible] is false. */
    fun tolerateIf(
        possible: Boolean,
        asWhat: String,
        expected: String,
        got: String,
        write: String,
    ) = if (possible) tolerate(asWhat, expected, got, write) else fail(expected, got, write)

    /** What a structure itself refuses, with the place added. */
    fun <T> located(build: () -> T): T = try {
        build()
    } catch (failure: IllegalArgumentException) {
        throw IllegalArgumentException(
            "${failure.message} (in ${lines.file}, structure $structure, before line ${lines.line + 1})",
            failure,
        )
    }
}
