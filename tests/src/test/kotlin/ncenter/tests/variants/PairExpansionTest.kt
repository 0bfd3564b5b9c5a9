package ncenter.tests.variants

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeLessThan
import ncenter.kernels.density.PairExpansion
import ncenter.kernels.harmonics.SphericalHarmonics
import ncenter.kernels.radial.CutoffFunction
import ncenter.kernels.radial.GtoBasis
import ncenter.kernels.radial.GtoIntegral
import ncenter.kernels.radial.RadialScaling
import kotlin.math.PI
import kotlin.math.abs
import kotlin.math.cos
import kotlin.math.exp
import kotlin.math.pow
import kotlin.math.sin
import kotlin.math.sqrt

private const val L_MAX = 6
private const val N_MAX = 3
private const val WIDTH = 0.5

/** Pair coefficients against an integral over space, and their derivatives against finite differences. */
class PairExpansionTest :
    FunSpec({
        val basis = GtoBasis(N_MAX, 4.0)
        val integral = GtoIntegral(basis, L_MAX, WIDTH)

        fun expansion(scaling: RadialScaling) = PairExpansion(SphericalHarmonics(L_MAX), integral, CutoffFunction(4.0, 0.5), scaling)

        fun coefficients(kernel: PairExpansion, vector: DoubleArray): List<DoubleArray> {
            val out = Array(L_MAX + 1) { DoubleArray((2 * it + 1) * N_MAX) }
            kernel.pairs(vector, 0, 1, out)
            return out.toList()
        }

        test("coefficients equal the integral of the Gaussian times radial functions and harmonics over space") {
            val vector = doubleArrayOf(0.7, -0.9, 1.1)
            val expected = quadrature(basis, vector)
            val found = coefficients(expansion(RadialScaling.NONE), vector)
            for (l in 0..L_MAX) {
                val scale = expected[l].maxOf { abs(it) }
                for (i in found[l].indices) withClue("l=$l entry $i") { abs(found[l][i] - expected[l][i]) shouldBeLessThan 1e-8 * scale }
            }
        }

        test("derivatives equal finite differences, also where the cutoff falls off and neighbors are scaled") {
            val kernel = expansion(RadialScaling(2.0, 1.0, 2.0))
            val h = 1e-5
            for (vector in listOf(doubleArrayOf(0.7, -0.9, 1.1), doubleArrayOf(2.1, 2.0, 2.3), doubleArrayOf(0.0, 0.0, 1.3))) {
                val gradients = Array(L_MAX + 1) { DoubleArray(3 * (2 * it + 1) * N_MAX) }
                kernel.gradients(vector, 0, 1, gradients)
                for (axis in 0..2) {
                    val plus = coefficients(kernel, vector.copyOf().also { it[axis] += h })
                    val minus = coefficients(kernel, vector.copyOf().also { it[axis] -= h })
                    for (l in 0..L_MAX) {
                        for (i in plus[l].indices) {
                            val difference = (plus[l][i] - minus[l][i]) / (2 * h)
                            withClue("l=$l entry $i axis $axis") { abs(gradients[l][axis * plus[l].size + i] - difference) shouldBeLessThan 1e-8 }
                        }
                    }
                }
            }
        }
    })

/** The integral on a product grid: Gauss-Legendre in radius and polar angle, equal steps in azimuth. */
private fun quadrature(basis: GtoBasis, vector: DoubleArray): List<DoubleArray> {
    val out = List(L_MAX + 1) { DoubleArray((2 * it + 1) * N_MAX) }
    val harmonics = SphericalHarmonics(L_MAX)
    val y = DoubleArray(harmonics.size())
    val front = (PI * WIDTH * WIDTH).pow(-0.75)
    val polar = gaussLegendre(48)
    val steps = 64
    for ((u, radialWeight) in gaussLegendre(90)) {
        val r = 4.0 * (u + 1)
        val radial = DoubleArray(N_MAX) { basis.value(it, r) * r * r * 4.0 * radialWeight }
        for ((t, polarWeight) in polar) {
            for (k in 0 until steps) {
                val s = sqrt(1 - t * t)
                val point = doubleArrayOf(r * s * cos(2 * PI * k / steps), r * s * sin(2 * PI * k / steps), r * t)
                val distance2 = (0..2).sumOf { (point[it] - vector[it]).pow(2) }
                val weight = front * exp(-distance2 / (2 * WIDTH * WIDTH)) * polarWeight * 2 * PI / steps
                harmonics.values(point, 0, 1, y)
                for (l in 0..L_MAX) for (m in 0..2 * l) for (n in 0 until N_MAX) out[l][m * N_MAX + n] += weight * y[l * l + m] * radial[n]
            }
        }
    }
    return out
}

/** Nodes and weights on (-1, 1), by Newton's method on the Legendre polynomial. */
private fun gaussLegendre(n: Int): List<Pair<Double, Double>> = List(n) { i ->
    var x = cos(PI * (i + 0.75) / (n + 0.5))
    var slope = 1.0
    repeat(50) {
        var p = 1.0
        var q = 0.0
        for (k in 1..n) p = (((2 * k - 1) * x * p - (k - 1) * q) / k).also { q = p }
        slope = n * (x * p - q) / (x * x - 1)
        x -= p / slope
    }
    x to 2 / ((1 - x * x) * slope * slope)
}
