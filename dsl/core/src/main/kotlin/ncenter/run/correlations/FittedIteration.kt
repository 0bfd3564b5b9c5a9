package ncenter.run.correlations

import ncenter.plan.FeatureKey
import ncenter.plan.IterationBlock
import ncenter.plan.IterationStep
import ncenter.plan.PairGroup

/**
 * The matrix that takes the products and the old features of a block to its components: [V; -W V].
 *
 * @property values `height x rank`, row-major; components from [rank] on are zero
 */
public class IterationMatrix(
    public val values: DoubleArray,
    public val height: Int,
    public val rank: Int,
)

/** What an [IterationStep] learned: the pairs of each group, and the matrix of each block. */
public class FittedIteration(
    public val pairs: Map<PairGroup, SelectedPairs>,
    public val matrices: Map<FeatureKey, IterationMatrix>,
) {
    /** The pairs of the group of [block] that reach its lambda, one run for each candidate. */
    internal fun runs(block: IterationBlock): List<PairRun> {
        val selected = pairs.getValue(block.group)
        val reaching = (0 until selected.size).filter { block.group.candidates[selected.candidate[it]].reaches(block.key.lambda) }
        return reaching.groupBy { selected.candidate[it] }.map { (c, found) ->
            val candidate = block.group.candidates[c]
            val first = IntArray(found.size) { selected.first[found[it]] }
            val second = IntArray(found.size) { selected.second[found[it]] }
            PairRun(candidate.first, candidate.second, first, second, DoubleArray(found.size) { candidate.weight(first[it], second[it]) })
        }
    }

    /** Refuses numbers that do not fit [step], as a damaged file may have. */
    public fun check(step: IterationStep) {
        for (group in step.blocks.map { it.group }.distinct()) checkPairs(group)
        for (block in step.blocks) {
            val matrix = matrices[block.key] ?: refuse("a matrix for ${block.key}", "none")
            val height = runs(block).sumOf { it.size } + block.old.sumOf { it.q }
            if (matrix.height != height || matrix.rank !in 0..block.q || matrix.values.size != height * matrix.rank) {
                refuse("a matrix of $height x at most ${block.q} for ${block.key}", "${matrix.height} x ${matrix.rank}")
            }
        }
    }

    private fun checkPairs(group: PairGroup) {
        val selected = pairs[group] ?: refuse("pairs for lambda ${if (group.invariant) "= 0" else "> 0"}, sigma=${group.sigma}", "none")
        if (selected.size > group.bound) refuse("at most ${group.bound} pairs", "${selected.size}")
        val order = compareBy<Int>({ selected.candidate[it] }, { selected.first[it] }, { selected.second[it] })
        for (k in 0 until selected.size) {
            val candidate = group.candidates.getOrNull(selected.candidate[k]) ?: refuse("pairs of ${group.candidates.size} candidates", "candidate ${selected.candidate[k]}")
            val i = selected.first[k]
            val j = selected.second[k]
            if (i !in 0 until candidate.firstQ || j !in candidate.firstPartner(i) until candidate.secondQ) refuse("a pair of $candidate", "($i, $j)")
            if (k > 0 && order.compare(k - 1, k) >= 0) refuse("pairs in ascending order", "($i, $j) at position $k")
        }
    }

    private fun refuse(expected: String, got: String): Nothing = throw IllegalArgumentException("load: $expected was expected in an iteration, got $got; the file was written by another version, train again")
}

/** Pairs of one candidate: the products of property `first[p]` of one block and `second[p]` of the other. */
internal class PairRun(
    val firstKey: FeatureKey,
    val secondKey: FeatureKey,
    val first: IntArray,
    val second: IntArray,
    val weight: DoubleArray,
) {
    val size: Int get() = first.size
}
