package ncenter.tests.house

/** Kotlin or Java source with comments and the contents of strings replaced by spaces; lines and columns stay. */
fun codeOnly(source: String): String = CodeOnly(source).run()

private class CodeOnly(
    private val source: String,
) {
    private val out = StringBuilder(source.length)
    private var at = 0

    fun run(): String {
        code { false }
        return out.toString()
    }

    /** Copies code until [end] holds for the current position or the text ends. */
    private fun code(end: () -> Boolean) {
        while (at < source.length && !end()) {
            when {
                looking("//") -> blankWhile { source[at] != '\n' }
                looking("/*") -> comment()
                looking("\"\"\"") -> string("\"\"\"", escapes = false)
                looking("\"") -> string("\"", escapes = true)
                looking("'") -> string("'", escapes = true)
                else -> out.append(source[at++])
            }
        }
    }

    private fun comment() {
        blank(2)
        blankWhile { !looking("*/") }
        blank(2)
    }

    private fun string(quote: String, escapes: Boolean) {
        keep(quote.length)
        while (at < source.length && !looking(quote)) {
            when {
                escapes && source[at] == '\\' -> blank(2)
                quote != "'" && looking("\${") -> template()
                else -> blank(1)
            }
        }
        keep(quote.length)
        while (quote.length == 3 && looking("\"")) keep(1)
    }

    /** A `${...}` inside a string: its code counts as string too, but its braces and quotes must match. */
    private fun template() {
        val before = out.length
        var depth = 0
        code {
            if (source[at] == '{') depth++
            if (source[at] == '}') depth--
            source[at] == '}' && depth == 0
        }
        for (k in before until out.length) if (out[k] != '\n') out[k] = ' '
        blank(1)
    }

    private fun looking(text: String) = source.startsWith(text, at)

    private fun blankWhile(condition: () -> Boolean) {
        while (at < source.length && condition()) blank(1)
    }

    private fun keep(count: Int) {
        repeat(count) { if (at < source.length) out.append(source[at++]) }
    }

    private fun blank(count: Int) {
        repeat(count) { if (at < source.length) out.append(if (source[at++] == '\n') '\n' else ' ') }
    }
}
