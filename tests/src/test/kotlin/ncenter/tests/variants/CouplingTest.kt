package ncenter.tests.variants

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import ncenter.kernels.coupling.CouplingProduct
import ncenter.kernels.coupling.CouplingTable
import ncenter.kernels.coupling.PlainCouplingProduct
import ncenter.kernels.math.ClebschGordan
import ncenter.kernels.math.Rotations
import ncenter.tests.refused
import java.util.SplittableRandom
import kotlin.math.abs
import kotlin.math.sqrt

/** Clebsch-Gordan coefficients and products against their definitions. */
class CouplingTest :
    FunSpec({
        test("coefficients are orthonormal in both directions up to l = 8") {
            for (l1 in 0..8) {
                for (l2 in 0..8) {
                    val pairs = (2 * l1 + 1) * (2 * l2 + 1)
                    val columns = (abs(l1 - l2)..l1 + l2).flatMap { lambda -> columns(l1, l2, lambda) }
                    columns.size shouldBe pairs
                    for (a in columns.indices) {
                        for (b in 0..a) {
                            val dot = (0 until pairs).sumOf { columns[a][it] * columns[b][it] }
                            withClue("l1=$l1 l2=$l2 columns $a $b") { abs(dot - if (a == b) 1.0 else 0.0) shouldBeLessThan 1e-13 }
                        }
                    }
                }
            }
        }

        test("the real part is kept for even l1 + l2 + lambda, the imaginary part for odd") {
            // From C (l m; l -m | 00) = (-1)^(l-m) / sqrt(2l+1): even sums are real and diagonal.
            val even = ClebschGordan.real(1, 1, 0)
            for (m in 0..2) for (n in 0..2) abs(even[m * 3 + n] - (if (m == n) -1 / sqrt(3.0) else 0.0)) shouldBeLessThan 1e-15
            // The vector product of two vectors (y, z, x): antisymmetric, entries +-1/sqrt 2.
            val odd = ClebschGordan.real(1, 1, 1)
            for (m in 0..2) for (n in 0..2) for (k in 0..2) abs(odd[(m * 3 + n) * 3 + k] + odd[(n * 3 + m) * 3 + k]) shouldBeLessThan 1e-15
            odd.count { abs(abs(it) - sqrt(0.5)) < 1e-15 } shouldBe 6
        }

        test("coefficients follow rotations: coupling two rotated vectors is rotating the coupled one") {
            val r = Rotations.random(java.util.Random(3))
            for ((l1, l2, lambda) in listOf(Triple(1, 2, 3), Triple(2, 2, 1), Triple(3, 2, 4), Triple(4, 4, 5))) {
                val cg = ClebschGordan.real(l1, l2, lambda)
                val (d1, d2, d3) = listOf(l1, l2, lambda).map { Rotations.wignerD(it, r) }
                val (n1, n2, n3) = listOf(l1, l2, lambda).map { 2 * it + 1 }
                for (a in 0 until n1) {
                    for (b in 0 until n2) {
                        for (m in 0 until n3) {
                            var left = 0.0
                            for (c in 0 until n1) for (d in 0 until n2) left += d1[c * n1 + a] * d2[d * n2 + b] * cg[(c * n2 + d) * n3 + m]
                            val right = (0 until n3).sumOf { cg[(a * n2 + b) * n3 + it] * d3[m * n3 + it] }
                            abs(left - right) shouldBeLessThan 1e-13
                        }
                    }
                }
            }
        }

        test("orders outside the triangle are refused") {
            refused { ClebschGordan.real(1, 1, 3) } shouldBe
                "ClebschGordan.real: |l1-l2| <= lambda <= l1+l2 and orders up to 60 were expected, got l1=1, l2=1, lambda=3"
        }

        test("the product equals its definition on ugly sizes, with row maps, offsets and strides") {
            val random = SplittableRandom(1)
            for ((l1, l2, lambda) in listOf(Triple(0, 0, 0), Triple(1, 2, 2), Triple(3, 1, 4), Triple(6, 5, 3), Triple(2, 2, 1))) {
                for ((na, nb) in listOf(0 to 3, 1 to 1, 7 to 31, 32 to 33, 3 to 100)) compareOuter(l1, l2, lambda, na, nb, random)
            }
        }

        test("the product of a block with itself keeps the dot products of the full square") {
            val random = SplittableRandom(2)
            var compared = 0
            for ((l, lambda) in listOf(0 to 0, 1 to 1, 2 to 3, 3 to 2)) {
                for (n in listOf(0, 1, 7, 32)) {
                    val samples = 5
                    val a = DoubleArray(samples * (2 * l + 1) * n) { random.nextDouble(-1.0, 1.0) }
                    val table = CouplingTable.of(l, l, lambda)
                    val q = CouplingProduct.selfSize(l, lambda, n)
                    val packed = DoubleArray(samples * (2 * lambda + 1) * q)
                    CouplingProduct.selfAdd(table, a, n, 0, samples, packed, q, 0)
                    val full = DoubleArray(samples * (2 * lambda + 1) * n * n)
                    CouplingProduct.outerAdd(table, 1.0, a, n, null, a, n, null, 0, samples, full, n * n, 0)
                    val rows = samples * (2 * lambda + 1)
                    for (i in 0 until rows) {
                        for (j in 0..i) {
                            val x = (0 until q).sumOf { packed[i * q + it] * packed[j * q + it] }
                            val y = (0 until n * n).sumOf { full[i * n * n + it] * full[j * n * n + it] }
                            abs(x - y) shouldBeLessThan 1e-12 * maxOf(1.0, abs(y))
                            compared++
                        }
                    }
                }
            }
            compared shouldBeGreaterThan 100
        }
    })

private fun columns(l1: Int, l2: Int, lambda: Int): List<DoubleArray> {
    val cg = ClebschGordan.real(l1, l2, lambda)
    val n = 2 * lambda + 1
    return List(n) { mu -> DoubleArray(cg.size / n) { cg[it * n + mu] } }
}

private fun compareOuter(l1: Int, l2: Int, lambda: Int, na: Int, nb: Int, random: SplittableRandom) {
    val samples = 4
    val a = DoubleArray(3 * (2 * l1 + 1) * na) { random.nextDouble(-1.0, 1.0) }
    val b = DoubleArray(samples * (2 * l2 + 1) * nb) { random.nextDouble(-1.0, 1.0) }
    val rows = intArrayOf(2, 0, 0, 1)
    val stride = na * nb + 5
    val n3 = 2 * lambda + 1
    val out = DoubleArray(samples * n3 * stride) { 0.5 }
    CouplingProduct.outerAdd(CouplingTable.of(l1, l2, lambda), 1.7, a, na, rows, b, nb, null, 1, samples, out, stride, 2)
    for (s in 0 until samples) {
        for (mu in 0 until n3) {
            for (q in 0 until stride) {
                val p = q - 2
                val added = s >= 1 && p in 0 until na * nb
                val expected =
                    0.5 + if (added) 1.7 * PlainCouplingProduct.value(l1, l2, lambda, mu, a, na, rows[s], p / nb, b, nb, s, p % nb) else 0.0
                abs(out[(s * n3 + mu) * stride + q] - expected) shouldBeLessThan 1e-13
            }
        }
    }
}
