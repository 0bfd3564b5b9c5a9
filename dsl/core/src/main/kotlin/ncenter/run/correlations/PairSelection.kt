package ncenter.run.correlations

import ncenter.plan.FeatureKey
import ncenter.plan.PairGroup

/**
 * The pairs of properties that are multiplied, in the order of their candidates and properties.
 *
 * @property candidate,first,second position in the candidates of the group, and the two properties
 */
public class SelectedPairs(
    public val candidate: IntArray,
    public val first: IntArray,
    public val second: IntArray,
) {
    /** Number of pairs. */
    public val size: Int get() = candidate.size

    init {
        require(first.size == size && second.size == size) { "iteration: equally long columns were expected (this is a bug, please report it)" }
    }
}

/**
 * The pairs of [group] with the largest product of importances; of equal ones those that come first. All pairs without a limit.
 *
 * @param first,second importances by block of the two factors; a block may have fewer entries than properties, the rest then vanishes
 */
public fun selectPairs(group: PairGroup, first: (FeatureKey) -> DoubleArray, second: (FeatureKey) -> DoubleArray): SelectedPairs {
    val scores = group.scores(first, second)
    val keep = minOf(scores.size, group.keep ?: scores.size)
    val threshold = if (keep == scores.size || keep == 0) Double.NEGATIVE_INFINITY else scores.sortedArray()[scores.size - keep]
    var ties = keep - scores.count { it > threshold }
    val chosen = IntArray(keep)
    var filled = 0
    for (k in scores.indices) {
        if (scores[k] > threshold || (scores[k] == threshold && ties-- > 0)) chosen[filled++] = k
    }
    return group.named(chosen, first, second)
}

private fun PairGroup.scores(first: (FeatureKey) -> DoubleArray, second: (FeatureKey) -> DoubleArray): DoubleArray {
    val scores = DoubleArray(Math.toIntExact(count(first, second)))
    var at = 0
    forEachPair(first, second) { c, i, j, a, b -> scores[at++] = a[i] * b[j] }
    return scores
}

private fun PairGroup.count(first: (FeatureKey) -> DoubleArray, second: (FeatureKey) -> DoubleArray): Long = candidates.sumOf { candidate ->
    val partners = second(candidate.second).size
    first(candidate.first).indices.sumOf { maxOf(0, partners - candidate.firstPartner(it)).toLong() }
}

/** The pairs with these positions in the order of [forEachPair]; [chosen] ascends. */
private fun PairGroup.named(chosen: IntArray, first: (FeatureKey) -> DoubleArray, second: (FeatureKey) -> DoubleArray): SelectedPairs {
    val columns = List(3) { IntArray(chosen.size) }
    var position = 0
    var next = 0
    forEachPair(first, second) { c, i, j, _, _ ->
        if (next < chosen.size && chosen[next] == position++) {
            columns[0][next] = c
            columns[1][next] = i
            columns[2][next++] = j
        }
    }
    return SelectedPairs(columns[0], columns[1], columns[2])
}

private inline fun PairGroup.forEachPair(
    first: (FeatureKey) -> DoubleArray,
    second: (FeatureKey) -> DoubleArray,
    action: (candidate: Int, i: Int, j: Int, a: DoubleArray, b: DoubleArray) -> Unit,
) {
    for ((c, candidate) in candidates.withIndex()) {
        val a = first(candidate.first)
        val b = second(candidate.second)
        for (i in a.indices) for (j in candidate.firstPartner(i) until b.size) action(c, i, j, a, b)
    }
}
