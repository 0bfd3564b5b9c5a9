package ncenter.engine

import ncenter.labels.TensorBlock
import ncenter.plan.FeatureKey
import ncenter.run.Workers
import kotlin.math.abs
import kotlin.math.sqrt

/**
 * Which columns of one block of a product are linearly independent, group by group: Gram-Schmidt with pivoting on columns of length one.
 *
 * @param groups numbers of the columns that may depend on each other
 * @param largest the largest value there is where nothing cancels
 */
internal class IndependentGroups(
    private val key: FeatureKey,
    private val block: TensorBlock,
    private val groups: List<IntArray>,
    private val largest: Double,
) {
    private val q = block.properties.size
    private val rows = block.samples.size * block.componentSize

    /** @property gap how much smaller what any other column adds is than the least that a chosen one adds */
    class Choice(
        val columns: IntArray,
        val gap: Double,
    )

    private class Group(
        val columns: List<Int>,
        val smallest: Double,
        val rest: Double,
    )

    /** @throws IllegalStateException if they are not [expected] many, or if it cannot be told how many they are */
    fun choose(expected: Int, workers: Workers): Choice {
        val found = arrayOfNulls<Group>(groups.size)
        workers.forEach(groups.size) { found[it] = pivots(groups[it]) }
        val all = found.requireNoNulls()
        val columns = all.flatMap { it.columns }.sorted().toIntArray()
        val gap = (all.minOfOrNull { it.smallest } ?: 1.0) / maxOf(all.maxOfOrNull { it.rest } ?: 0.0, ROUNDING)
        check(columns.size == expected && gap > SMALLEST_GAP) {
            "independent: $expected independent properties were expected in $key, got ${columns.size} with a gap of $gap (this is a bug, please report it)"
        }
        return Choice(columns, gap)
    }

    /** Columns that vanish by symmetry, next to values of size [largest], are left out first. */
    private fun pivots(group: IntArray): Group {
        val open = group.associateWith { c -> DoubleArray(rows) { block.values[it * q + c] } }.filterValues { column -> column.any { abs(it) > VANISHING * largest } }.toMutableMap()
        open.values.forEach { scale(it, 1 / norm(it)) }
        val columns = mutableListOf<Int>()
        var smallest = 1.0
        while (open.isNotEmpty()) {
            val (next, unit) = open.maxBy { norm(it.value) }
            val size = norm(unit)
            if (size < DEPENDENT) return Group(columns, smallest, size)
            smallest = minOf(smallest, size)
            columns += next
            open -= next
            scale(unit, 1 / size)
            // Twice is enough: the second pass takes off what rounding left in the first.
            for (column in open.values) repeat(2) { takeOff(column, unit) }
        }
        return Group(columns, smallest, 0.0)
    }

    private companion object {
        const val SMALLEST_GAP = 1e4
        const val ROUNDING = 1e-16

        /** Rounding errors of products that cancel, relative to products that do not. */
        const val VANISHING = 1e-10

        /** What a column of length one adds to the others if it is a combination of them. */
        const val DEPENDENT = 1e-8

        fun norm(a: DoubleArray): Double {
            var sum = 0.0
            for (x in a) sum += x * x
            return sqrt(sum)
        }

        fun scale(a: DoubleArray, factor: Double) {
            for (k in a.indices) a[k] *= factor
        }

        fun takeOff(a: DoubleArray, unit: DoubleArray) {
            var overlap = 0.0
            for (k in a.indices) overlap += a[k] * unit[k]
            for (k in a.indices) a[k] -= overlap * unit[k]
        }
    }
}
