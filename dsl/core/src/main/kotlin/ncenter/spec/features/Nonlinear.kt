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
 * Linear combinations of all invariants of a sample, scalars and pseudoscalars alike, with fixed random weights: a first layer of a network
 * that is not trained.
 *
 * @property count how many combinations
 * @property seed decides the weights: normally distributed, of variance one over the number of invariants
 */
@Serializable
public data class Mix(
    val count: Int,
    val seed: Long = 1,
) {
    init {
        require(count >= 1) { "mix: at least one combination was expected, got $count; write mix(64)" }
    }

    override fun toString(): String = if (seed == 1L) "mix($count)" else "mix($count, seed = $seed)"
}

/**
 * The invariants of a feature after a nonlinear function f: what a sum over neighbors then adds up is no longer linear in the
 * neighbors, and triples of atoms become a complete description (arXiv:2302.14770).
 *
 * Only the blocks with lambda = 0 are read. True scalars x (sigma = +1) give f(scale x). Pseudoscalars (sigma = -1) change sign
 * under inversion, so f is taken of both signs, f(scale x) + f(-scale x) (x^2 once): the result is one block of true scalars, those
 * of sigma = +1 first.
 *
 * With a [mix], f is taken of combinations y = u + v of scalars (u) and pseudoscalars (v). Inversion turns y into u - v, so that
 * (f(u + v) + f(u - v)) / 2 is a true scalar and (f(u + v) - f(u - v)) / 2 a pseudoscalar; together they are f(y). Each makes a block.
 *
 * @property scale factor on the invariants or their combinations before the function: silu is nearly linear where scale x is small
 * @property mix combinations of invariants that f is taken of; every invariant by itself if null
 */
@Serializable
@SerialName("nonlinear")
public data class NonlinearSpec(
    val source: FeatureSpec,
    val function: Nonlinearity,
    val scale: Double = 1.0,
    val mix: Mix? = null,
) : FeatureSpec {
    init {
        require(scale.isFinite() && scale > 0.0) { "$name: a positive scale was expected, got $scale; write $name(features, scale = 1.0)" }
    }

    private val name: String get() = function.name.lowercase()

    override val centers: Int get() = source.centers
    override val bodyOrder: Int get() = source.bodyOrder
    override val lMax: Int get() = 0

    override fun toString(): String = "$name($source" + (if (scale == 1.0) "" else ", scale = $scale") + (mix?.let { ", combinations = $it" } ?: "") + ")"
}
