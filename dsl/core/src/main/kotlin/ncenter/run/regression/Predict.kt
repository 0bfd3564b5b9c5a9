package ncenter.run.regression

import ncenter.kernels.linalg.LinearAlgebra
import ncenter.labels.TensorBlock

/** Predicted values of every target of [weights] for the samples of [features]: `samples x components` each. */
public fun predict(weights: RidgeWeights, features: TensorBlock, linearAlgebra: LinearAlgebra): List<DoubleArray> {
    val targets = weights.problem.targets.size
    val rows = features.samples.size * features.componentSize
    val q = features.properties.size
    val all = DoubleArray(rows * targets)
    linearAlgebra.gemm(false, false, rows, targets, q, 1.0, features.values, 0, q, weights.weights, 0, targets, 0.0, all, 0, targets)
    return List(targets) { t -> DoubleArray(rows) { all[it * targets + t] + weights.intercepts[t] } }
}
