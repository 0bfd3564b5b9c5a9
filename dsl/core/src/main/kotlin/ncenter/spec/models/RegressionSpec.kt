package ncenter.spec.models

import kotlinx.serialization.EncodeDefault
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import ncenter.spec.features.FeatureSpec
import ncenter.spec.targets.BlockType
import ncenter.spec.targets.MatrixSpec
import ncenter.spec.targets.PropertySpec
import ncenter.spec.targets.TargetSpec
import kotlin.math.ln
import kotlin.math.roundToInt

/** How the weights of a model are found: a ridge strength per block, chosen by cross-validation that never splits a structure. */
@Serializable
public sealed interface Solver {
    /** Smallest ridge strength that is tried, relative to the mean squared norm of a row. */
    public val smallestAlpha: Double

    /** Largest ridge strength that is tried. */
    public val largestAlpha: Double

    /** How many strengths are tried per factor of ten. */
    public val perDecade: Int

    /** Number of cross-validation folds over structures. */
    public val folds: Int

    /** Decides which structure falls into which fold. */
    public val seed: Long
}

/** How many ridge strengths are tried. */
public val Solver.strengths: Int
    get() = (ln(largestAlpha / smallestAlpha) / ln(10.0) * perDecade).roundToInt() + 1

/**
 * Ridge regression with its strength chosen per block by cross-validation that never splits a structure.
 *
 * @property smallestAlpha,largestAlpha ends of the scanned ridge strengths, relative to the mean squared norm of a feature row
 * @property perDecade how many strengths are tried per factor of ten
 * @property folds number of cross-validation folds over structures; needs at least 2 unless a single alpha is given
 * @property seed decides which structure falls into which fold
 */
@Serializable
@SerialName("ridge")
public data class Ridge(
    override val smallestAlpha: Double = 1e-14,
    override val largestAlpha: Double = 1e2,
    override val perDecade: Int = 2,
    override val folds: Int = 5,
    override val seed: Long = 0,
) : Solver {
    init {
        require(smallestAlpha > 0.0 && largestAlpha >= smallestAlpha && largestAlpha.isFinite()) {
            "ridge: positive alphas in ascending order were expected, got $smallestAlpha..$largestAlpha; write ridge(alpha = 1e-14..1e2)"
        }
        require(perDecade in 1..20) { "ridge: 1 to 20 alphas per decade were expected, got $perDecade" }
        require(folds >= 2 || smallestAlpha == largestAlpha) {
            "ridge: at least 2 folds were expected to choose alpha, got $folds; write ridge(folds = 5)"
        }
        require(folds >= 1) { "ridge: at least 1 fold was expected, got $folds" }
    }

    override fun toString(): String = if (smallestAlpha ==
        largestAlpha
    ) {
        "ridge(alpha = $smallestAlpha)"
    } else {
        "ridge(alpha = $smallestAlpha..$largestAlpha, folds = $folds, seed = $seed)"
    }
}

/** How the features of a pair of two elements are put together. */
@Serializable
public enum class UnlikePairs {
    /** Both directions side by side, [rho_ij, rho_ji]: twice the features, both neighborhoods seen. */
    BOTH_DIRECTIONS,

    /** Only rho_ij, the atom with the smaller atomic number first. */
    FIRST_ONLY,
}

/**
 * The features of some block types.
 *
 * @property features the features, or the first candidate of `auto`
 * @property others further candidates; training chooses
 * @property budget what each candidate may cost; null without a choice
 */
@OptIn(ExperimentalSerializationApi::class)
@Serializable
public data class Route(
    val blockTypes: List<BlockType>,
    val features: FeatureSpec,
    @EncodeDefault(EncodeDefault.Mode.NEVER) val others: List<FeatureSpec> = emptyList(),
    @EncodeDefault(EncodeDefault.Mode.NEVER) val budget: Budget? = null,
) {
    init {
        require((budget == null) == others.isEmpty()) { "auto: a budget goes with several candidates, got $budget with ${candidates.size}; write auto(a, b, budget = 60.seconds)" }
    }

    public constructor(blockTypes: List<BlockType>, choice: Candidates) : this(blockTypes, choice.features.first(), choice.features.drop(1), choice.budget)

    /** What there is to choose from: one if nothing is. */
    public val candidates: List<FeatureSpec> get() = listOf(features) + others

    override fun toString(): String = "${blockTypes.joinToString("/")} from ${budget?.let { Candidates(candidates, it) } ?: features}"
}

/** A linear model: which features predict which blocks of [target], and how the weights are found. */
@Serializable
public data class RegressionSpec(
    val target: TargetSpec,
    val routes: List<Route>,
    val solver: Solver = Ridge(),
    val unlikePairs: UnlikePairs = UnlikePairs.BOTH_DIRECTIONS,
) {
    init {
        when (target) {
            is MatrixSpec -> checkMatrixRoutes()
            is PropertySpec -> checkPropertyRoute(target)
        }
        require(solver.folds >= 2 || routes.all { it.budget == null }) {
            "auto: cross-validation with at least 2 folds was expected, got $solver; write ridge(folds = 5)"
        }
    }

    /** The features of one block type; the first candidate if there are several. */
    public fun featuresOf(blockType: BlockType): FeatureSpec = routes.first { blockType in it.blockTypes }.features

    private fun checkMatrixRoutes() {
        val missing = BlockType.entries.filter { type -> routes.none { type in it.blockTypes } }
        require(missing.isEmpty()) { "regression: no features for block types $missing; add `onSite from ...` or `offSite from ...`" }
        val twice = BlockType.entries.filter { type -> routes.count { type in it.blockTypes } > 1 }
        require(twice.isEmpty()) {
            "regression: one feature for each block type was expected, got several for $twice; join them: `onSite from (a join b)`"
        }
        for (route in routes) {
            for (type in route.blockTypes) {
                for (features in route.candidates) require(features.centers == type.centers) { wrongCenters(type, features) }
            }
        }
    }

    private fun wrongCenters(type: BlockType, features: FeatureSpec): String {
        val order = features.bodyOrder - features.centers
        val fix = when {
            features.centers > 2 -> ".sumNeighbors() behind them until ${type.centers} are left"
            type.centers == 2 -> "correlate(nu = $order, centers = 2)"
            else -> "correlate(nu = ${maxOf(order, 1)})"
        }
        return "regression: block type $type needs ${type.centers}-center features, got centers=${features.centers} (nu=$order); write $fix"
    }

    private fun checkPropertyRoute(target: PropertySpec) {
        require(routes.size == 1) {
            "regression: one feature was expected for ${target.reference}, got ${routes.size}; write regression(property(\"${target.reference}\"), features)"
        }
        val centers = routes.single().features.centers
        require(centers == 1) {
            "regression: a property needs 1-center features, got centers=$centers; write .sumNeighbors() behind them or centers = 1"
        }
    }

    override fun toString(): String = routes.joinToString("\n", "regression($target, solver = $solver) {\n", "\n}") {
        "    $it"
    }
}
