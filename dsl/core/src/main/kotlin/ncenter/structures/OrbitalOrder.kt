package ncenter.structures

/**
 * The order in which a code stores the functions of one shell in its matrices. Real harmonics without Condon-Shortley sign.
 *
 * Nothing in a file of numbers says which order it has, so it is always declared. Converting is a permutation inside each
 * shell; there are no signs. (Checked for PySCF and Psi4 on overlaps up to l = 3; methods of arXiv:2109.12083.)
 */
public enum class OrbitalOrder {
    /** m = -l..l; p is y, z, x. The order of this library. */
    CANONICAL,

    /** p is x, y, z; every other shell m = -l..l. */
    PYSCF,

    /** Pure functions of Psi4: m = 0, +1, -1, +2, -2, ...; p is z, x, y. */
    PSI4,

    /** m = -l..l, as [CANONICAL]. */
    CP2K,
    ;

    /** The m of each stored function of a shell, in stored order. */
    public fun components(l: Int): IntArray = when (this) {
        CANONICAL, CP2K -> IntArray(2 * l + 1) { it - l }
        PYSCF -> if (l == 1) intArrayOf(1, -1, 0) else IntArray(2 * l + 1) { it - l }
        PSI4 -> IntArray(2 * l + 1) { if (it % 2 == 1) (it + 1) / 2 else -it / 2 }
    }

    /** Where each canonical component (m = -l first) stands in a stored shell: `[1, 2, 0]` for the p shell of PySCF. */
    public fun toCanonical(l: Int): IntArray {
        val m = components(l)
        return IntArray(2 * l + 1) { m.indexOf(it - l) }
    }
}

/**
 * Stored position of each canonical row of [structure]: atoms as they are, shells from the order of [stored] to that of its
 * canonical form, components from [order] to m = -l..l.
 */
internal fun canonicalRows(structure: Structure, stored: Orbitals, order: OrbitalOrder): IntArray {
    val canonical = stored.canonical()
    val starts = stored.offsets(structure)
    val rows = IntArray(starts.last())
    var next = 0
    structure.storedTypes.forEachIndexed { atom, type ->
        val listed = stored.shells(type)
        val shellStarts = listed.runningFold(starts[atom]) { start, shell -> start + shell.size }
        canonical.shells(type).forEach { shell ->
            val start = shellStarts[listed.indexOf(shell)]
            order.toCanonical(shell.l).forEach { rows[next++] = start + it }
        }
    }
    return rows
}
