package ncenter.tests.variants

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.longs.shouldBeLessThan
import io.kotest.matchers.shouldBe
import ncenter.kernels.regression.NormalEquations
import ncenter.kernels.regression.Pca
import ncenter.kernels.regression.RidgeEquations
import ncenter.kernels.regression.RidgePrimal
import ncenter.kernels.regression.TriangularEquations

private const val ROWS = 1100
private const val Q = 9

/** Accumulators see a stream of rows: how it is cut into chunks, or looked at in between, must not show in any bit. */
class RowStreamTest :
    FunSpec({
        val x = gaussian(ROWS * Q, 1)
        val y = gaussian(ROWS * 2, 2)
        val kinds: List<() -> RidgeEquations> = listOf({ NormalEquations(Q, 2, 2) }, { TriangularEquations(Q, 2, 2) })

        for (la in providers) {
            test("chunk boundaries do not change a bit of the ridge weights ($la)") {
                for (kind in kinds) {
                    val whole = kind()
                    whole.add(0, x, y, 600, la)
                    whole.add(1, x, 600 * Q, Q, y, 600 * 2, 2, ROWS - 600, la)
                    val expected = RidgePrimal.solve(whole, doubleArrayOf(1e-6, 1e-3), true, la)
                    for (chunk in listOf(1, 7, 256, 257)) {
                        val parts = kind()
                        for (from in 0 until ROWS step chunk) {
                            val middle = minOf(maxOf(600, from), from + chunk, ROWS)
                            val to = minOf(from + chunk, ROWS)
                            parts.add(0, x, from * Q, Q, y, from * 2, 2, middle - from, la)
                            parts.add(1, x, middle * Q, Q, y, middle * 2, 2, to - middle, la)
                            if (to in 700 until 700 + chunk) RidgePrimal.solve(parts, doubleArrayOf(1.0), false, la)
                        }
                        val actual = RidgePrimal.solve(parts, doubleArrayOf(1e-6, 1e-3), true, la)
                        withClue("chunk $chunk") {
                            actual.weights().contentEquals(expected.weights()) shouldBe true
                            actual.cvErrors().contentDeepEquals(expected.cvErrors()) shouldBe true
                            parts.rows(0) shouldBe 600L
                        }
                    }
                }
            }
            test("principal components are orthonormal, explain what they claim, and have a fixed sign ($la)") {
                val pca = Pca(Q)
                pca.add(x, 500, la)
                pca.add(x.copyOfRange(500 * Q, x.size), ROWS - 500, la)
                val all = pca.solve(Q, la)
                maxDifference(product(false, true, Q, Q, Q, all.vectors(), all.vectors()), identity(Q)) shouldBeLessThan 1e-14
                val projected = product(false, true, ROWS, Q, Q, x, all.vectors())
                val variances = DoubleArray(Q) { k -> (0 until ROWS).sumOf { projected[it * Q + k] * projected[it * Q + k] } / ROWS }
                maxDifference(variances, all.variances()) shouldBeLessThan 1e-13
                Math.abs(all.variances().sum() - all.totalVariance()) shouldBeLessThan 1e-13
                (1 until Q).all { all.variances()[it] <= all.variances()[it - 1] } shouldBe true
                (0 until Q).all { k -> all.vectors().copyOfRange(k * Q, (k + 1) * Q).maxBy(Math::abs) > 0 } shouldBe true
                val two = pca.solve(2, la)
                two.vectors().contentEquals(all.vectors().copyOf(2 * Q)) shouldBe true
            }
        }

        test("memory does not grow with the rows") {
            val la = providers.first()
            val sums = NormalEquations(Q, 2, 2)
            val before = sums.bytes()
            repeat(5) { sums.add(0, x, y, ROWS, la) }
            sums.bytes() shouldBe before
            before shouldBeLessThan 2L * 8 * (12 * 12 + 256 * 12) + 1
        }
    })
