package ncenter.cli.script

/** An exception that ended a script, together with the script's line that was running. */
public class ScriptFailure(
    private val script: ScriptFile,
    mainClass: String,
    override val cause: Throwable,
) : RuntimeException(cause) {
    private val frames = cause.stackTrace.filter { it.className.startsWith(LIBRARY) || belongs(it, mainClass) }

    private val scriptFrame = frames.firstOrNull { belongs(it, mainClass) }

    /** True if the script itself threw, or something outside the library that the script called. */
    public val isScriptsOwn: Boolean = frames.firstOrNull().let { it != null && belongs(it, mainClass) }

    override val message: String get() = withReason(cause.message ?: cause.javaClass.name)

    /** [reason], led by the script's line number and followed by that line. */
    public fun withReason(reason: String): String {
        val number = scriptFrame?.lineNumber?.takeIf { it > 0 } ?: return "${script.name}: $reason"
        val source = script.line(number)?.let { "\n    ${it.trim()}" }.orEmpty()
        return "${script.name}:$number: $reason$source"
    }

    private fun belongs(
        frame: StackTraceElement,
        mainClass: String,
    ) = frame.className == mainClass || frame.className.startsWith("$mainClass$")

    private companion object {
        const val LIBRARY = "ncenter."
    }
}
