package ncenter.tests.house

/** A function as it stands in a source: from the line of its name to the line where it ends. */
class FunctionSpan(
    val name: String,
    val firstLine: Int,
    val lines: Int,
    val isExcused: Boolean,
)

private val SIZE_REASON = Regex("""//\s*size:\s*\S+.*""")
private val OPENING = setOf('(', '[', '{')
private val CLOSING = setOf(')', ']', '}')

/** The functions of [source]. Functions without a body do not count. A comment `// size: reason` at the function excuses it. */
fun functionsOf(source: ProjectFile): List<FunctionSpan> {
    val code = codeOnly(source.text)
    val spans = if (source.isKotlin) kotlinFunctions(code) else javaMethods(code)
    val lines = source.text.lines()
    return spans.map { (name, from, to) ->
        val first = code.take(from).count { it == '\n' }
        val last = code.take(to).count { it == '\n' }
        FunctionSpan(name, first + 1, last - first + 1, (first - 1..first).any { SIZE_REASON.containsMatchIn(lines.getOrElse(it) { "" }) })
    }
}

private fun kotlinFunctions(code: String): List<Triple<String, Int, Int>> = Regex("""\bfun\s+(?!interface\b)(?:<[^>]*>\s*)?([\w.<>?, ]*?)(\w+|`[^`]*`)\s*\(""")
    .findAll(code)
    .mapNotNull { match ->
        val parametersEnd = matching(code, match.range.last)
        val body = bodyStart(code, parametersEnd + 1) ?: return@mapNotNull null
        val end = if (code[body] == '{') matching(code, body) else expressionEnd(code, body + 1)
        Triple(match.groupValues[2], match.range.first, end)
    }.toList()

/** Position of the `{` or `=` that starts the body after a parameter list, or null for a function without one. */
private fun bodyStart(code: String, from: Int): Int? {
    var at = from
    while (at < code.length) {
        when (code[at]) {
            '{', '=' -> return at
            '(', '[' -> at = matching(code, at)
            '}', ')', ',', ';' -> return null
            '\n' -> if (!continues(code, at)) return null
        }
        at++
    }
    return null
}

private fun expressionEnd(code: String, from: Int): Int {
    var at = from
    while (at < code.length) {
        when (code[at]) {
            in OPENING -> at = matching(code, at)
            in CLOSING, ',' -> return at - 1
            '\n' -> if (!continues(code, at)) return at - 1
        }
        at++
    }
    return code.length - 1
}

/** Whether the statement goes on after the line break at [lineBreak]: by what ends this line, or by what starts the next. */
private fun continues(code: String, lineBreak: Int): Boolean {
    val before = code.substring(code.lastIndexOf('\n', lineBreak - 1) + 1, lineBreak).trimEnd()
    val after = code.substring(lineBreak).trimStart()
    val endsOpen = before.isBlank() || before.last() in "=+-*/&|<:,.?" || before.endsWith("else") || before.endsWith("->")
    return endsOpen || Regex("""^(\.|\?\.|\?:|&&|\|\||=|\{|else\b|:|catch\b|finally\b|where\b|as\b)""").containsMatchIn(after)
}

private val JAVA_METHOD = Regex("""(\w+)\s*\([^;{}]*\)\s*(?:throws\s+[\w.,\s]+)?$""")
private val NOT_A_METHOD = Regex("""\b(if|for|while|switch|catch|synchronized|try|new|record|return|else|do)\b|->|=""")

private fun javaMethods(code: String): List<Triple<String, Int, Int>> = code.indices.filter { code[it] == '{' }.mapNotNull { brace ->
    val start = code.lastIndexOfAny(charArrayOf('{', '}', ';'), brace - 1) + 1
    val head = code.substring(start, brace)
    val match = JAVA_METHOD.find(head.trimEnd()) ?: return@mapNotNull null
    if (NOT_A_METHOD.containsMatchIn(head.replace(Regex("""@\w+(\([^)]*\))?"""), ""))) return@mapNotNull null
    Triple(match.groupValues[1], start + head.indexOf(head.trimStart()), matching(code, brace))
}

/** Position of the bracket that closes the one at [open]. */
private fun matching(code: String, open: Int): Int {
    var depth = 0
    for (at in open until code.length) {
        if (code[at] in OPENING) depth++
        if (code[at] in CLOSING && --depth == 0) return at
    }
    return code.length - 1
}
