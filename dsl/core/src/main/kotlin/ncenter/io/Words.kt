package ncenter.io

/** What a word of a structure file is, before anything is done with it. */
internal enum class WordKind { NUMBER, FORTRAN, NOT_FINITE, LOGICAL, OTHER }

private val TRUE = setOf("T", "True", "true", "TRUE", ".true.", ".TRUE.")
private val FALSE = setOf("F", "False", "false", "FALSE", ".false.", ".FALSE.")
private val NOT_FINITE = setOf("nan", "inf", "infinity")

/** Classifies [word]. Stricter than the JVM, which also reads `1f`, `0x1p3`, and surrounding blanks as numbers. */
internal fun kindOf(word: String): WordKind = when {
    isDecimal(word, "eE") -> if (word.toDouble().isFinite()) WordKind.NUMBER else WordKind.NOT_FINITE
    word in TRUE || word in FALSE -> WordKind.LOGICAL
    word.trimStart('+', '-').lowercase() in NOT_FINITE -> WordKind.NOT_FINITE
    isDecimal(word, "dD") -> WordKind.FORTRAN
    else -> WordKind.OTHER
}

/** The value of a word of kind LOGICAL. */
internal fun logical(word: String): Boolean = word in TRUE

/** The value of a word of kind FORTRAN, for example `1.5D-3`. */
internal fun fortran(word: String): Double = word.replace('D', 'E').replace('d', 'e').toDouble()

/** Whether [word] is digits with at most one point, an optional sign, and an optional exponent after one of [marks]. */
private fun isDecimal(word: String, marks: String): Boolean {
    var at = afterSign(word, 0)
    val start = at
    var points = 0
    while (at < word.length && (word[at] in '0'..'9' || word[at] == '.')) if (word[at++] == '.') points++
    if (points > 1 || at - start == points) return false
    if (at == word.length) return true
    if (word[at] !in marks) return false
    at = afterSign(word, at + 1)
    return at < word.length && (at until word.length).all { word[it] in '0'..'9' }
}

private fun afterSign(word: String, at: Int): Int = if (at < word.length && (word[at] == '+' || word[at] == '-')) at + 1 else at

/** The words of [line] between blanks. */
internal fun words(line: String): List<String> {
    val words = ArrayList<String>()
    var start = -1
    for (k in 0..line.length) {
        val blank = k == line.length || line[k] == ' ' || line[k] == '\t'
        if (blank && start >= 0) {
            words.add(line.substring(start, k))
            start = -1
        } else if (!blank && start < 0) {
            start = k
        }
    }
    return words
}
