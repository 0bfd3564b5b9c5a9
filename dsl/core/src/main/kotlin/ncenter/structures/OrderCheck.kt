package ncenter.structures

import kotlin.math.sqrt

/** Overlap vectors shorter than this say nothing about a direction once they went through a float32 file. */
private const val SHORT = 1e-4

/** Largest share of the overlap that may stand across the bond; a wrong order gives 0.1 and more, rounding 1e-7. */
private const val ACROSS = 1e-3

/** CP2K equals CANONICAL. */
private val CANDIDATES = listOf(OrbitalOrder.CANONICAL, OrbitalOrder.PYSCF, OrbitalOrder.PSI4)

/**
 * Compares the overlaps between each p, d, ... shell and the s functions of other atoms with the direction of the bond:
 * they must be parallel to Y_lm of it. Refuses [overlap] if its declared order does not fit, and names the one that does.
 *
 * Says nothing (and passes) where nothing can be said: no s function in reach, an orthogonal basis, periodic structures,
 * whose overlaps add up several images.
 */
internal fun checkDeclaredOrder(structures: List<Structure>, overlap: Matrices, listing: Orbitals) {
    if (fits(structures, overlap, listing, overlap.order)) return
    val better = CANDIDATES.filter { fits(structures, overlap, listing, it) }
    if (better.isEmpty()) {
        mistake(
            "matrices",
            "overlaps that point along the bonds",
            "directions that fit no known order in ${overlap.source}",
            "check that structures and matrices are in the same sequence and the same frame of reference, and the list of orbitals",
        )
    }
    val word = better.joinToString(" or ")
    mistake(
        "matrices",
        "overlaps in ${overlap.order} order",
        "$word order in ${overlap.source}",
        "declare ${overlap.source} and the matrices made with it as $word",
    )
}

private fun fits(structures: List<Structure>, overlap: Matrices, listing: Orbitals, order: OrbitalOrder): Boolean {
    val shares = Shares()
    structures.forEachIndexed { k, structure ->
        if (!structure.isPeriodic) Overlaps(structure, overlap.squares[k], listing, order).addTo(shares)
    }
    return shares.fit()
}

/** Squared overlap per l, in total and across the bond. */
private class Shares {
    private val total = DoubleArray(16)
    private val across = DoubleArray(16)

    fun add(vector: DoubleArray, direction: DoubleArray) {
        val length = vector.sumOf { it * it }
        if (length < SHORT * SHORT) return
        val along = vector.indices.sumOf { vector[it] * direction[it] }
        val l = vector.size / 2
        total[l] += length
        across[l] += length - along * along
    }

    fun fit() = total.indices.all { across[it] <= ACROSS * total[it] }
}

/** One overlap matrix read as if it were stored in [order]. */
private class Overlaps(
    private val structure: Structure,
    private val square: DoubleArray,
    stored: Orbitals,
    order: OrbitalOrder,
) {
    private val orbitals = stored.canonical()
    private val rows = canonicalRows(structure, stored, order)
    private val starts = orbitals.offsets(structure)

    fun addTo(shares: Shares) {
        for (i in 0 until structure.size) {
            for (j in 0 until structure.size) if (i != j) addPair(i, j, shares)
        }
    }

    private fun addPair(i: Int, j: Int, shares: Shares) {
        val bond = DoubleArray(3) { structure.position(j, it) - structure.position(i, it) }
        if (sqrt(dot(bond, bond)) == 0.0) return
        var row = starts[i]
        orbitals.shells(structure.type(i)).forEach { shell ->
            if (shell.l > 0) {
                val direction = harmonicDirection(shell.l, bond[0], bond[1], bond[2])
                sColumns(j).forEach { column -> shares.add(column(row, shell.size, column), direction) }
            }
            row += shell.size
        }
    }

    private fun sColumns(atom: Int): IntRange {
        val count = orbitals.shells(structure.type(atom)).count { it.l == 0 }
        return starts[atom] until starts[atom] + count
    }

    private fun column(row: Int, size: Int, column: Int) = DoubleArray(size) { square[rows[row + it] * rows.size + rows[column]] }
}
