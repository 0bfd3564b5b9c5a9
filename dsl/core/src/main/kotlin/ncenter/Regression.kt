package ncenter

import ncenter.spec.features.FeatureSpec
import ncenter.spec.models.RegressionSpec
import ncenter.spec.models.Ridge
import ncenter.spec.models.Route
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
}

/** Some families of matrix blocks, as a place to send features to. */
public class Destination internal constructor(
    internal val blockTypes: List<BlockType>,
)

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

/** A model of a matrix; [routing] says which features predict which blocks. */
public fun regression(
    target: MatrixSpec,
    solver: Ridge = Ridge(),
    unlikePairs: UnlikePairs = UnlikePairs.BOTH_DIRECTIONS,
    routing: Routing.() -> Unit,
): RegressionSpec = RegressionSpec(target, Routing().apply(routing).routes.toList(), solver, unlikePairs)

/** A model of a property of structures or atoms. */
@JvmOverloads
public fun regression(
    target: PropertySpec,
    features: FeatureSpec,
    solver: Ridge = Ridge(),
): RegressionSpec = RegressionSpec(target, listOf(Route(listOf(BlockType.OnSite), features)), solver)
