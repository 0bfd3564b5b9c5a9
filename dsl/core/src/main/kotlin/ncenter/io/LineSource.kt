package ncenter.io

import java.io.Closeable
import java.io.InputStream
import java.io.InputStreamReader
import java.io.Reader
import java.nio.charset.CharacterCodingException
import java.nio.charset.CodingErrorAction

/** Longest line that is read; a longer one is not a text file of structures. */
private const val MAX_LINE = 1 shl 24

private const val END = -1

/** Lines of a UTF-8 text with their numbers, in constant memory. Line ends may be LF, CR LF, or CR. */
internal class LineSource(
    val file: String,
    stream: InputStream,
) : Closeable {
    private val reader: Reader =
        InputStreamReader(
            stream,
            Charsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT),
        )
    private val buffer = CharArray(1 shl 16)
    private var filled = 0
    private var at = 0
    private var afterReturn = false

    /** Number of the line returned last, counted from 1. */
    var line = 0
        private set

    /** The next line without its end, or null at the end of the file. */
    fun next(): String? {
        val text = StringBuilder()
        var any = false
        while (true) {
            val char = nextChar()
            if (char == END) break
            any = true
            if (char == '\n'.code) break
            afterReturn = char == '\r'.code
            if (afterReturn) break
            text.append(char.toChar())
            if (text.length >
                MAX_LINE
            ) {
                mistake(
                    "structures",
                    "lines of at most $MAX_LINE characters",
                    "a longer one in $file, line ${line + 1}",
                    "check that this is a text file",
                )
            }
        }
        if (!any) return null
        line++
        if (line == 1 && text.startsWith('\uFEFF')) text.deleteAt(0) // byte order mark of some editors
        return text.toString()
    }

    /** The next character, or END; the LF of CR LF is skipped. */
    private fun nextChar(): Int {
        if (at == filled && !refill()) return END
        if (afterReturn && buffer[at] == '\n') {
            at++
            afterReturn = false
            return nextChar()
        }
        return buffer[at++].code
    }

    private fun refill(): Boolean {
        filled =
            try {
                maxOf(reader.read(buffer), 0)
            } catch (failure: CharacterCodingException) {
                mistake("structures", "UTF-8 text", "other bytes in $file, after line $line", "save the file as UTF-8 text", failure)
            }
        at = 0
        return filled > 0
    }

    override fun close() = reader.close()
}
