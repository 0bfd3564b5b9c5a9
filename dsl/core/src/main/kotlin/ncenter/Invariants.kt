package ncenter

import ncenter.spec.features.CombinationSpec
import ncenter.spec.features.FeatureSpec
import ncenter.spec.features.NonlinearSpec
import ncenter.spec.features.Nonlinearity
import ncenter.spec.features.PairAtom

/** The second atom of a pair: `message.combine(pair, at = secondAtom)`. */
public val secondAtom: PairAtom get() = PairAtom.SECOND

/** The invariants of [features], each squared; pseudoscalars become true scalars (arXiv:2302.14770). */
@JvmOverloads
public fun square(features: FeatureSpec, scale: Double = 1.0): NonlinearSpec = NonlinearSpec(features, Nonlinearity.SQUARE, scale)

/** The invariants of [features], each through x / (1 + exp(-x)); of pseudoscalars the even part, f(x) + f(-x) (arXiv:2302.14770). */
@JvmOverloads
public fun silu(features: FeatureSpec, scale: Double = 1.0): NonlinearSpec = NonlinearSpec(features, Nonlinearity.SILU, scale)

/**
 * All invariants that are quadratic in [features], each unordered pair once: products of two invariants, and dot products of two
 * blocks of equal lambda where there are some above 0. Equal sigmas give true scalars, unequal ones pseudoscalars. Of contracted
 * triples with lMax = 0 this is the quadratic expansion of arXiv:2302.14770.
 */
public fun quadratic(features: FeatureSpec): CombinationSpec = CombinationSpec(features, features, lMax = 0)
