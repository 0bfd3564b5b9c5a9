package ncenter.degenerate

import ncenter.structures.Structure
import kotlin.math.abs
import kotlin.math.max
import kotlin.math.sqrt

/**
 * How far two environments are from being the same up to rotation, inversion and a permutation of equal atoms.
 *
 * @property rmsd root-mean-square distance of matched atoms in angstrom after the best such operation; infinite if the elements differ
 * @property exact whether every assignment was tried; otherwise [rmsd] is an upper bound, which is still 0 for congruent environments
 */
public class Congruence internal constructor(
    public val rmsd: Double,
    public val exact: Boolean,
) {
    /** Whether the environments are the same within [tolerance] angstrom. */
    public fun holds(tolerance: Double = TOLERANCE): Boolean = rmsd <= tolerance

    public companion object {
        /** The distance in angstrom below which environments count as the same. */
        public const val TOLERANCE: Double = 1e-6
    }
}

/** The distance of two structures that are not periodic, seen as rigid bodies. */
public fun congruence(a: Structure, b: Structure): Congruence = congruence(Environment.of(a), Environment.of(b))

/** The distance of two environments around their centers. */
public fun congruence(a: Environment, b: Environment): Congruence {
    if (a.center != b.center || !a.types.sorted().equals(b.types.sorted())) return Congruence(Double.POSITIVE_INFINITY, true)
    if (a.size == 0) return Congruence(0.0, true)
    val matching = Matching(a, b)
    return if (assignments(a.types) <= MOST_ASSIGNMENTS) Congruence(matching.exhaustive(), true) else Congruence(matching.fromFrames(), false)
}

/** In how many ways atoms of equal type can be matched. */
private fun assignments(types: IntArray): Double = types.groupBy { it }.values.fold(1.0) { product, group -> product * (1..group.size).fold(1.0) { f, k -> f * k } }

private const val MOST_ASSIGNMENTS = 5040.0

/** Searches the assignment of atoms of [b] to those of [a], with its best orthogonal matrix. */
private class Matching(
    private val a: Environment,
    private val b: Environment,
) {
    private val n = a.size

    /** Tries every assignment. */
    fun exhaustive(): Double {
        val search = Exhaustive(a, b)
        search.run()
        return rmsd(search.best)
    }

    /** From frames of two atoms, each refined by assigning and aligning in turn. */
    fun fromFrames(): Double {
        var best = Double.POSITIVE_INFINITY
        for (start in frames()) {
            best = minOf(best, refined(start))
            if (best < SAME) break
        }
        return best
    }

    private fun refined(start: DoubleArray): Double {
        var matrix = start
        var last = Double.POSITIVE_INFINITY
        repeat(ROUNDS) {
            val assignment = assign(matrix)
            val now = rmsd(assignment)
            if (now > last - 1e-12) return minOf(now, last)
            last = now
            matrix = Alignment.orthogonal(products(assignment))
        }
        return last
    }

    private fun rmsd(assignment: IntArray): Double {
        val q = Alignment.orthogonal(products(assignment))
        return sqrt((0 until n).sumOf { distance(it, assignment[it], q) } / n)
    }

    /** Sum of b a^T over matched atoms. */
    private fun products(assignment: IntArray): DoubleArray = DoubleArray(9) { at ->
        (0 until n).sumOf { b.vectors[3 * assignment[it] + at / 3] * a.vectors[3 * it + at % 3] }
    }

    private fun distance(i: Int, j: Int, q: DoubleArray): Double = (0..2).sumOf { axis ->
        val turned = (0..2).sumOf { q[3 * axis + it] * b.vectors[3 * j + it] }
        (a.vectors[3 * i + axis] - turned).let { it * it }
    }

    private fun assign(q: DoubleArray): IntArray {
        val result = IntArray(n)
        for (type in a.types.distinct()) {
            val rows = (0 until n).filter { a.types[it] == type }
            val columns = (0 until n).filter { b.types[it] == type }
            val k = rows.size
            val solved = Assignment.solve(k, DoubleArray(k * k) { distance(rows[it / k], columns[it % k], q) })
            for (r in 0 until k) result[rows[r]] = columns[solved[r]]
        }
        return result
    }

    /** Matrices that bring two atoms of b to two atoms of a as well as they can, both handednesses, the best fitting pairs first. */
    private fun frames(): List<DoubleArray> {
        val (first, second) = widestPair()
        val candidates = (0 until n).flatMap { i -> (0 until n).map { i to it } }
            .filter { (i, j) -> (i != j || n == 1) && b.types[i] == a.types[first] && b.types[j] == a.types[second] }
            .sortedBy { (i, j) -> misfit(first, second, i, j) }
        return candidates.take((WORK / (n.toLong() * n * n)).coerceIn(FEWEST_FRAMES, MOST_FRAMES).toInt()).flatMap { (i, j) ->
            listOf(1.0, -1.0).map { hand -> frameProduct(frame(a, first, second, 1.0), frame(b, i, j, hand)) }
        }
    }

    private fun misfit(first: Int, second: Int, i: Int, j: Int): Double = abs(a.radius(first) - b.radius(i)) +
        abs(a.radius(second) - b.radius(j)) + abs(dot(a, first, second) - dot(b, i, j)) / max(1e-9, a.radius(first))

    /** The two atoms that span the largest area with the center, among the atoms of the rarest element first. */
    private fun widestPair(): Pair<Int, Int> {
        val rarest = (0 until n).groupBy { a.types[it] }.values.minBy { it.size }
        return rarest.flatMap { i -> (0 until n).filter { it != i || n == 1 }.map { i to it } }.maxBy { (i, j) ->
            (a.radius(i) * a.radius(j)).let { it * it } - dot(a, i, j).let { it * it }
        }
    }

    private fun dot(e: Environment, i: Int, j: Int): Double = (0..2).sumOf { e.vectors[3 * i + it] * e.vectors[3 * j + it] }

    /** Orthonormal rows: along atom [i], in the plane with atom [j], and across, with [hand] as its sign. */
    private fun frame(e: Environment, i: Int, j: Int, hand: Double): DoubleArray {
        val x = unit(DoubleArray(3) { e.vectors[3 * i + it] }, doubleArrayOf(1.0, 0.0, 0.0))
        val along = (0..2).sumOf { x[it] * e.vectors[3 * j + it] }
        val axis = (0..2).minBy { abs(x[it]) }
        val spare = DoubleArray(3) { (if (it == axis) 1.0 else 0.0) - x[axis] * x[it] }
        val y = unit(DoubleArray(3) { e.vectors[3 * j + it] - along * x[it] }, spare)
        return x + y + DoubleArray(3) { hand * (x[(it + 1) % 3] * y[(it + 2) % 3] - x[(it + 2) % 3] * y[(it + 1) % 3]) }
    }

    /** [v] normalized, or [spare] normalized if [v] vanishes. */
    private fun unit(v: DoubleArray, spare: DoubleArray): DoubleArray {
        val norm = sqrt(v.sumOf { it * it })
        return if (norm > 1e-9) DoubleArray(3) { v[it] / norm } else sqrt(spare.sumOf { it * it }).let { s -> DoubleArray(3) { spare[it] / s } }
    }

    /** The matrix that turns frame [of] into frame [to]. */
    private fun frameProduct(to: DoubleArray, of: DoubleArray) = DoubleArray(9) { at -> (0..2).sumOf { to[3 * it + at / 3] * of[3 * it + at % 3] } }

    private companion object {
        const val ROUNDS = 20
        const val MOST_FRAMES = 400L
        const val FEWEST_FRAMES = 20L

        /** Frames times cubed atoms that are worth a search. */
        const val WORK = 40_000_000L

        /** Below this nothing better can be found. */
        const val SAME = 1e-10
    }
}

/** Walks through all assignments of equal types; the best has the largest sum of singular values of the product matrix. */
private class Exhaustive(
    private val a: Environment,
    private val b: Environment,
) {
    private val n = a.size
    private val sums = Array(n + 1) { DoubleArray(9) }
    private val used = BooleanArray(n)
    private val current = IntArray(n)
    private val scratch = DoubleArray(9)
    private var largest = Double.NEGATIVE_INFINITY

    var best: IntArray = current.copyOf()
        private set

    fun run(): Unit = place(0)

    private fun place(i: Int) {
        if (i == n) return finish()
        for (j in 0 until n) {
            if (used[j] || a.types[i] != b.types[j]) continue
            used[j] = true
            current[i] = j
            for (at in 0..8) sums[i + 1][at] = sums[i][at] + b.vectors[3 * j + at / 3] * a.vectors[3 * i + at % 3]
            place(i + 1)
            used[j] = false
        }
    }

    private fun finish() {
        sums[n].copyInto(scratch)
        val norm = Alignment.nuclearNorm(scratch)
        if (norm > largest) {
            largest = norm
            best = current.copyOf()
        }
    }
}
