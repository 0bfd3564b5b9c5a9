package ncenter.tests.golden

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.ints.shouldBeLessThan
import ncenter.kernels.radial.GtoBasis
import ncenter.kernels.radial.GtoIntegral
import ncenter.kernels.radial.SplinedIntegral
import kotlin.math.abs

/**
 * Radial integrals against the closed form in 40-digit arithmetic (mpmath: overlap matrix, its symmetric inverse square root, and
 * 1F1, all in 40 digits): radius 5.5, 8 functions, Gaussian width 0.3.
 */
class GtoIntegralTest :
    FunSpec({
        val exact = GtoIntegral(GtoBasis(8, 5.5), 8, 0.3)
        // r, then (l, n) = (0, 7), (0, 6), (8, 6), (8, 7).
        val expected =
            listOf(
                listOf(0.5, 0.0016751133316314793, -0.0045599432151324054, -1.0174118651702544e-5, 1.5551543509622905e-6),
                listOf(1.3, -0.0035337027512620651, 0.016284393803072985, 0.0030917571405857741, -0.00064134213473359949),
                listOf(2.7, -0.0017523380206980396, 0.010400699028297786, 0.0072717027708692459, -0.0011992746801362789),
                listOf(4.4, 0.040179977624578109, 0.11430891055448075, 0.097020696093591359, 0.034110088602196488),
            )
        val places = listOf(7, 6, 8 * 8 + 6, 8 * 8 + 7)

        test("the closed form in float64 is good to 2e-14") {
            val values = DoubleArray(exact.size())
            for (row in expected) {
                exact.values(row[0], values, 0)
                places.forEachIndexed { k, place ->
                    withClue("r=${row[0]} place $place") {
                        abs(values[place] - row[k + 1]) shouldBeLessThan
                            2e-14
                    }
                }
            }
        }

        test("the spline keeps its bound between its knots") {
            val spline = SplinedIntegral(exact, 5.5, 1e-9)
            val random = java.util.SplittableRandom(4)
            val a = DoubleArray(exact.size())
            val b = DoubleArray(exact.size())
            repeat(2000) {
                val r = random.nextDouble(0.0, 5.5)
                exact.values(r, a, 0)
                spline.values(r, b, 0)
                for (i in a.indices) abs(a[i] - b[i]) shouldBeLessThan 1e-9
            }
        }

        test("at the tolerance of densities the spline keeps its bound, its derivative nine digits, and few knots") {
            val spline = SplinedIntegral(exact, 5.5, 1e-11)
            val (a, da, b, db) = List(4) { DoubleArray(exact.size()) }
            for (k in 0..3001) {
                val r = 5.5 * k / 3001
                exact.valuesAndDerivatives(r, a, da, 0)
                spline.valuesAndDerivatives(r, b, db, 0)
                for (i in a.indices) {
                    abs(a[i] - b[i]) shouldBeLessThan 1e-11
                    abs(da[i] - db[i]) shouldBeLessThan 1e-9
                }
            }
            spline.maxError() shouldBeLessThan 1e-11
            spline.knots() shouldBeLessThan 256
        }

        test("the spline keeps its bound for a Gaussian far narrower than its first intervals") {
            val narrow = GtoIntegral(GtoBasis(8, 8.0), 2, 0.01)
            val spline = SplinedIntegral(narrow, 8.0, 1e-4)
            val a = DoubleArray(narrow.size())
            val b = DoubleArray(narrow.size())
            for (k in 0..4000) {
                narrow.values(k * 0.002, a, 0)
                spline.values(k * 0.002, b, 0)
                for (i in a.indices) abs(a[i] - b[i]) shouldBeLessThan 1e-4
            }
        }
    })
