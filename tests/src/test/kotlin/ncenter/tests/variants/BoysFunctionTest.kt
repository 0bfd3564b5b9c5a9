package ncenter.tests.variants

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import ncenter.kernels.lanes.KernelForm
import ncenter.kernels.math.BoysFunction
import ncenter.kernels.math.SpecialFunctions.gammaHalf
import ncenter.kernels.math.VectorBoysFunction
import ncenter.tests.onVectors
import ncenter.tests.refused
import java.math.BigDecimal
import java.math.MathContext
import java.util.SplittableRandom
import kotlin.math.abs
import kotlin.math.exp
import kotlin.math.pow

/** F_n(t) against its power series in 90 digits. */
class BoysFunctionTest :
    FunSpec({
        val digits = MathContext(90)

        /** sum_k (-t)^k / (k! (2n + 2k + 1)) for n = 0..16: the exponential under the integral, term by term. */
        fun series(t: Double): List<Double> {
            val sums = MutableList(17) { BigDecimal.ZERO }
            var term = BigDecimal.ONE
            val minusT = BigDecimal(-t)
            var k = 0
            while (k < 20 || term.abs() > BigDecimal("1e-60")) {
                for (n in sums.indices) sums[n] = sums[n].add(term.divide(BigDecimal(2 * n + 2 * k + 1), digits), digits)
                term = term.multiply(minusT, digits).divide(BigDecimal(++k), digits)
            }
            return sums.map { it.toDouble() }
        }

        fun values(n: Int, t: Double) = DoubleArray(n + 1).also { BoysFunction.values(n, t, it) }

        test("all orders are good to 1e-14 of their value, also at and around the points and the end of the table") {
            val points = (0..60).map { it * 0.917 } + listOf(1e-300, 1e-9, 0.0624999, 0.0625, 0.125, 1.0, 35.9374, 35.9375, 35.999999, 36.0, 36.0000001, 60.0)
            for (t in points) {
                val expected = series(t)
                for (n in 0..16) values(n, t).forEachIndexed { k, value -> withClue("F_$k($t) of orders up to $n") { abs(value / expected[k] - 1.0) shouldBeLessThan 1e-14 } }
            }
        }

        test("vector lanes give the same, whichever arguments stand together").config(enabledOrReasonIf = onVectors) {
            val random = SplittableRandom(3)
            val lanes = KernelForm.lanes()
            val boys = VectorBoysFunction()
            repeat(300) { round ->
                val top = 10.0 * (1 + round % 12)
                val t = DoubleArray(lanes) { if (round % 7 == it) 0.0 else random.nextDouble(0.0, top) }
                val n = round % 17
                val out = DoubleArray((n + 1) * lanes)
                boys.values(n, t, out)
                for (lane in 0 until lanes) {
                    values(n, t[lane]).forEachIndexed { k, value -> withClue("F_$k(${t[lane]}) of orders up to $n") { abs(out[k * lanes + lane] / value - 1.0) shouldBeLessThan 1e-14 } }
                }
            }
            refused { boys.values(17, DoubleArray(lanes), DoubleArray(18 * lanes)) } shouldContain "an order of 0 to 16 was expected, got 17"
        }

        test("exponentials on vector lanes are good to 2e-15 of their value up to t = 80, and below 2e-35 beyond").config(enabledOrReasonIf = onVectors) {
            val lanes = KernelForm.lanes()
            val boys = VectorBoysFunction()
            for (start in 0..100) {
                val t = DoubleArray(lanes) { start + it / lanes.toDouble() }
                val out = DoubleArray(lanes).also { boys.exponentials(t, it) }
                for (lane in 0 until lanes) withClue("exp(-${t[lane]})") { abs(out[lane] - exp(-t[lane])) shouldBeLessThan if (t[lane] <= 80.0) 2e-15 * exp(-t[lane]) else 2e-35 }
            }
        }

        test("far out it is Gamma(n + 1/2) / 2 t^(n + 1/2)") {
            for (t in listOf(90.0, 1e3, 1e6)) {
                values(16, t).forEachIndexed { n, value -> withClue("F_$n($t)") { abs(value / (0.5 * gammaHalf(2 * n + 1) * t.pow(-n - 0.5)) - 1.0) shouldBeLessThan 1e-13 } }
            }
        }

        test("at 0 it is 1 / (2n + 1)") {
            values(16, 0.0).forEachIndexed { n, value -> abs(value * (2 * n + 1) - 1.0) shouldBeLessThan 1e-15 }
            values(0, 0.0).size shouldBe 1
        }

        test("orders and arguments out of range are refused") {
            refused { values(17, 1.0) } shouldContain "an order of 0 to 16 and t >= 0 were expected, got order 17"
            refused { BoysFunction.values(-1, 1.0, DoubleArray(1)) } shouldContain "got order -1"
            refused { values(2, -1e-9) } shouldContain "t=-1.0E-9"
            refused { values(2, Double.NaN) } shouldContain "t=NaN"
        }
    })
