package ncenter.spec.features

import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

/** A function of one number, applied to invariants one by one. */
@Serializable
public enum class Nonlinearity {
    /** f(x) = x^2. */
    SQUARE,

    /** f(x) = x / (1 + exp(-x)). */
    SILU,
}

/**
 * The invariants of a feature after a nonlinear function f: what a sum over neighbors then adds up is no longer linear in the
 * neighbors, and triples of atoms become a complete description (arXiv:2302.14770).
 *
 * Only the blocks with lambda = 0 are read. True scalars x (sigma = +1) give f(scale x). Pseudoscalars (sigma = -1) change sign
 * under inversion, so f is taken of both signs, f(scale x) + f(-scale x) (x^2 once): the result is one block of true scalars, those
 * of sigma = +1 first. For linear combinations, put the function behind a contraction.
 *
 * @property scale factor on the invariants before the function: silu is nearly linear where scale x is small
 */
@Serializable
@SerialName("nonlinear")
public data class NonlinearSpec(
    val source: FeatureSpec,
    val function: Nonlinearity,
    val scale: Double = 1.0,
) : FeatureSpec {
    init {
        require(scale.isFinite() && scale > 0.0) { "$name: a positive scale was expected, got $scale; write $name(features, scale = 1.0)" }
    }

    private val name: String get() = function.name.lowercase()

    override val centers: Int get() = source.centers
    override val bodyOrder: Int get() = source.bodyOrder
    override val lMax: Int get() = 0

    override fun toString(): String = if (scale == 1.0) "$name($source)" else "$name($source, scale = $scale)"
}
