package ncenter.run.blocks

import ncenter.kernels.linalg.LinearAlgebra
import ncenter.spec.targets.Lowdin
import ncenter.spec.targets.MatrixTransform
import ncenter.spec.targets.NoTransform
import ncenter.spec.targets.Saph
import ncenter.structures.Elements
import ncenter.structures.Orbitals
import ncenter.structures.Structure

/** Brings a reference matrix into the basis it is learned in: as it is, Löwdin-orthogonalized, or projected (SAPH). */
public class MatrixTransformer(
    private val transform: MatrixTransform,
    private val orbitals: Orbitals,
    private val linearAlgebra: LinearAlgebra,
) {
    /** @param overlap the overlap matrix of the basis, or null if it is orthogonal */
    public fun transform(matrix: DoubleArray, overlap: DoubleArray?, structure: Structure): DoubleArray = when (transform) {
        is NoTransform -> matrix
        is Lowdin -> {
            ncenter.kernels.linalg.Lowdin.orthogonalize(
                orbitals.size(structure),
                matrix,
                needed(overlap),
                ncenter.kernels.linalg.Lowdin.LEAST_EIGENVALUE,
                linearAlgebra,
            )
        }
        is Saph -> project(transform, matrix, needed(overlap), structure)
    }

    private fun needed(overlap: DoubleArray?): DoubleArray = requireNotNull(overlap) {
        "$transform: an overlap of the reference was expected, got none; attach it: withMatrices(..., overlap = ...)"
    }

    private fun project(saph: Saph, matrix: DoubleArray, overlap: DoubleArray, structure: Structure): DoubleArray {
        val cores = structure.types.sumOf { saph.coresPerElement[Elements.symbol(it)] ?: 0 }
        val result =
            ncenter.kernels.linalg.Saph.of(
                orbitals.size(structure),
                matrix,
                overlap,
                selected(saph, structure),
                cores,
                saph.extraCandidates,
                linearAlgebra,
            )
        return result.matrix()
    }

    /** Rows of the minimal functions in the full basis, in the order of the projected matrix. */
    private fun selected(saph: Saph, structure: Structure): IntArray {
        val starts = orbitals.offsets(structure)
        return structure.types
            .withIndex()
            .flatMap { (atom, type) -> selectedOf(saph, type).map { starts[atom] + it } }
            .toIntArray()
    }

    private fun selectedOf(saph: Saph, type: Int): List<Int> {
        val full = orbitals.shells(type)
        val rows = full.runningFold(0) { sum, shell -> sum + shell.size }
        return saph.minimal.shells(type).flatMap { shell ->
            val k = full.indexOf(shell)
            require(k >= 0) { "saph: a shell among ${full.joinToString(" ")} of ${Elements.symbol(type)} was expected, got $shell" }
            rows[k] until rows[k + 1]
        }
    }
}
