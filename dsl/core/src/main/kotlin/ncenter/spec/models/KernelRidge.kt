package ncenter.spec.models

import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

/** How alike two environments are, by their invariants. */
@Serializable
public sealed interface InvariantKernelSpec {
    /** How far the principal axes of the invariants are made equal: 0 not at all, 1 completely. */
    public val whitening: Double
}

/** exp(-d^2 / 2 length^2), d the distance of the invariants, whose mean squared norm is one. */
@Serializable
@SerialName("gaussian_kernel")
public data class GaussianKernel(
    val length: Double = 4.0,
    override val whitening: Double = 0.25,
) : InvariantKernelSpec {
    init {
        require(length > 0.0 && length.isFinite()) { "gaussianKernel: a positive length was expected, got $length; write gaussianKernel(length = 4.0)" }
        checkWhitening("gaussianKernel", whitening)
    }

    override fun toString(): String = "gaussianKernel(length = $length, whitening = $whitening)"
}

/** (constant + x.x')^power of the invariants, whose mean squared norm is one. */
@Serializable
@SerialName("polynomial_kernel")
public data class PolynomialKernel(
    val power: Int = 2,
    val constant: Double = 1.0,
    override val whitening: Double = 0.0,
) : InvariantKernelSpec {
    init {
        require(power in 0..MAX_POWER) { "polynomialKernel: a power between 0 and $MAX_POWER was expected, got $power" }
        require(constant >= 0.0 && constant.isFinite()) { "polynomialKernel: a constant of at least 0 was expected, got $constant" }
        checkWhitening("polynomialKernel", whitening)
    }

    override fun toString(): String = "polynomialKernel(power = $power, constant = $constant, whitening = $whitening)"

    private companion object {
        const val MAX_POWER = 16
    }
}

private fun checkWhitening(where: String, whitening: Double) = require(whitening in 0.0..1.0) { "$where: a whitening between 0 and 1 was expected, got $whitening" }

/**
 * Symmetry-adapted kernel ridge regression: k = (F_A F_B^T) kappa(A, B), the linear kernel of the equivariant features times a
 * kernel of the invariants of the same atoms (arXiv:2109.12083). Joined features are scaled to unit mean norm each.
 *
 * @property kernel the kernel of the invariants
 * @property components the kernel sees at most this many principal axes of the invariants
 * @property active keep only this many training samples per block as points of the kernel, chosen far apart; null keeps all
 */
@Serializable
@SerialName("kernel_ridge")
public data class KernelRidge(
    val kernel: InvariantKernelSpec = GaussianKernel(),
    override val smallestAlpha: Double = 1e-8,
    override val largestAlpha: Double = 1e-2,
    override val perDecade: Int = 1,
    override val folds: Int = 2,
    override val seed: Long = 0,
    val components: Int = 200,
    val active: Int? = null,
) : Solver {
    init {
        require(smallestAlpha > 0.0 && largestAlpha >= smallestAlpha && largestAlpha.isFinite()) {
            "kernelRidge: positive alphas in ascending order were expected, got $smallestAlpha..$largestAlpha; write kernelRidge(alpha = 1e-8..1e-2)"
        }
        require(perDecade in 1..20) { "kernelRidge: 1 to 20 alphas per decade were expected, got $perDecade" }
        require(folds >= 2 || (folds == 1 && smallestAlpha == largestAlpha)) {
            "kernelRidge: at least 2 folds were expected to choose alpha, got $folds; write kernelRidge(folds = 2)"
        }
        require(components >= 1) { "kernelRidge: at least one component was expected, got $components" }
        require(active == null || active >= 1) { "kernelRidge: at least one active sample was expected, got $active" }
    }

    override fun toString(): String = "kernelRidge($kernel, alpha = $smallestAlpha..$largestAlpha, folds = $folds, seed = $seed" +
        (active?.let { ", active = $it" } ?: "") + ")"
}
