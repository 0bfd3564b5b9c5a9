package ncenter

import ncenter.spec.features.FeatureSpec
import ncenter.spec.models.Candidates
import ncenter.spec.models.GaussianKernel
import ncenter.spec.models.InvariantKernelSpec
import ncenter.spec.models.KernelRidge
import ncenter.spec.models.PolynomialKernel
import ncenter.spec.models.RegressionSpec
import ncenter.spec.models.Ridge
import ncenter.spec.models.Route
import ncenter.spec.models.Solver
import ncenter.spec.models.UnlikePairs
import ncenter.spec.targets.BlockType
import ncenter.spec.targets.MatrixSpec
import ncenter.spec.targets.PropertySpec

/** Keeps the words of an inner block from being called on an outer one. */
@DslMarker
internal annotation class NcenterDsl

/** Inside `regression(fock) { }`: which features predict which blocks. */
@NcenterDsl
public class Routing internal constructor() {
    internal val routes = mutableListOf<Route>()

    /** Blocks of an atom with itself. */
    public val onSite: Destination = Destination(listOf(BlockType.OnSite))

    /** All blocks of two atoms. */
    public val offSite: Destination = Destination(BlockType.entries - BlockType.OnSite)

    /** Blocks of two atoms of one element. */
    public val sameSpecies: Destination = Destination(listOf(BlockType.SameSpeciesPlus, BlockType.SameSpeciesMinus))

    /** Blocks of two atoms of two elements. */
    public val differentSpecies: Destination = Destination(listOf(BlockType.DifferentSpecies))

    /** Sends [features] to these blocks. */
    public infix fun Destination.from(features: FeatureSpec) {
        routes += Route(blockTypes, features)
    }

    /** Lets training choose among [candidates] for each of these blocks. */
    public infix fun Destination.from(candidates: Candidates) {
        routes += Route(blockTypes, candidates)
    }
}

/** Some families of matrix blocks, as a place to send features to. */
public class Destination internal constructor(
    internal val blockTypes: List<BlockType>,
)

/** For a pair of two elements, [rho_ij, rho_ji] side by side: both neighborhoods are seen, with twice the features. The default. */
public val bothDirections: UnlikePairs = UnlikePairs.BOTH_DIRECTIONS

/** For a pair of two elements, only rho_ij, the smaller atomic number first: for features that look at both atoms already. */
public val firstOnly: UnlikePairs = UnlikePairs.FIRST_ONLY

/** Ridge strengths to scan (relative to the mean squared norm of a feature row) and the folds that choose among them. */
@JvmOverloads
public fun ridge(
    alpha: ClosedRange<Double> = 1e-14..1e2,
    folds: Int = 5,
    seed: Long = 0,
): Ridge = Ridge(alpha.start, alpha.endInclusive, folds = folds, seed = seed)

/** The range of ridge strengths from [smallest] to [largest], for callers without the `..` of Kotlin. */
public fun alphas(smallest: Double, largest: Double): ClosedRange<Double> = smallest..largest

/** One fixed ridge strength, no cross-validation. */
public fun ridge(alpha: Double): Ridge = Ridge(alpha, alpha, folds = 1)

/** Similarity exp(-d^2 / 2 length^2) of invariants of unit mean norm; [whitening] evens out their principal axes. */
@JvmOverloads
public fun gaussianKernel(length: Double = 4.0, whitening: Double = 0.25): GaussianKernel = GaussianKernel(length, whitening)

/** Similarity (constant + x.x')^power of invariants of unit mean norm. */
@JvmOverloads
public fun polynomialKernel(power: Int = 2, constant: Double = 1.0, whitening: Double = 0.0): PolynomialKernel = PolynomialKernel(power, constant, whitening)

/**
 * Symmetry-adapted kernel ridge regression: the linear kernel of the features times [kernel] of the invariants of the same atoms.
 *
 * @param alpha ridge strengths to scan, relative to the mean of the kernel's diagonal
 * @param active keep only this many training samples per block as points of the kernel
 */
@JvmOverloads
public fun kernelRidge(
    kernel: InvariantKernelSpec = GaussianKernel(),
    alpha: ClosedRange<Double> = 1e-8..1e-2,
    folds: Int = 2,
    seed: Long = 0,
    active: Int? = null,
): KernelRidge = KernelRidge(kernel, alpha.start, alpha.endInclusive, folds = folds, seed = seed, active = active)

/** A model of a matrix; [routing] says which features predict which blocks. */
public fun regression(
    target: MatrixSpec,
    solver: Solver = Ridge(),
    unlikePairs: UnlikePairs = UnlikePairs.BOTH_DIRECTIONS,
    routing: Routing.() -> Unit,
): RegressionSpec = RegressionSpec(target, Routing().apply(routing).routes.toList(), solver, unlikePairs)

/** A model of a property of structures or atoms. */
@JvmOverloads
public fun regression(
    target: PropertySpec,
    features: FeatureSpec,
    solver: Solver = Ridge(),
): RegressionSpec = RegressionSpec(target, listOf(Route(listOf(BlockType.OnSite), features)), solver)

/** A model of a property for which training chooses among [candidates]. */
@JvmOverloads
public fun regression(
    target: PropertySpec,
    candidates: Candidates,
    solver: Solver = Ridge(),
): RegressionSpec = RegressionSpec(target, listOf(Route(listOf(BlockType.OnSite), candidates)), solver)
