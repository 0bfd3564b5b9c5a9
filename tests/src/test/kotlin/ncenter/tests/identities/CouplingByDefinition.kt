package ncenter.tests.identities

import kotlin.math.abs
import kotlin.math.max
import kotlin.math.min
import kotlin.math.sqrt

/** Real Clebsch-Gordan coefficients by definition: Racah's sum, then real harmonics (arXiv:2109.12083). */
internal object CouplingByDefinition {
    /** Dense, `[(m1*(2*l2+1)+m2)*(2*lambda+1)+mu]`; real part where l1+l2+lambda is even, imaginary part where odd. */
    fun real(l1: Int, l2: Int, lambda: Int): DoubleArray {
        val out = DoubleArray((2 * l1 + 1) * (2 * l2 + 1) * (2 * lambda + 1))
        for (a in -l1..l1) {
            for (b in -l2..l2) {
                for (c in -lambda..lambda) {
                    var sum = Complex(0.0, 0.0)
                    for (m1 in setOf(a, -a)) {
                        for (m2 in setOf(b, -b)) {
                            val m = m1 + m2
                            if (abs(m) != abs(c)) continue
                            val product = toReal(m1, a) * toReal(m2, b) * toReal(m, c).conjugate()
                            sum += product * complex(l1, m1, l2, m2, lambda, m)
                        }
                    }
                    val at = ((a + l1) * (2 * l2 + 1) + b + l2) * (2 * lambda + 1) + c + lambda
                    out[at] = if ((l1 + l2 + lambda) % 2 == 0) sum.re else sum.im
                }
            }
        }
        return out
    }

    /** U[m][k] with Y_m (complex) = sum over k of U[m][k] Y_k (real). */
    private fun toReal(m: Int, k: Int): Complex {
        val h = sqrt(0.5)
        val sign = if (m % 2 == 0) 1.0 else -1.0
        return when {
            m == 0 && k == 0 -> Complex(1.0, 0.0)
            abs(m) != abs(k) || m == 0 -> Complex(0.0, 0.0)
            m > 0 -> if (k > 0) Complex(sign * h, 0.0) else Complex(0.0, sign * h)
            else -> if (k > 0) Complex(h, 0.0) else Complex(0.0, -h)
        }
    }

    private fun complex(l1: Int, m1: Int, l2: Int, m2: Int, l: Int, m: Int): Double {
        if (m1 + m2 != m || abs(m) > l) return 0.0
        val triangle = (2 * l + 1) * f(l1 + l2 - l) * f(l1 - l2 + l) * f(-l1 + l2 + l) / f(l1 + l2 + l + 1)
        val states = f(l + m) * f(l - m) * f(l1 - m1) * f(l1 + m1) * f(l2 - m2) * f(l2 + m2)
        val from = max(0, max(l2 - l - m1, l1 + m2 - l))
        val to = min(l1 + l2 - l, min(l1 - m1, l2 + m2))
        val sum =
            (from..to).sumOf { k ->
                val d = f(k) * f(l1 + l2 - l - k) * f(l1 - m1 - k) * f(l2 + m2 - k) * f(l - l2 + m1 + k) * f(l - l1 - m2 + k)
                (if (k % 2 == 0) 1 else -1) / d
            }
        return sqrt(triangle) * sqrt(states) * sum
    }

    private fun f(n: Int) = (2..n).fold(1.0) { product, k -> product * k }
}

internal data class Complex(
    val re: Double,
    val im: Double,
) {
    operator fun plus(o: Complex) = Complex(re + o.re, im + o.im)

    operator fun times(o: Complex) = Complex(re * o.re - im * o.im, re * o.im + im * o.re)

    operator fun times(f: Double) = Complex(re * f, im * f)

    fun conjugate() = Complex(re, -im)
}
