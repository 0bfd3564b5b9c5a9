package ncenter.run.regression

import ncenter.kernels.linalg.LinearAlgebra
import ncenter.kernels.regression.SymmetryKernel
import ncenter.labels.TensorBlock

/** Samples that share one pass over the points of the kernel. Always as many, so that bits do not depend on the neighbors of a sample. */
private const val SAMPLES_AT_ONCE = 16

/** Predicted values of every target of [weights] for the samples of [features]: `samples x components` each. */
public fun predict(weights: KernelWeights, features: TensorBlock, invariants: TensorBlock, linearAlgebra: LinearAlgebra): List<DoubleArray> {
    val n = features.samples.size
    val m = features.componentSize
    val targets = weights.problem.targets.size
    val all = DoubleArray(n * m * targets)
    for (from in 0 until n step SAMPLES_AT_ONCE) predictTile(weights, features, invariants, from, minOf(from + SAMPLES_AT_ONCE, n), all, linearAlgebra)
    return List(targets) { t -> DoubleArray(n * m) { all[it * targets + t] + weights.intercepts[t] } }
}

private fun predictTile(weights: KernelWeights, features: TensorBlock, invariants: TensorBlock, from: Int, to: Int, out: DoubleArray, linearAlgebra: LinearAlgebra) {
    val q = features.properties.size
    val m = features.componentSize
    val targets = weights.problem.targets.size
    val points = weights.pointCount
    val components = weights.map.components()
    val q0 = invariants.properties.size
    val mapped = DoubleArray(SAMPLES_AT_ONCE * components)
    weights.map.apply(invariants.values.copyOfRange(from * q0, to * q0), to - from, linearAlgebra).copyInto(mapped)
    val kappa = SymmetryKernel.invariant(kernelOf(weights.kernel), mapped, SAMPLES_AT_ONCE, weights.points, points, components, linearAlgebra)
    val own = DoubleArray(SAMPLES_AT_ONCE * q * targets)
    linearAlgebra.gemm(false, false, SAMPLES_AT_ONCE, q * targets, points, 1.0, kappa, 0, points, weights.weights, 0, q * targets, 0.0, own, 0, q * targets)
    for (s in from until to) {
        linearAlgebra.gemm(false, false, m, targets, q, 1.0, features.values, s * m * q, q, own, (s - from) * q * targets, targets, 0.0, out, s * m * targets, targets)
    }
}
