package ncenter.cli.script

/** A script that does not compile. The message shows each error with the script's own line and a mark under the column. */
public class ScriptCompilationException(
    message: String,
) : IllegalArgumentException(message)

/** One message of the compiler; [line] and [column] count from 1 and are null where it gave none. */
internal class CompilerMessage(
    private val text: String,
    private val line: Int?,
    private val column: Int?,
) {
    fun render(script: ScriptFile): String {
        if (line == null || column == null) return "${script.name}: $text"
        val source = script.line(line) ?: return "${script.name}:$line:$column: $text"
        val mark = source.take(column - 1).map { if (it == '\t') '\t' else ' ' }.joinToString("") + "^"
        return "${script.name}:$line:$column: $text\n    $source\n    $mark"
    }
}
