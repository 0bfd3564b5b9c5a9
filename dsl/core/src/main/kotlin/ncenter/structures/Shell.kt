package ncenter.structures

private const val LETTERS = "spdfghik"

/**
 * One shell of atomic orbitals: 2l + 1 functions. Written `1s`, `2p`, `3d`.
 *
 * @property n counts the shells of this l on the atom from l + 1, so the first p shell is `2p`
 * @property l angular momentum: 0 is s, 1 p, 2 d, 3 f, 4 g, 5 h, 6 i, 7 k
 */
public data class Shell(
    val n: Int,
    val l: Int,
) : Comparable<Shell> {
    init {
        if (l !in
            LETTERS.indices
        ) {
            mistake("orbitals", "an angular momentum from 0 (s) to ${LETTERS.length - 1} (k)", "$l", "write for example 1 for p")
        }
        if (n <= l) {
            mistake(
                "orbitals",
                "n of at least ${l + 1} for a ${LETTERS[l]} shell",
                "$n",
                "write ${l + 1}${LETTERS[l]} for the first ${LETTERS[l]} shell",
            )
        }
    }

    /** Number of functions, 2l + 1. */
    public val size: Int get() = 2 * l + 1

    /** By (n, l): first n, then l. This is the order of shell pairs in blocks, not the order of a matrix. */
    override fun compareTo(other: Shell): Int = compareValuesBy(this, other, Shell::n, Shell::l)

    override fun toString(): String = "$n${LETTERS[l]}"

    public companion object {
        /** The shell written as [text], for example `2p`. */
        @JvmStatic
        public fun parse(text: String): Shell = parseOrNull(text) ?: throw IllegalArgumentException("orbitals: cannot read shell '$text'; write it as 1s, 2p, 3d")

        internal fun parseOrNull(text: String): Shell? {
            val n = text.dropLast(1).toIntOrNull() ?: return null
            val l = LETTERS.indexOf(text.last())
            return if (l >= 0 && n > l && n < 100 && text[0].isDigit()) Shell(n, l) else null
        }
    }
}
