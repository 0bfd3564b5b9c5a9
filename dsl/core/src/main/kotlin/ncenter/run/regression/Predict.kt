package ncenter.run.regression

import ncenter.kernels.linalg.LinearAlgebra
import ncenter.labels.TensorBlock
import ncenter.plan.FeatureKey

/** Predicted values of every target of [fitted]; [blockOf] gives the features of a key. */
public fun predict(fitted: FittedProblem, blockOf: (FeatureKey) -> TensorBlock, linearAlgebra: LinearAlgebra): List<DoubleArray> = when (fitted) {
    is RidgeWeights -> predict(fitted, blockOf(fitted.problem.key), linearAlgebra)
    is KernelWeights -> predict(fitted, blockOf(fitted.problem.key), blockOf(checkNotNull(fitted.problem.invariants)), linearAlgebra)
}

/**
 * Predicted values of every target of [weights] for the samples of [features]: `samples x components` each.
 *
 * One product per sample: the rounding of a product depends on its shape, and a prediction must not depend on which other
 * structures are predicted with it.
 */
public fun predict(weights: RidgeWeights, features: TensorBlock, linearAlgebra: LinearAlgebra): List<DoubleArray> {
    val targets = weights.problem.targets.size
    val rows = features.samples.size * features.componentSize
    val q = features.properties.size
    val all = DoubleArray(rows * targets)
    val m = features.componentSize
    for (row in 0 until rows step m) {
        linearAlgebra.gemm(false, false, m, targets, q, 1.0, features.values, row * q, q, weights.weights, 0, targets, 0.0, all, row * targets, targets)
    }
    return List(targets) { t -> DoubleArray(rows) { all[it * targets + t] + weights.intercepts[t] } }
}
