package ncenter.structures

import kotlin.math.abs

/** Relative asymmetry that no rounding explains: float32 files reach 1e-7. */
private const val ASYMMETRY = 1e-5

internal fun checkSides(structures: List<Structure>, orbitals: Orbitals, matrices: Matrices) {
    if (matrices.count != structures.size) {
        mistake(
            "matrices",
            "${structures.size} matrices, one per structure",
            "${matrices.count} in ${matrices.source}",
            "attach the file of these structures",
        )
    }
    structures.forEachIndexed { k, structure ->
        val wanted = orbitals.size(structure)
        val side = matrices.side(k)
        if (side != wanted) {
            mistake(
                "matrices",
                "$wanted x $wanted numbers for structure $k (${structure.formula} with ${used(structure, orbitals)})",
                "$side x $side in ${matrices.source}",
                "give the orbitals and the structures the file was made with",
            )
        }
    }
}

/** Refuses entries that are not finite, and matrices that are not symmetric beyond rounding. */
internal fun checkEntries(matrices: Matrices) {
    for (k in 0 until matrices.count) {
        val square = matrices.squares[k]
        val n = matrices.side(k)
        val largest = square.maxOfOrNull { abs(it) } ?: 0.0
        for (i in 0 until n) {
            for (j in 0..i) {
                checkPair(matrices.source, k, i, j, square[i * n + j], square[j * n + i], largest)
            }
        }
    }
}

@Suppress("LongParameterList")
private fun checkPair(source: String, structure: Int, i: Int, j: Int, lower: Double, upper: Double, largest: Double) {
    val where = "($i, $j) of structure $structure in $source"
    if (!lower.isFinite() || !upper.isFinite()) {
        val value = if (lower.isFinite()) upper else lower
        mistake("matrices", "a finite entry at $where", "$value", "leave out structures that did not converge")
    }
    if (abs(lower - upper) > ASYMMETRY * largest) {
        mistake(
            "matrices",
            "a symmetric matrix",
            "$lower and $upper at $where",
            "symmetrize it as (A + A^T) / 2 if the difference is noise",
        )
    }
}

private fun used(
    structure: Structure,
    orbitals: Orbitals,
) = structure.elements.joinToString(", ") { "${Elements.symbol(it)}: ${orbitals.shells(it).joinToString(" ")}" }
