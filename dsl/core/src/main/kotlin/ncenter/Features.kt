package ncenter

import ncenter.spec.features.Basis
import ncenter.spec.features.CombinationSpec
import ncenter.spec.features.ContractionSpec
import ncenter.spec.features.CorrelationSpec
import ncenter.spec.features.Cutoff
import ncenter.spec.features.DensitySpec
import ncenter.spec.features.FeatureSpec
import ncenter.spec.features.Gaussian
import ncenter.spec.features.Gto
import ncenter.spec.features.JoinSpec
import ncenter.spec.features.Orders
import ncenter.spec.features.PairDensitySpec
import ncenter.spec.features.Pca
import ncenter.spec.features.RadialScale
import ncenter.spec.features.SelectionSpec
import ncenter.spec.features.Shape
import ncenter.spec.features.SumNeighborsSpec
import ncenter.spec.features.asPair
import ncenter.units.Length

/** The sphere in which neighbors count; [smoothing] is the width of its soft edge (default 0.5 Å). */
@JvmOverloads
public fun cutoff(radius: Length, smoothing: Length = Length.ofAngstrom(0.5)): Cutoff = Cutoff(radius, smoothing)

/** Gaussian-type orbitals: [nMax] radial functions (a number, not the largest index), angular momenta up to [lMax] inclusive. */
public fun gto(nMax: Int, lMax: Int): Gto = Gto(nMax, lMax)

/** A Gaussian of the given [width] (default 0.3 Å), L2-normalized. */
@JvmOverloads
public fun gaussian(width: Length = Length.ofAngstrom(0.3)): Gaussian = Gaussian(width)

/** Weight rate / (rate + (r / scale)^exponent) of a neighbor at distance r. */
@JvmOverloads
public fun radialScale(
    rate: Double = 2.0,
    scale: Length = Length.ofAngstrom(1.0),
    exponent: Double = 2.0,
): RadialScale = RadialScale(rate, scale, exponent)

/** The neighbor density of every atom, |rho_i>, expanded in [basis]. */
@JvmOverloads
public fun density(
    cutoff: Cutoff,
    basis: Basis,
    shape: Shape = Gaussian(),
    radialScale: RadialScale? = null,
): DensitySpec = DensitySpec(cutoff, basis, shape, radialScale)

/** Every single neighbor of every atom, |g_ij>, expanded in [basis]. */
@JvmOverloads
public fun pairDensity(
    cutoff: Cutoff,
    basis: Basis,
    shape: Shape = Gaussian(),
    radialScale: RadialScale? = null,
): PairDensitySpec = PairDensitySpec(cutoff, basis, shape, radialScale)

/** Keep the [components] strongest principal components of every block. */
public fun pca(components: Int): Pca = Pca(components)

/** Orders of a pair feature: [first] densities of the first atom, [second] of the second. */
public fun perCenter(first: Int, second: Int): Orders = Orders(first, second)

/**
 * The correlation of [nu] neighbor densities, attached to [centers] atoms (1: atoms, 2: pairs).
 *
 * @param lMax largest angular order of the result, inclusive; default that of the density
 * @param pair how the second atom of a pair is seen; default as the density sees its neighbors
 * @param contract reduce the result of every product to its principal components
 */
@JvmOverloads
public fun DensitySpec.correlate(
    nu: Int,
    centers: Int = 1,
    lMax: Int = this.lMax,
    pair: PairDensitySpec? = null,
    contract: Pca? = null,
): CorrelationSpec = correlate(Orders(nu), centers, lMax, pair, contract)

/** The correlation with [nu] densities of each center, `correlate(nu = perCenter(1, 1), centers = 2)`. */
@JvmOverloads
public fun DensitySpec.correlate(
    nu: Orders,
    centers: Int = 1,
    lMax: Int = this.lMax,
    pair: PairDensitySpec? = null,
    contract: Pca? = null,
): CorrelationSpec = CorrelationSpec(this, nu, centers, lMax, pair ?: if (centers == 2) asPair() else null, contract)

/** The sum of this pair feature over the second atom: a feature of the first atom. */
public fun FeatureSpec.sumNeighbors(): SumNeighborsSpec = SumNeighborsSpec(this)

/** The properties of both features side by side. */
public infix fun FeatureSpec.join(other: FeatureSpec): JoinSpec = JoinSpec((if (this is JoinSpec) parts else listOf(this)) + (if (other is JoinSpec) other.parts else listOf(other)))

/** One Clebsch-Gordan product with [other], angular orders up to [lMax] inclusive. */
@JvmOverloads
public fun FeatureSpec.combine(
    other: FeatureSpec,
    lMax: Int = maxOf(this.lMax, other.lMax),
): CombinationSpec = CombinationSpec(this, other, lMax)

/** Only the blocks of one kind of [center] atom, one angular order [lambda], one parity [sigma]; what is not given is not restricted. */
@JvmOverloads
public fun FeatureSpec.only(
    center: Element? = null,
    lambda: Int? = null,
    sigma: Int? = null,
): SelectionSpec = SelectionSpec(this, center?.number, lambda, sigma)

/** This feature reduced to its principal components, block by block. */
public fun FeatureSpec.contract(pca: Pca): ContractionSpec = ContractionSpec(this, pca)
