package ncenter.degenerate

import kotlin.math.abs
import kotlin.math.hypot
import kotlin.math.sign
import kotlin.math.sqrt

/** The rotation or rotation times inversion that brings matched vectors closest, and singular values of 3 x 3 matrices. */
internal object Alignment {
    /**
     * The orthogonal matrix Q (3 x 3, row-major) that maximizes tr(Q m), for m = sum of b a^T; it minimizes the sum of |a - Q b|^2.
     * Kabsch's solution without the choice of a determinant.
     */
    fun orthogonal(m: DoubleArray): DoubleArray {
        val g = m.copyOf()
        val v = jacobi(g)
        val u = completed(g)
        return DoubleArray(9) { at -> (0..2).sumOf { v[3 * (at / 3) + it] * u[3 * (at % 3) + it] } }
    }

    /** The sum of the singular values of [m], which is destroyed. */
    fun nuclearNorm(m: DoubleArray): Double {
        jacobi(m)
        return (0..2).sumOf { norm(m, it) }
    }

    /** One-sided Jacobi rotations (Hestenes): on return the columns of [g] are orthogonal, old g = new g v^T. */
    private fun jacobi(g: DoubleArray): DoubleArray {
        val v = doubleArrayOf(1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)
        repeat(SWEEPS) {
            var turned = false
            for (p in 0..1) for (q in p + 1..2) if (orthogonalize(g, v, p, q)) turned = true
            if (!turned) return v
        }
        return v
    }

    private fun orthogonalize(g: DoubleArray, v: DoubleArray, p: Int, q: Int): Boolean {
        val alpha = g[p] * g[p] + g[3 + p] * g[3 + p] + g[6 + p] * g[6 + p]
        val beta = g[q] * g[q] + g[3 + q] * g[3 + q] + g[6 + q] * g[6 + q]
        val gamma = g[p] * g[q] + g[3 + p] * g[3 + q] + g[6 + p] * g[6 + q]
        if (abs(gamma) <= 1e-16 * sqrt(alpha * beta)) return false
        val zeta = (beta - alpha) / (2 * gamma)
        val t = (if (zeta == 0.0) 1.0 else sign(zeta)) / (abs(zeta) + hypot(1.0, zeta))
        val c = 1 / hypot(1.0, t)
        rotate(g, p, q, c, c * t)
        rotate(v, p, q, c, c * t)
        return true
    }

    private fun rotate(m: DoubleArray, p: Int, q: Int, c: Double, s: Double) {
        for (row in 0..6 step 3) {
            val x = m[row + p]
            m[row + p] = c * x - s * m[row + q]
            m[row + q] = s * x + c * m[row + q]
        }
    }

    /** The columns of [g] normalized; columns that vanish are replaced by directions at right angles to the others. */
    private fun completed(g: DoubleArray): DoubleArray {
        val order = (0..2).sortedByDescending { norm(g, it) }
        val largest = norm(g, order[0])
        val columns = arrayOfNulls<DoubleArray>(3)
        for ((rank, k) in order.withIndex()) {
            val n = norm(g, k)
            val found = order.take(rank).map { columns[it]!! }
            columns[k] = if (n > 1e-12 * largest) doubleArrayOf(g[k] / n, g[3 + k] / n, g[6 + k] / n) else free(found)
        }
        return DoubleArray(9) { columns[it % 3]!![it / 3] }
    }

    /** A unit vector at right angles to all of [found]. */
    private fun free(found: List<DoubleArray>): DoubleArray = (0..2).map { axis ->
        val e = DoubleArray(3).also { it[axis] = 1.0 }
        for (f in found) {
            val overlap = f[axis]
            for (k in 0..2) e[k] -= overlap * f[k]
        }
        e
    }.maxBy { e -> e.sumOf { it * it } }.let { e -> sqrt(e.sumOf { it * it }).let { n -> DoubleArray(3) { e[it] / n } } }

    private fun norm(g: DoubleArray, k: Int): Double = sqrt(g[k] * g[k] + g[3 + k] * g[3 + k] + g[6 + k] * g[6 + k])

    private const val SWEEPS = 30
}
