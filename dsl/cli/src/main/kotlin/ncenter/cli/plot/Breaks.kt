package ncenter.cli.plot

import kotlin.math.ceil
import kotlin.math.floor
import kotlin.math.log10

/**
 * Ticks of a logarithmic axis: 1, 2 and 5 times powers of ten, from the last one not above the least of [values] to the first one above
 * the greatest. Values that are not positive have no place on such an axis and are left out; without any, the axis is one decade.
 */
public fun roundBreaks(values: List<Double>): List<Double> {
    val positive = values.filter { it > 0 && it.isFinite() }
    if (positive.isEmpty()) return listOf(0.1, 1.0)
    val decades = floor(log10(positive.min())).toInt() - 1..ceil(log10(positive.max())).toInt() + 1
    val all = decades.flatMap { decade -> listOf(1, 2, 5).map { "${it}e$decade".toDouble() } }
    return all.subList(all.indexOfLast { it <= positive.min() }, all.indexOfFirst { it > positive.max() } + 1)
}
