package ncenter.plan

import ncenter.spec.features.FeatureSpec
import ncenter.spec.models.Budget
import ncenter.spec.models.RegressionSpec
import ncenter.spec.models.Route
import ncenter.spec.targets.BlockType

/**
 * One candidate of `auto`, and what it would cost to train with it alone. Estimates only; nothing here depends on a clock.
 *
 * @property blockTypes the blocks it competes for
 * @property number its position among the candidates of these blocks
 * @property seconds estimated seconds of its features and regressions on one core; null without a data set
 * @property bytes least memory of its training, structure by structure; null without a data set
 * @property leftOut why it does not compete; null if it does
 */
public data class Candidate(
    val blockTypes: List<BlockType>,
    val number: Int,
    val features: FeatureSpec,
    val seconds: Double? = null,
    val bytes: Long? = null,
    val leftOut: String? = null,
)

/**
 * Which candidate serves a regression problem.
 *
 * @property key the block of features that predicts
 * @property errors root-mean-square validation error over the targets of the problem, by number of the candidate; NaN without training data of this kind
 * @property chosen number of the candidate with the smallest error, the first of equal ones
 */
public data class Choice(
    val key: FeatureKey,
    val errors: Map<Int, Double>,
    val chosen: Int,
)

/** Of candidates with these validation [errors] by number: the number of the one with the smallest, the first of equal ones. */
internal fun smallest(errors: Map<Int, Double>): Int = errors.minWith(compareBy({ if (it.value.isNaN()) Double.POSITIVE_INFINITY else it.value }, { it.key })).key

/** The block types that a problem's blocks belong to. */
internal val FeatureKey.family: BlockType get() = blockType ?: BlockType.OnSite

/** The route that a problem belongs to. */
internal fun RegressionSpec.routeOf(problem: RidgeProblem): Route = routes.first { problem.key.family in it.blockTypes }

/** Why a candidate of this cost is left out of a choice within this budget; null if it is not. */
internal fun Budget.refusal(cost: CandidateCost): String? {
    val time = seconds?.takeIf { cost.seconds > it }?.let { "${readableSeconds(cost.seconds)} estimated, ${readableSeconds(it)} allowed" }
    val memory = bytes?.takeIf { cost.bytes > it }?.let { "${readableBytes(cost.bytes)} estimated, ${readableBytes(it)} allowed" }
    return listOfNotNull(time, memory).joinToString("; ").ifEmpty { null }
}

/** Estimated seconds on one core, and the least memory. */
internal class CandidateCost(
    val seconds: Double,
    val bytes: Long,
)

/** What training with this plan alone costs. */
internal fun cost(plan: Plan, counts: SampleCounts): CandidateCost = CandidateCost(
    plan.steps.sumOf { nominalSeconds(it, counts, plan) + fitSeconds(it, counts, plan) },
    estimateMemory(plan, counts, chunkStructures = 1).peak,
)
