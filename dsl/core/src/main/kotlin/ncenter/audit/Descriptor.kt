package ncenter.audit

import ncenter.degenerate.Assignment
import ncenter.labels.TensorMap
import kotlin.math.max
import kotlin.math.sqrt

/**
 * What features say of one atom or one pair, without its orientation.
 *
 * @property type the second atom of a pair, or all atoms but the first of a tuple; 0 for an atom
 * @property invariants lambda = 0, sigma = +1
 * @property pseudoscalars lambda = 0, sigma = -1; they change sign under inversion
 * @property norms the length of every equivariant, lambda > 0
 */
internal class Tuple(
    val type: Long,
    val invariants: DoubleArray,
    val pseudoscalars: DoubleArray,
    val norms: DoubleArray,
)

/** What features say of the environment of one atom: of the atom itself, or of its pairs in any order. */
internal class Descriptor(
    val tuples: List<Tuple>,
)

/** Relative differences of two descriptors: 0 where they agree. Environments that are mirror images of each other agree. */
internal class Difference(
    val invariants: Double,
    val pseudoscalars: Double,
    val equivariants: Double,
) {
    /** Whether invariants or pseudoscalars themselves differ, no product of them. */
    fun isSeen(tolerance: Double): Boolean = max(invariants, pseudoscalars) > tolerance
}

/** Noise of a pseudoscalar that vanishes by symmetry must not count: it is compared with this share of the invariants. */
private const val SMALL = 1e-3

internal fun difference(a: Descriptor, b: Descriptor): Difference {
    val (p, q) = a.tuples to b.tuples
    if (p.map { it.type }.sorted() != q.map { it.type }.sorted()) return Difference(1.0, 1.0, 1.0)
    val floor = SMALL * max(norm(p) { it.invariants }, norm(q) { it.invariants })
    val signs = listOf(1.0, -1.0)
    val invariants = if (p.size == 1) {
        distance(p, q, 0.0) { t, _ -> t.invariants }
    } else {
        // The pairs of one atom come in no order, and their invariants belong together.
        signs.minOf { distance(p, q, 0.0) { t, second -> t.invariants + scaled(t.pseudoscalars, if (second) it else 1.0) } }
    }
    val pseudoscalars = signs.minOf { distance(p, q, floor) { t, second -> scaled(t.pseudoscalars, if (second) it else 1.0) } }
    return Difference(invariants, pseudoscalars, distance(p, q, floor) { t, _ -> t.norms })
}

private fun scaled(values: DoubleArray, factor: Double) = DoubleArray(values.size) { factor * values[it] }

private fun norm(tuples: List<Tuple>, values: (Tuple) -> DoubleArray): Double = sqrt(tuples.sumOf { t -> values(t).sumOf { it * it } })

/** The distance of two sets of vectors, matched as well as they can be, relative to their norm or to [floor]. */
private fun distance(p: List<Tuple>, q: List<Tuple>, floor: Double, values: (Tuple, second: Boolean) -> DoubleArray): Double {
    val scale = maxOf(floor, norm(p) { values(it, false) }, norm(q) { values(it, true) })
    if (scale == 0.0) return 0.0
    var sum = 0.0
    for (type in p.map { it.type }.distinct()) {
        val first = p.filter { it.type == type }.map { values(it, false) }
        val second = q.filter { it.type == type }.map { values(it, true) }
        val n = first.size
        val costs = DoubleArray(n * n) { squaredDistance(first[it / n], second[it % n]) }
        Assignment.solve(n, costs).forEachIndexed { row, column -> sum += costs[row * n + column] }
    }
    return sqrt(sum) / scale
}

private fun squaredDistance(a: DoubleArray, b: DoubleArray): Double {
    var sum = 0.0
    for (k in a.indices) sum += (a[k] - b[k]) * (a[k] - b[k])
    return sum
}

/** An atom of one of the audited structures. */
internal data class Place(
    val structure: Int,
    val atom: Int,
)

/** More than there are elements. */
private const val TYPES = 128

/** Collects the descriptors of atoms from a feature map on atoms, pairs or tuples. Blocks of other first atoms are passed over. */
internal fun descriptors(features: TensorMap, centers: Int): Map<Place, Descriptor> {
    val rows = mutableMapOf<Place, MutableMap<List<Int>, Collected>>()
    for (k in features.blocks.indices) {
        val key = features.keys.row(k)
        val block = features.blocks[k]
        val table = block.samples.values
        val width = block.samples.names.size
        val type = (1 until centers).fold(0L) { all, c -> all * TYPES + key[2 + c] }
        for (s in 0 until block.samples.size) {
            val others = (2 until width).map { table[s * width + it] }
            val place = Place(table[s * width], table[s * width + 1])
            rows.getOrPut(place) { mutableMapOf() }.getOrPut(others) { Collected(type) }.add(key[0], key[1], block, s)
        }
    }
    return rows.mapValues { (_, tuples) -> Descriptor(tuples.values.map { it.tuple() }) }
}

private class Collected(
    private val type: Long,
) {
    private val invariants = mutableListOf<DoubleArray>()
    private val pseudoscalars = mutableListOf<DoubleArray>()
    private val norms = mutableListOf<DoubleArray>()

    fun add(lambda: Int, sigma: Int, block: ncenter.labels.TensorBlock, sample: Int) {
        val q = block.properties.size
        val start = sample * block.componentSize * q
        when {
            lambda > 0 -> norms += DoubleArray(q) { p -> sqrt((0 until block.componentSize).sumOf { c -> block.values[start + c * q + p].let { it * it } }) }
            sigma == 1 -> invariants += block.values.copyOfRange(start, start + q)
            else -> pseudoscalars += block.values.copyOfRange(start, start + q)
        }
    }

    fun tuple() = Tuple(type, joined(invariants), joined(pseudoscalars), joined(norms))

    private fun joined(parts: List<DoubleArray>): DoubleArray = parts.fold(DoubleArray(0)) { all, part -> all + part }
}
