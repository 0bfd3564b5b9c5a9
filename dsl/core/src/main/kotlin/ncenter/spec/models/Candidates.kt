package ncenter.spec.models

import kotlinx.serialization.Serializable
import ncenter.spec.features.FeatureSpec

/**
 * What training with one candidate of `auto` may cost, by the estimates of the plan: never by a clock, so that the same data give the same model on every machine.
 *
 * @property seconds estimated seconds of features and regression on one core of a fast server; any if null
 * @property bytes least memory that training needs, structure by structure; any if null
 */
@Serializable
public data class Budget(
    val seconds: Double? = null,
    val bytes: Long? = null,
) {
    init {
        require(seconds != null || bytes != null) { "budget: a time or a memory was expected, got neither; write budget = 60.seconds" }
        require(seconds == null || seconds > 0.0 && seconds.isFinite()) { "budget: a positive time was expected, got $seconds seconds; write budget = 60.seconds" }
        require(bytes == null || bytes > 0) { "budget: a positive memory was expected, got $bytes bytes; write budget = 2.gigabytes" }
    }

    /** Both limits: `60.seconds and 2.gigabytes`. */
    public infix fun and(other: Budget): Budget {
        require((seconds == null || other.seconds == null) && (bytes == null || other.bytes == null)) {
            "budget: one time and one memory were expected, got $this and $other; write budget = 60.seconds and 2.gigabytes"
        }
        return Budget(seconds ?: other.seconds, bytes ?: other.bytes)
    }

    override fun toString(): String = listOfNotNull(seconds?.let { "$it seconds" }, bytes?.let { "$it bytes" }).joinToString(" and ")
}

/**
 * Features of which training keeps, for every regression problem, the one with the smallest cross-validated error; of equal ones the first.
 *
 * Each competes alone, as it is written: what is to be learned from several features at once is joined in one candidate.
 *
 * @property features in ascending cost
 * @property budget what each of them may cost
 */
public data class Candidates(
    val features: List<FeatureSpec>,
    val budget: Budget,
) {
    init {
        require(features.size >= 2) { "auto: at least two candidates were expected, got ${features.size}; write auto(rho.correlate(nu = 1), rho.correlate(nu = 2), budget = 60.seconds)" }
        require(features.distinct().size == features.size) { "auto: distinct candidates were expected, got ${features.groupBy { it }.values.first { it.size > 1 }[0]} twice" }
        require(features.all { it.centers == features[0].centers }) {
            "auto: candidates with equal centers were expected, got centers=${features.map { it.centers }}; write one auto(...) for atoms and one for pairs"
        }
    }

    override fun toString(): String = features.joinToString(",\n        ", "auto(\n        ", ",\n        budget = $budget,\n    )")
}
