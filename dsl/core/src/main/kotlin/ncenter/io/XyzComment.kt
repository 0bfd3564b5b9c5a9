package ncenter.io

/**
 * One value of the second line of a structure, before its type is known.
 *
 * @property text the characters inside the quotes or brackets, escapes resolved
 * @property list whether it was written in brackets, so that one number is still a list
 */
internal data class XyzValue(
    val text: String,
    val list: Boolean,
)

/** `key=value` words of the second line of a structure. A key without value is true. */
internal class XyzComment(
    private val line: String,
    private val fail: (expected: String, got: String, write: String) -> Nothing,
) {
    private var at = 0

    /** Keys in the order of the line; a key that comes twice is in the list twice. */
    fun parse(): List<Pair<String, XyzValue>> {
        val found = ArrayList<Pair<String, XyzValue>>()
        skipBlanks()
        while (at < line.length) {
            val key = word(stopAtEquals = true).text
            if (key.isEmpty()) fail("a key before '=' at column ${at + 1}", "'${line.substring(at).take(20)}'", "write key=value")
            skipBlanks()
            if (line.getOrNull(at) == '=') {
                at++
                skipBlanks()
                found.add(key to word(stopAtEquals = false))
            } else {
                found.add(key to XyzValue("T", false))
            }
            skipBlanks()
        }
        return found
    }

    private fun skipBlanks() {
        while (at < line.length && (line[at] == ' ' || line[at] == '\t')) at++
    }

    private fun word(stopAtEquals: Boolean): XyzValue = when (line.getOrNull(at)) {
        '"', '\'' -> XyzValue(quoted(), false)
        '{', '[' -> if (stopAtEquals) XyzValue(bare(true), false) else XyzValue(bracketed(), true)
        else -> XyzValue(bare(stopAtEquals), false)
    }

    private fun quoted(): String {
        val start = at
        val quote = line[at++]
        val text = StringBuilder()
        while (line.getOrNull(at) != quote) {
            if (at >= line.length) fail("a closing $quote", "none for the one at column ${start + 1}", "close it, or remove the quote")
            text.append(if (line[at] == '\\' && at + 1 < line.length) escaped() else line[at++])
        }
        at++
        return text.toString()
    }

    private fun bare(stopAtEquals: Boolean): String {
        val text = StringBuilder()
        while (at < line.length && line[at] != ' ' && line[at] != '\t' && !(stopAtEquals && line[at] == '=')) {
            text.append(if (line[at] == '\\' && at + 1 < line.length) escaped() else line[at++])
        }
        return text.toString()
    }

    private fun escaped(): Char {
        at += 2
        return if (line[at - 1] == 'n') '\n' else line[at - 1]
    }

    /** Contents of brackets up to the matching one, inner brackets and commas as blanks: nested rows become one list. */
    private fun bracketed(): String {
        val start = at
        var depth = 0
        val text = StringBuilder()
        do {
            val char = line.getOrNull(at++) ?: fail("a closing bracket", "none for the one at column ${start + 1}", "close it")
            when (char) {
                '[', '{' -> depth++
                ']', '}' -> depth--
            }
            text.append(if (char in "[]{},") ' ' else char)
        } while (depth > 0)
        return text.toString()
    }
}
