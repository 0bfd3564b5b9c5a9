package ncenter.tests.variants

import java.math.BigDecimal
import java.math.MathContext

private val digits = MathContext(60)

/** Ridge regression with 60 digits: minimizes |y - x w - b|^2 / rows + alpha |w|^2 through the normal equations. */
internal class RidgeOracle(
    val weights: DoubleArray,
    val intercept: Double,
) {
    fun predict(x: DoubleArray, row: Int) = weights.indices.sumOf { weights[it] * x[row * weights.size + it] } + intercept

    companion object {
        fun fit(x: DoubleArray, y: DoubleArray, q: Int, alpha: Double, intercept: Boolean): RidgeOracle {
            val n = y.size
            val columns = List(q) { j -> exact(n) { x[it * q + j] } } + listOf(exact(n) { y[it] })
            val means = columns.map { if (intercept) it.reduce(BigDecimal::add).divide(n.toBigDecimal(), digits) else BigDecimal.ZERO }
            val centered = columns.mapIndexed { j, column -> column.map { it.subtract(means[j], digits) } }
            val a = Array(q) { i -> Array(q + 1) { j -> dot(centered[i], centered[j]) } }
            for (i in 0 until q) a[i][i] = a[i][i].add(BigDecimal(alpha).multiply(n.toBigDecimal()), digits)
            val w = solve(a)
            val b = w.indices.fold(means[q]) { sum, j -> sum.subtract(w[j].multiply(means[j], digits), digits) }
            return RidgeOracle(DoubleArray(q) { w[it].toDouble() }, b.toDouble())
        }

        private fun exact(n: Int, value: (Int) -> Double) = List(n) { BigDecimal(value(it)) }

        private fun dot(
            x: List<BigDecimal>,
            y: List<BigDecimal>,
        ) = x.indices.fold(BigDecimal.ZERO) { sum, i -> sum.add(x[i].multiply(y[i]), digits) }

        /** Gaussian elimination; the matrix is positive definite, so no pivoting. */
        private fun solve(a: Array<Array<BigDecimal>>): Array<BigDecimal> {
            val q = a.size
            for (c in 0 until q) {
                for (r in c + 1 until q) {
                    val f = a[r][c].divide(a[c][c], digits)
                    for (k in c..q) a[r][k] = a[r][k].subtract(f.multiply(a[c][k]), digits)
                }
            }
            val w = Array(q) { BigDecimal.ZERO }
            for (r in q - 1 downTo 0) {
                val rest = (r + 1 until q).fold(a[r][q]) { sum, k -> sum.subtract(a[r][k].multiply(w[k]), digits) }
                w[r] = rest.divide(a[r][r], digits)
            }
            return w
        }
    }
}

/** A regression problem whose singular values fall from 1 to [smallest], scaled to unit mean squared row norm. */
internal class RidgeProblem(
    val rows: Int,
    val q: Int,
    val targets: Int,
    smallest: Double,
    mean: Double = 0.0,
    noise: Double = 1e-6,
) {
    val x: DoubleArray
    val y: DoubleArray

    init {
        val la = providers.first()
        val k = minOf(rows, q)
        val u = DoubleArray(rows * k)
        val s = DoubleArray(k)
        val vt = DoubleArray(k * q)
        la.svd(rows, q, gaussian(rows * q, 1), u, s, vt)
        val values = DoubleArray(k) { Math.pow(smallest, it.toDouble() / maxOf(1, k - 1)) }
        val scale = Math.sqrt(rows / values.sumOf { it * it })
        val us = DoubleArray(rows * k) { u[it] * values[it % k] * scale }
        val zeroMean = product(false, false, rows, q, k, us, vt)
        // Weights larger along weak directions, as in practice where weak features carry the last digits of a target.
        val c = gaussian(k * targets, 2)
        val w = product(true, false, q, targets, k, vt, DoubleArray(k * targets) { c[it] / Math.sqrt(values[it / targets]) })
        val errors = gaussian(rows * targets, 3)
        val clean = product(false, false, rows, targets, q, zeroMean, w)
        y = DoubleArray(rows * targets) { clean[it] + noise * errors[it] + 3 * mean }
        x = DoubleArray(rows * q) { zeroMean[it] + mean }
    }

    fun target(t: Int, include: (Int) -> Boolean = { true }) = (0 until rows).filter(include).map { y[it * targets + t] }.toDoubleArray()

    fun rowsOf(include: (Int) -> Boolean) = (0 until rows).filter(include).flatMap { i -> x.asList().subList(i * q, (i + 1) * q) }.toDoubleArray()
}
