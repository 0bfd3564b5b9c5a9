package ncenter

import ncenter.spec.features.AtomicMatrix
import ncenter.spec.features.Basis
import ncenter.spec.features.CombinationSpec
import ncenter.spec.features.Contraction
import ncenter.spec.features.ContractionSpec
import ncenter.spec.features.CorrelationSpec
import ncenter.spec.features.Cur
import ncenter.spec.features.Cutoff
import ncenter.spec.features.DensitySpec
import ncenter.spec.features.FeatureSpec
import ncenter.spec.features.Fps
import ncenter.spec.features.Gaussian
import ncenter.spec.features.Gto
import ncenter.spec.features.JoinSpec
import ncenter.spec.features.MatrixBlocksSpec
import ncenter.spec.features.Orders
import ncenter.spec.features.PairAtom
import ncenter.spec.features.PairDensitySpec
import ncenter.spec.features.Pca
import ncenter.spec.features.RadialScale
import ncenter.spec.features.SelectionSpec
import ncenter.spec.features.Shape
import ncenter.spec.features.SumNeighborsSpec
import ncenter.spec.features.Top
import ncenter.spec.features.asPair
import ncenter.spec.targets.SuperposedAtoms
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

/**
 * Keep the [components] strongest principal components of every block, and [invariants] where lambda = 0 (default: as many), fitted on
 * [structures] evenly spread training structures (default: on all).
 */
@JvmOverloads
public fun pca(
    components: Int,
    invariants: Int? = null,
    structures: Int? = null,
): Pca = Pca(components, invariants, structures)

/**
 * Keep those [properties] of every block, and [invariants] where lambda = 0 (default: as many), that the others are best combined from (CUR:
 * the largest leverage score, taken off before the next is chosen), learned from [structures] evenly spread training structures (default: from all).
 * Products that are left out are not computed.
 */
@JvmOverloads
public fun cur(
    properties: Int,
    invariants: Int? = null,
    structures: Int? = null,
): Cur = Cur(properties, invariants, structures)

/** As [cur], but the properties that are farthest from each other (farthest-point sampling): cheaper to learn, deaf to how strong they are together. */
@JvmOverloads
public fun fps(
    properties: Int,
    invariants: Int? = null,
    structures: Int? = null,
): Fps = Fps(properties, invariants, structures)

/**
 * Blocks of the overlap matrix of superposed [atoms], coupled to spherical features: between any two atoms within [cutoff], or on every atom
 * without one.
 */
@JvmOverloads
public fun overlapMatrix(atoms: SuperposedAtoms, cutoff: Cutoff? = null): MatrixBlocksSpec = MatrixBlocksSpec(AtomicMatrix.OVERLAP, atoms, cutoff)

/** The same of their Fock matrix, in hartree. */
@JvmOverloads
public fun fockMatrix(atoms: SuperposedAtoms, cutoff: Cutoff? = null): MatrixBlocksSpec = MatrixBlocksSpec(AtomicMatrix.FOCK, atoms, cutoff)

/**
 * The same of the density matrix of the lowest levels of their Fock matrix, in Löwdin's orthogonalized functions: populations and bond orders, of
 * one step and of the whole molecule.
 * `densityMatrix(atoms).combine(pairDensity, at = secondAtom).sumNeighbors()` tells an atom of the charges around it.
 */
@JvmOverloads
public fun densityMatrix(atoms: SuperposedAtoms, cutoff: Cutoff? = null): MatrixBlocksSpec = MatrixBlocksSpec(AtomicMatrix.DENSITY, atoms, cutoff)

/** Multiply only the [pairs] of properties that are strongest together, for each sigma: so many for lambda = 0, so many for the rest. */
public fun top(pairs: Int): Top = Top(pairs)

/** Orders of a pair feature: [first] densities of the first atom, [second] of the second. */
public fun perCenter(first: Int, second: Int): Orders = Orders(first, second)

/**
 * The correlation of [nu] neighbor densities, attached to [centers] atoms (1: atoms, 2: pairs, N: ordered tuples of an atom and
 * N - 1 of its neighbors).
 *
 * @param lMax largest angular order of the result, inclusive; default that of the density
 * @param pair how the second atom of a pair is seen; default as the density sees its neighbors
 * @param contract reduce the density and the result of every product to their principal components, `contract = pca(200)`, or to some of
 *   their properties, `contract = cur(200)` or `fps(200)`
 * @param screen multiply only the strongest pairs of components, `screen = top(2000)`; default all
 * @param purify take off what lower orders explain before contracting
 * @param selfPairs whether an atom may occur more than once in a pair or tuple; sums over neighbors always do
 * @param independent leave out properties that are linear combinations of others for all structures, and do not compute them
 */
@JvmOverloads
public fun DensitySpec.correlate(
    nu: Int,
    centers: Int = 1,
    lMax: Int = this.lMax,
    pair: PairDensitySpec? = null,
    contract: Contraction? = null,
    screen: Top? = null,
    purify: Boolean = false,
    selfPairs: Boolean = false,
    independent: Boolean = false,
): CorrelationSpec = correlate(Orders(nu), centers, lMax, pair, contract, screen, purify, selfPairs, independent)

/** Several orders side by side, `correlate(nu = 1..4)`; what they have in common is computed once. */
@JvmOverloads
public fun DensitySpec.correlate(
    nu: IntRange,
    centers: Int = 1,
    lMax: Int = this.lMax,
    pair: PairDensitySpec? = null,
    contract: Contraction? = null,
    screen: Top? = null,
    purify: Boolean = false,
    selfPairs: Boolean = false,
    independent: Boolean = false,
): FeatureSpec {
    require(!nu.isEmpty()) { "correlate: an ascending range of orders was expected, got nu = $nu; write correlate(nu = 1..4)" }
    val parts = nu.map { correlate(it, centers, lMax, pair, contract, screen, purify, selfPairs, independent) }
    return if (parts.size == 1) parts[0] else JoinSpec(parts)
}

/** The correlation with [nu] densities of each center, `correlate(nu = perCenter(1, 1), centers = 2)`. */
@JvmOverloads
public fun DensitySpec.correlate(
    nu: Orders,
    centers: Int = 1,
    lMax: Int = this.lMax,
    pair: PairDensitySpec? = null,
    contract: Contraction? = null,
    screen: Top? = null,
    purify: Boolean = false,
    selfPairs: Boolean = false,
    independent: Boolean = false,
): CorrelationSpec = CorrelationSpec(this, nu, centers, lMax, pair ?: if (centers >= 2) asPair() else null, contract, screen, purify, selfPairs, independent)

/** The sum of this feature over its last center: pairs become a feature of the first atom, triples one of the first two. */
public fun FeatureSpec.sumNeighbors(): SumNeighborsSpec = SumNeighborsSpec(this)

/** The properties of both features side by side. */
public infix fun FeatureSpec.join(other: FeatureSpec): JoinSpec = JoinSpec((if (this is JoinSpec) parts else listOf(this)) + (if (other is JoinSpec) other.parts else listOf(other)))

/**
 * One Clebsch-Gordan product with [other], angular orders up to [lMax] inclusive.
 *
 * @param at which atom of [other] this feature of atoms belongs to: `message.combine(pairDensity(...), at = secondAtom)`
 */
@JvmOverloads
public fun FeatureSpec.combine(
    other: FeatureSpec,
    lMax: Int = maxOf(this.lMax, other.lMax),
    at: PairAtom = PairAtom.FIRST,
): CombinationSpec = CombinationSpec(this, other, lMax, at)

/** Only the blocks of one kind of [center] atom, one angular order [lambda], one parity [sigma]; what is not given is not restricted. */
@JvmOverloads
public fun FeatureSpec.only(
    center: Element? = null,
    lambda: Int? = null,
    sigma: Int? = null,
): SelectionSpec = SelectionSpec(this, center?.number, lambda, sigma)

/** This feature reduced to its principal components, or to some of its properties, block by block: `contract(pca(20))`, `contract(cur(20))`. */
public fun FeatureSpec.contract(contraction: Contraction): ContractionSpec = ContractionSpec(this, contraction)
