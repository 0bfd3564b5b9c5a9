package ncenter.run.regression

import ncenter.kernels.linalg.LinearAlgebra
import ncenter.labels.TensorBlock
import ncenter.plan.FeatureKey

/** Predicted values of every target of [fitted]; [blockOf] gives the features of a key. */
public fun predict(fitted: FittedProblem, blockOf: (FeatureKey) -> TensorBlock, linearAlgebra: LinearAlgebra): List<DoubleArray> = when (fitted) {
    is RidgeWeights -> predict(fitted, blockOf(fitted.problem.key))
    is KernelWeights -> predict(fitted, blockOf(fitted.problem.key), blockOf(checkNotNull(fitted.problem.invariants)), linearAlgebra)
}

/**
 * Predicted values of every target of [weights] for the samples of [features]: `samples x components` each.
 *
 * A prediction must not depend on which other structures are predicted with it, not even in its last bit: every row is multiplied for itself.
 */
public fun predict(weights: RidgeWeights, features: TensorBlock): List<DoubleArray> {
    val targets = weights.problem.targets.size
    val rows = features.samples.size * features.componentSize
    check(features.properties.size * targets == weights.weights.size) { "predict: the features of the fit were expected (this is a bug, please report it)" }
    val all = DoubleArray(rows * targets)
    weights.product.multiply(rows, features.values, 0, all, 0)
    return List(targets) { t -> DoubleArray(rows) { all[it * targets + t] + weights.intercepts[t] } }
}
