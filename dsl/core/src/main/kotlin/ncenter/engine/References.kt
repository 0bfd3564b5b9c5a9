package ncenter.engine

import ncenter.kernels.linalg.LinearAlgebra
import ncenter.run.Workers
import ncenter.run.blocks.MatrixImages
import ncenter.run.blocks.MatrixTransformer
import ncenter.spec.targets.MatrixSpec
import ncenter.structures.Dataset
import ncenter.structures.Structure

/** The reference matrices of all structures in the basis they are learned in, in hartree (or dimensionless for an overlap). */
internal fun learnedMatrices(spec: MatrixSpec, data: Dataset, linearAlgebra: LinearAlgebra, workers: Workers): List<DoubleArray> {
    val reference = data.matrices(spec.reference)
    val transformer = MatrixTransformer(spec.transform, spec.orbitals, linearAlgebra)
    val results = arrayOfNulls<DoubleArray>(data.size)
    workers.forEach(data.size) { s ->
        results[s] = naming(s, data[s]) { transformer.transform(reference.matrix(s), reference.overlap(s), data[s]) }
    }
    return results.requireNoNulls().toList()
}

/** The images of every reference matrix that are learned, see [MatrixSpec.learnedAs]. */
internal fun learnedImages(spec: MatrixSpec, data: Dataset, linearAlgebra: LinearAlgebra, workers: Workers): List<List<DoubleArray>> {
    val matrices = learnedMatrices(spec, data, linearAlgebra, workers)
    val images = MatrixImages(spec, linearAlgebra)
    val results = arrayOfNulls<List<DoubleArray>>(data.size)
    workers.forEach(data.size) { s -> results[s] = naming(s, data[s]) { images.of(matrices[s], data[s]) } }
    return results.requireNoNulls().toList()
}

private inline fun <T> naming(index: Int, structure: Structure, compute: () -> T): T = try {
    compute()
} catch (e: IllegalArgumentException) {
    throw IllegalArgumentException("structure $index (${structure.formula}): ${e.message}", e)
}

/**
 * The constant per element that best explains an extensive property by composition alone: least squares, smallest norm where
 * the data do not tell elements apart (all structures of one formula).
 */
internal fun compositionBaseline(data: Dataset, values: List<DoubleArray>, linearAlgebra: LinearAlgebra): Map<Int, Double> {
    val elements = data.schema.elements
    val n = elements.size
    val counts = DoubleArray(data.size * n)
    for ((s, structure) in data.structures.withIndex()) structure.types.forEach { counts[s * n + elements.indexOf(it)] += 1.0 }
    val k = minOf(data.size, n)
    val u = DoubleArray(data.size * k)
    val s = DoubleArray(k)
    val vt = DoubleArray(k * n)
    linearAlgebra.svd(data.size, n, counts, u, s, vt)
    val constants = DoubleArray(n)
    for (c in 0 until k) {
        if (s[c] <= 1e-10 * s[0]) continue
        val projection = (0 until data.size).sumOf { u[it * k + c] * values[it][0] } / s[c]
        for (e in 0 until n) constants[e] += projection * vt[c * n + e]
    }
    return elements.indices.associate { elements[it] to constants[it] }
}

/** The reference matrices of [data] in the basis that [spec] is learned in. */
public fun Engine.referenceMatrices(
    spec: MatrixSpec,
    data: Dataset,
    listener: ProgressListener = ProgressListener.NONE,
): List<DoubleArray> {
    checkReference(spec, data)
    return learnedMatrices(spec, data, linearAlgebra, workers(listener))
}

/** Eigenvalues of a reference [matrix], ascending, in an orthonormal basis or with its [overlap]. */
public fun Engine.referenceEigenvalues(matrix: DoubleArray, overlap: DoubleArray?): DoubleArray {
    val size = kotlin.math.sqrt(matrix.size.toDouble()).toInt()
    return if (overlap == null) {
        ncenter.run.hamiltonians.eigenvalues(matrix, size, linearAlgebra)
    } else {
        ncenter.run.hamiltonians.generalizedEigenvalues(matrix, overlap, size, linearAlgebra)
    }
}
