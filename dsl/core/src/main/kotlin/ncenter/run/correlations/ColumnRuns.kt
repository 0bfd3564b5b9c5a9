package ncenter.run.correlations

import ncenter.plan.FeatureKey
import ncenter.plan.ProductTerm
import kotlin.math.sqrt

/**
 * Some properties of a product, term by term, as pairs of the properties that are multiplied.
 *
 * @param columns numbers of these properties in the whole product, ascending
 * @param size number of properties of a block of the first (0) or second (1) factor
 */
internal fun columnRuns(terms: List<ProductTerm>, columns: IntArray, size: (input: Int, key: FeatureKey) -> Int): List<PairRun> {
    val runs = mutableListOf<PairRun>()
    var next = 0
    for (term in terms) {
        val from = next
        while (next < columns.size && columns[next] < term.offset + term.size) next++
        if (next > from) runs += run(term, columns, from, next, size(0, term.first), size(1, term.second))
    }
    return runs
}

private fun run(term: ProductTerm, columns: IntArray, from: Int, to: Int, firstSize: Int, secondSize: Int): PairRun {
    val pairs = pairsOf(term, firstSize, secondSize)
    val first = IntArray(to - from) { pairs.first[columns[from + it] - term.offset] }
    val second = IntArray(to - from) { pairs.second[columns[from + it] - term.offset] }
    val weight = DoubleArray(to - from) {
        if (!term.packed) {
            term.weight
        } else if (first[it] == second[it]) {
            1.0
        } else {
            sqrt(2.0)
        }
    }
    return PairRun(term.first, term.second, first, second, weight)
}

/** The properties that are multiplied for each property of a term. */
internal class TermPairs(
    val first: IntArray,
    val second: IntArray,
)

internal fun pairsOf(term: ProductTerm, firstSize: Int, secondSize: Int): TermPairs {
    val first = IntArray(term.size)
    val second = IntArray(term.size)
    val skipped = if (term.packed && term.size < firstSize * (firstSize + 1) / 2) 1 else 0
    var at = 0
    for (i in 0 until firstSize) {
        for (j in (if (term.packed) i + skipped else 0) until secondSize) {
            first[at] = i
            second[at++] = j
        }
    }
    check(at == term.size) { "product: ${term.size} pairs of properties were expected, got $at (this is a bug, please report it)" }
    return TermPairs(first, second)
}
