package ncenter.engine

import ncenter.plan.ProductTerm
import ncenter.run.correlations.pairsOf

/**
 * Which density coefficients (radial function, neighbor element and l) the properties of a block are products of, each list in ascending
 * order. Properties made of different coefficients are independent of each other: only within a list can anything be redundant.
 */
internal class FactorLists private constructor(
    private val lists: Array<IntArray>,
) {
    fun only(columns: IntArray): FactorLists = FactorLists(Array(columns.size) { lists[columns[it]] })

    /** The properties of each list, ascending. */
    fun groups(): List<IntArray> = lists.indices.groupBy { lists[it].asList() }.values.map { it.toIntArray() }

    companion object {
        private const val CHANNELS = 1 shl 20

        /** Coefficients of angular order [l], one for each of [q] properties. */
        fun of(l: Int, q: Int): FactorLists = FactorLists(Array(q) { intArrayOf(l * CHANNELS + it) })

        fun ofProduct(terms: List<Triple<ProductTerm, FactorLists, FactorLists>>): FactorLists = FactorLists(
            terms.flatMap { (term, first, second) ->
                val pairs = pairsOf(term, first.lists.size, second.lists.size)
                List(term.size) { (first.lists[pairs.first[it]] + second.lists[pairs.second[it]]).apply { sort() } }
            }.toTypedArray(),
        )
    }
}
