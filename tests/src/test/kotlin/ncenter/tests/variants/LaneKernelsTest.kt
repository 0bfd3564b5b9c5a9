package ncenter.tests.variants

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import ncenter.kernels.coupling.CouplingTable
import ncenter.kernels.coupling.LaneKernels
import ncenter.kernels.coupling.LaneTile
import ncenter.kernels.linalg.LinearAlgebras
import ncenter.kernels.math.ClebschGordan
import ncenter.kernels.regression.PurifiedPca
import ncenter.tests.kernelForms
import java.util.SplittableRandom
import kotlin.math.abs
import kotlin.math.sqrt

private const val LANES = LaneTile.LANES

/** Products of selected pairs and their projection, in both forms and by definition. */
class LaneKernelsTest :
    FunSpec({
        val random = SplittableRandom(5)

        fun numbers(size: Int) = DoubleArray(size) { random.nextDouble(-1.0, 1.0) }

        for (form in kernelForms) {
            test("$form: products of pairs are those of the definition") {
                val kernels = LaneKernels.of(form)
                for ((l1, l2, lambda) in listOf(Triple(0, 0, 0), Triple(1, 1, 0), Triple(2, 3, 1), Triple(3, 2, 4), Triple(4, 4, 8))) {
                    val (na, nb, size) = Triple(3, 7, 5)
                    val a = numbers((2 * l1 + 1) * na * LANES)
                    val b = numbers((2 * l2 + 1) * nb * LANES)
                    val qa = IntArray(size) { random.nextInt(na) }
                    val qb = IntArray(size) { random.nextInt(nb) }
                    val weight = numbers(size)
                    val out = numbers((2 * lambda + 1) * 3 * LANES)
                    kernels.expand(CouplingTable.of(l1, l2, lambda), a, na, b, nb, qa, qb, weight, 1, 3, out)
                    val cg = ClebschGordan.real(l1, l2, lambda)
                    val n2 = 2 * l2 + 1
                    val n3 = 2 * lambda + 1
                    for (mu in 0 until n3) {
                        for (p in 0 until 3) {
                            for (s in 0 until LANES) {
                                var sum = 0.0
                                for (m1 in 0..2 * l1) {
                                    for (m2 in 0 until n2) {
                                        sum += cg[(m1 * n2 + m2) * n3 + mu] * a[(m1 * na + qa[1 + p]) * LANES + s] * b[(m2 * nb + qb[1 + p]) * LANES + s]
                                    }
                                }
                                withClue("($l1, $l2, $lambda) mu=$mu p=$p lane=$s") {
                                    abs(weight[1 + p] * sum - out[(mu * 3 + p) * LANES + s]) shouldBeLessThan 1e-13
                                }
                            }
                        }
                    }
                }
            }

            test("$form: projections add to what is there, for any number of columns and rows") {
                val kernels = LaneKernels.of(form)
                for ((height, columns) in listOf(1 to 1, 3 to 6, 7 to 5, 20 to 13, 4 to 0)) {
                    val padded = LaneKernels.padded(columns)
                    val v = numbers(height * columns)
                    val packed = LaneKernels.pack(v, height, columns)
                    val (components, count) = 3 to height - height / 2
                    val row = height / 2
                    val f = numbers(components * count * LANES)
                    val before = numbers(components * padded * LANES)
                    val out = before.copyOf()
                    kernels.projectAdd(f, components, count, packed, height, row, padded, out)
                    for (m in 0 until components) {
                        for (c in 0 until columns) {
                            for (s in 0 until LANES) {
                                val sum = (0 until count).sumOf { v[(row + it) * columns + c] * f[(m * count + it) * LANES + s] }
                                val o = (m * padded + c) * LANES + s
                                withClue("$height x $columns") { abs(before[o] + sum - out[o]) shouldBeLessThan 1e-13 }
                            }
                        }
                    }
                }
            }
        }

        test("a lane gives the same bits wherever it lies") {
            for (form in kernelForms) {
                val kernels = LaneKernels.of(form)
                val one = numbers(3 * 4)
                val a = DoubleArray(3 * 4 * LANES) { one[it / LANES] }
                val out = DoubleArray(5 * 4 * LANES)
                val pairs = intArrayOf(0, 1, 2, 3)
                kernels.expand(CouplingTable.of(1, 1, 2), a, 4, a, 4, pairs, pairs.reversedArray(), DoubleArray(4) { 0.7 }, 0, 4, out)
                for (i in 0 until 20) out.toList().subList(i * LANES, (i + 1) * LANES).toSet().size shouldBe 1
            }
        }

        test("samples go into lanes and back, zeros beyond the last") {
            val values = numbers(5 * 3 * 2)
            val tile = numbers(3 * 2 * LANES)
            LaneTile.load(values, 3, 2, null, 1, 5, tile, 0)
            for (i in 0 until 6) for (s in 0 until LANES) tile[i * LANES + s] shouldBe if (s < 4) values[(1 + s) * 6 + i] else 0.0
            val back = DoubleArray(values.size)
            LaneTile.store(tile, 0, 2, 3, 2, 2, 1, 5, back)
            back.toList().drop(6) shouldBe values.toList().drop(6)
            val rows = DoubleArray(4 * 3 * 5)
            LaneTile.rows(tile, 3, 2, 4, rows, 5, 3)
            for (s in 0 until 4) for (m in 0 until 3) for (p in 0 until 2) rows[(s * 3 + m) * 5 + 3 + p] shouldBe values[(1 + s) * 6 + m * 2 + p]
            LaneTile.load(values, 3, 2, intArrayOf(4, 0, 2), 0, 3, tile, 0)
            tile[1] shouldBe values[0]
        }

        test("purified features are free of the old ones, of any scale, and purifying them again changes nothing (T14)") {
            val la = LinearAlgebras.preferred()
            val (rows, fresh, old) = Triple(400, 30, 12)
            val lower = numbers(rows * old)
            // Old features of very different size, one of them a copy: ridge in one scale would not see the small ones.
            for (r in 0 until rows) {
                for (c in 0 until old) lower[r * old + c] *= Math.pow(10.0, -c.toDouble() / 2)
                lower[r * old + 11] = 3 * lower[r * old]
            }
            val mix = numbers(old * fresh)
            val upper = DoubleArray(rows * fresh) { k -> 0.01 * random.nextDouble() + (0 until old).sumOf { lower[k / fresh * old + it] * mix[it * fresh + k % fresh] } }
            val once = purified(upper, lower, rows, fresh, old)
            overlap(once.first, lower, rows, once.second.rank(), old) shouldBeLessThan 1e-6
            val twice = PurifiedPca(once.second.rank(), old).also { it.add(side(once.first, lower, rows, once.second.rank(), old), rows, la) }.solve(once.second.rank(), la)
            val rank = once.second.rank()
            val taken =
                DoubleArray(rows * twice.rank()) { k ->
                    (0 until old).sumOf { lower[k / twice.rank() * old + it] * twice.matrix()[(rank + it) * twice.rank() + k % twice.rank()] }
                }
            sqrt(taken.sumOf { it * it }) shouldBeLessThan 1e-8 * sqrt(once.first.sumOf { it * it })
        }

        test("features that lower orders explain leave no component") {
            val lower = numbers(50 * 3)
            val upper = DoubleArray(50 * 2) { k -> lower[k / 2 * 3] - 2 * lower[k / 2 * 3 + 1 + k % 2] }
            purified(upper, lower, 50, 2, 3).second.rank() shouldBe 0
        }
    })

private fun side(upper: DoubleArray, lower: DoubleArray, rows: Int, fresh: Int, old: Int) = DoubleArray(rows * (fresh + old)) { k ->
    val (r, c) = k / (fresh + old) to k % (fresh + old)
    if (c < fresh) upper[r * fresh + c] else lower[r * old + c - fresh]
}

/** [F_new, F_old] times the fitted matrix, and the fit. */
private fun purified(upper: DoubleArray, lower: DoubleArray, rows: Int, fresh: Int, old: Int): Pair<DoubleArray, PurifiedPca.Components> {
    val la = LinearAlgebras.preferred()
    val x = side(upper, lower, rows, fresh, old)
    val fit = PurifiedPca(fresh, old).also { it.add(x, rows, la) }.solve(fresh, la)
    val n = fresh + old
    val out = DoubleArray(rows * fit.rank()) { k -> (0 until n).sumOf { x[k / fit.rank() * n + it] * fit.matrix()[it * fit.rank() + k % fit.rank()] } }
    return out to fit
}

/** |A^T B| / (|A| |B|) in the Frobenius norm. */
private fun overlap(a: DoubleArray, b: DoubleArray, rows: Int, na: Int, nb: Int): Double {
    var sum = 0.0
    for (i in 0 until na) for (j in 0 until nb) (0 until rows).sumOf { a[it * na + i] * b[it * nb + j] }.let { sum += it * it }
    return sqrt(sum) / (sqrt(a.sumOf { it * it }) * sqrt(b.sumOf { it * it }))
}
