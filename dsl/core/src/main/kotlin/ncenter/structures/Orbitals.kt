package ncenter.structures

/** The order of a matrix inside an atom: all s, then all p, then d, each by growing n. */
private val MATRIX_ORDER = compareBy(Shell::l, Shell::n)

/**
 * The atomic orbitals of each element, shell by shell: `orbitals(H to "1s", C to "1s 2s 2p")`.
 *
 * A matrix over the orbitals of a structure has its rows ordered by atom, then by shell in the order listed here, then by
 * m = -l..l. The shells of an element are listed by l, then n (`1s 2s 3s 2p 3p 3d`); a list in another order is refused,
 * because it usually describes the same matrix wrongly. Only [stored] takes it, for files that really keep it.
 */
public class Orbitals private constructor(
    private val shellsOf: Map<Int, List<Shell>>,
) {
    /** The atomic numbers that have orbitals, ascending. */
    public val elements: List<Int> = shellsOf.keys.sorted()

    /** Whether the shells of every element are listed by l, then n. Always true except for [stored]. */
    public val isCanonical: Boolean get() = shellsOf.values.all { it == it.sortedWith(MATRIX_ORDER) }

    /** The shells of [type] in matrix order. */
    public fun shells(type: Int): List<Shell> = shellsOf[type] ?: mistake(
        "orbitals",
        "orbitals of ${Elements.symbol(type)}",
        "orbitals of ${elements.map(Elements::symbol)} only",
        "add the shells of ${Elements.symbol(type)}, for example \"1s\"",
    )

    /** Number of orbitals of one atom of [type]. */
    public fun size(type: Int): Int = shells(type).sumOf(Shell::size)

    /** Number of orbitals of [structure], the side of its matrices. */
    public fun size(structure: Structure): Int = structure.storedTypes.sumOf(::size)

    /** First row of each atom in a matrix of [structure], and the side of the matrix as last entry. */
    public fun offsets(structure: Structure): IntArray = structure.storedTypes.runningFold(0) { sum, type -> sum + size(type) }.toIntArray()

    /** The same shells, listed by l, then n. */
    public fun canonical(): Orbitals = Orbitals(shellsOf.mapValues { it.value.sortedWith(MATRIX_ORDER) })

    override fun equals(other: Any?): Boolean = other is Orbitals && other.shellsOf == shellsOf

    override fun hashCode(): Int = shellsOf.hashCode()

    override fun toString(): String = elements.joinToString(", ", "orbitals(", ")") { "${Elements.symbol(it)} to \"${shells(it).joinToString(" ")}\"" }

    public companion object {
        /** Orbitals of each atomic number. Refused: no shell, a shell twice, shells not listed by l, then n. */
        @JvmStatic
        public fun of(shells: Map<Int, List<Shell>>): Orbitals = stored(shells).also(::checkOrder)

        /** Orbitals written as text for each atomic number, for example `6 to "1s 2s 2p"`. */
        @JvmStatic
        public fun parse(texts: Map<Int, String>): Orbitals = of(texts.mapValues { (type, text) -> parseShells(type, text) })

        /** Orbitals written as text for each symbol, for example `"C" to "1s 2s 2p"`. */
        @JvmStatic
        public fun of(vararg texts: Pair<String, String>): Orbitals {
            texts.groupBy { it.first }.values.firstOrNull { it.size > 1 }?.let {
                mistake("orbitals", "each element once", "${it[0].first} twice", "put all its shells into one text")
            }
            return parse(texts.associate { (symbol, text) -> Elements.number(symbol) to text })
        }

        /**
         * The shells of a file that does not list all s, then all p, then d, for example a basis of the 6-31G family in Psi4
         * (`1s 2s 2p 3s 3p`). Only for [RawMatrices.inOrder], which reorders the shells.
         */
        @JvmStatic
        public fun stored(shells: Map<Int, List<Shell>>): Orbitals {
            if (shells.isEmpty()) mistake("orbitals", "at least one element", "none", "write for example orbitals(H to \"1s\")")
            shells.forEach { (type, list) -> checkShells(Elements.symbol(type), list) }
            return Orbitals(shells.mapValues { it.value.toList() })
        }
    }
}

private fun parseShells(type: Int, text: String): List<Shell> = text.split(' ', ',', '\t', '\n').filter(String::isNotEmpty).map {
    Shell.parseOrNull(it)
        ?: throw IllegalArgumentException("orbitals: cannot read shell '$it' of ${Elements.symbol(type)}; write it as 1s, 2p, 3d")
}

private fun checkShells(symbol: String, shells: List<Shell>) {
    if (shells.isEmpty()) mistake("orbitals", "at least one shell of $symbol", "none", "write for example \"1s\", or leave $symbol out")
    shells.groupBy { it }.values.firstOrNull { it.size > 1 }?.let {
        mistake("orbitals", "each shell of $symbol once", "'${it[0]}' ${it.size} times", "count the shells of one l upwards: 2p 3p 4p")
    }
}

private fun checkOrder(orbitals: Orbitals) {
    orbitals.elements.forEach { type ->
        val listed = orbitals.shells(type)
        val sorted = listed.sortedWith(MATRIX_ORDER)
        if (listed != sorted) {
            mistake(
                "orbitals",
                "the shells of ${Elements.symbol(type)} in matrix order, all s, then all p, then d",
                "'${listed.joinToString(" ")}'",
                "write '${sorted.joinToString(" ")}'",
            )
        }
    }
}
