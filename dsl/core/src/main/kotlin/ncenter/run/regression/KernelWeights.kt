package ncenter.run.regression

import ncenter.kernels.regression.InvariantKernel
import ncenter.kernels.regression.InvariantMap
import ncenter.plan.RidgeProblem
import ncenter.spec.models.GaussianKernel
import ncenter.spec.models.InvariantKernelSpec
import ncenter.spec.models.PolynomialKernel

/**
 * A fitted kernel model: y(A) = F_A sum_B kappa(A, B) W_B, so every point B of the kernel carries linear weights of its own.
 *
 * @property map compresses the invariants of a sample
 * @property points compressed invariants of the points, `pointCount x map.components`
 * @property weights W_B, `pointCount x q x targets`, for features as they are
 */
public class KernelWeights(
    override val problem: RidgeProblem,
    public val kernel: InvariantKernelSpec,
    public val map: InvariantMap,
    public val points: DoubleArray,
    public val pointCount: Int,
    override val weights: DoubleArray,
    override val intercepts: DoubleArray,
    override val alphas: DoubleArray,
    override val alphaAtEdge: BooleanArray,
    override val cvError: DoubleArray,
    override val meanSquaredNorm: Double,
    override val rows: Long,
) : FittedProblem

/** The kernel function of [spec]. */
internal fun kernelOf(spec: InvariantKernelSpec): InvariantKernel = when (spec) {
    is GaussianKernel -> InvariantKernel.Gaussian(spec.length)
    is PolynomialKernel -> InvariantKernel.Polynomial(spec.power, spec.constant)
}
