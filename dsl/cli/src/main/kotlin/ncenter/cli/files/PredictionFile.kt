package ncenter.cli.files

import ncenter.io.NpyArray
import ncenter.io.RaggedArrays
import ncenter.model.HamiltonianMatrix
import ncenter.model.Prediction
import ncenter.model.PropertyPrediction
import ncenter.spec.targets.MatrixKind
import ncenter.spec.targets.MatrixSpec
import ncenter.spec.targets.PropertySpec
import ncenter.spec.targets.TargetSpec

/**
 * The arrays that `ncenter predict` writes: one named as the target, and `eigenvalues` in hartree for a Hamiltonian in an orthonormal basis.
 *
 * Shapes are `structures x n x n` for matrices, `structures x n` for eigenvalues, `structures x components` for properties and
 * `structures x atoms x components` for properties of atoms. Unequal sizes are stored as [RaggedArrays].
 */
public object PredictionFile {
    public fun arrays(
        target: TargetSpec,
        predictions: List<Prediction>,
    ): Map<String, NpyArray> = stacked(target.reference, predictions.map { values(target, it) }) + eigenvalues(target, predictions)

    private fun values(target: TargetSpec, prediction: Prediction): NpyArray = when (prediction) {
        is HamiltonianMatrix -> NpyArray.of(prediction.values, prediction.size, prediction.size)
        is PropertyPrediction -> property(target as PropertySpec, prediction)
    }

    private fun property(target: PropertySpec, prediction: PropertyPrediction): NpyArray {
        val components = 2 * target.lambda + 1
        val values = prediction.values
        return if (target.perAtom) NpyArray.of(values, values.size / components, components) else NpyArray.of(values, components)
    }

    private fun eigenvalues(target: TargetSpec, predictions: List<Prediction>): Map<String, NpyArray> {
        val matrices = predictions.filterIsInstance<HamiltonianMatrix>().filter { it.isOrthonormal }
        if (matrices.isEmpty() || (target as MatrixSpec).kind != MatrixKind.HAMILTONIAN) return emptyMap()
        return stacked("eigenvalues", matrices.map { matrix -> matrix.eigenvalues().let { NpyArray.of(it, it.size) } })
    }

    private fun stacked(name: String, arrays: List<NpyArray>): Map<String, NpyArray> {
        val shape = arrays.first().shape
        if (arrays.any { !it.shape.contentEquals(shape) }) return RaggedArrays.entries(name, arrays)
        val size = arrays.first().size
        val values = DoubleArray(Math.multiplyExact(size, arrays.size))
        arrays.forEachIndexed { k, array -> array.doubles.copyInto(values, k * size) }
        return mapOf(name to NpyArray.of(values, arrays.size, *shape))
    }
}
