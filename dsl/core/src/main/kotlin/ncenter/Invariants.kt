package ncenter

import ncenter.spec.features.CombinationSpec
import ncenter.spec.features.FeatureSpec
import ncenter.spec.features.Mix
import ncenter.spec.features.NonlinearSpec
import ncenter.spec.features.Nonlinearity
import ncenter.spec.features.PairAtom

/** The second atom of a pair: `message.combine(pair, at = secondAtom)`. */
public val secondAtom: PairAtom get() = PairAtom.SECOND

/**
 * The invariants of [features], each squared; pseudoscalars become true scalars (arXiv:2302.14770). With [combinations], the squares of mixed
 * scalars and pseudoscalars: their even part is a scalar, their odd part a pseudoscalar.
 */
@JvmOverloads
public fun square(features: FeatureSpec, scale: Double = 1.0, combinations: Mix? = null): NonlinearSpec = NonlinearSpec(features, Nonlinearity.SQUARE, scale, combinations)

/**
 * The invariants of [features], each through x / (1 + exp(-x)); of pseudoscalars the even part, f(x) + f(-x) (arXiv:2302.14770). With
 * [combinations], mixed scalars and pseudoscalars go through it, `silu(triples, combinations = mix(64))`: the even part is a scalar, the odd
 * part a pseudoscalar.
 */
@JvmOverloads
public fun silu(features: FeatureSpec, scale: Double = 1.0, combinations: Mix? = null): NonlinearSpec = NonlinearSpec(features, Nonlinearity.SILU, scale, combinations)

/** Inside `silu` and `square`: [count] combinations of all invariants, scalars and pseudoscalars, with random weights drawn with [seed]. */
@JvmOverloads
public fun mix(count: Int, seed: Long = 1): Mix = Mix(count, seed)

/**
 * All invariants that are quadratic in [features], each unordered pair once: products of two invariants, and dot products of two
 * blocks of equal lambda where there are some above 0. Equal sigmas give true scalars, unequal ones pseudoscalars. Of contracted
 * triples with lMax = 0 this is the quadratic expansion of arXiv:2302.14770.
 */
public fun quadratic(features: FeatureSpec): CombinationSpec = CombinationSpec(features, features, lMax = 0)
