package ncenter.cli

/** What the command's exit status says to the shell. */
public enum class ExitCode(
    public val code: Int,
) {
    /** Everything asked for was done. */
    DONE(0),

    /** The user's files or values are at fault. */
    INPUT(1),

    /** The command line itself cannot be understood. */
    USAGE(2),

    /** The library is at fault. */
    OURS(3),

    /** The check that was asked for found something. */
    FOUND(4),

    /** The user stopped the run. */
    INTERRUPTED(130),
}
