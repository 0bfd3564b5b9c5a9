package ncenter.model

import ncenter.spec.targets.BlockType
import ncenter.structures.Elements
import ncenter.structures.Orbitals
import ncenter.structures.Shell
import ncenter.structures.Structure

/** Errors of predicted matrices: of the whole matrix, per block family, and per pair of shells. */
internal class MatrixErrors(
    private val orbitals: Orbitals,
) {
    val all = ErrorSum()
    val families = sortedMapOf<BlockType, ErrorSum>()
    val shellPairs = sortedMapOf<String, ErrorSum>()
    private var perOrbital = 0.0
    private var structures = 0

    /** Mean over structures of the squared Frobenius norm of the error divided by the number of orbitals. */
    val meanSquarePerOrbital: Double get() = perOrbital / structures

    fun add(structure: Structure, predicted: DoubleArray, reference: DoubleArray) {
        val rows = rows(structure)
        var frobenius = 0.0
        for ((p, a) in rows.withIndex()) {
            for ((q, b) in rows.withIndex()) {
                val error = predicted[p * rows.size + q] - reference[p * rows.size + q]
                frobenius += error * error
                all.add(error)
                families.getOrPut(family(a, b)) { ErrorSum() }.add(error)
                if (p <= q) shellPairs.getOrPut(pairName(a, b)) { ErrorSum() }.add(error)
            }
        }
        perOrbital += frobenius / rows.size
        structures++
    }

    private class Row(
        val atom: Int,
        val type: Int,
        val shell: Shell,
    )

    private fun rows(structure: Structure): List<Row> = structure.types.flatMapIndexed { atom, type ->
        orbitals.shells(type).flatMap { shell -> List(shell.size) { Row(atom, type, shell) } }
    }

    /** Same-species pairs are one family here: plus and minus are combinations of the same matrix entries. */
    private fun family(a: Row, b: Row): BlockType = when {
        a.atom == b.atom -> BlockType.OnSite
        a.type == b.type -> BlockType.SameSpeciesPlus
        else -> BlockType.DifferentSpecies
    }

    private fun pairName(a: Row, b: Row): String {
        val (first, second) = listOf(a, b).sortedWith(compareBy<Row>({ it.type }, { it.shell }))
        val place = if (a.atom == b.atom) "on site" else "off site"
        return "${Elements.symbol(first.type)} ${first.shell} - ${Elements.symbol(second.type)} ${second.shell} $place"
    }
}
