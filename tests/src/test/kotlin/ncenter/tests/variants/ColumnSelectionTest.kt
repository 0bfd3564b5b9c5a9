package ncenter.tests.variants

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainAll
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import ncenter.kernels.linalg.LinearAlgebra
import ncenter.kernels.regression.ColumnSelection
import ncenter.kernels.regression.ColumnSelection.Rule
import kotlin.math.sqrt

/** CUR and farthest-point choices of columns against their definitions. */
class ColumnSelectionTest :
    FunSpec({
        for (la in providers) {
            test("farthest columns follow the definition, distances taken from the columns themselves (${la.name()})") {
                for (q in listOf(1, 2, 7, 33)) {
                    val x = decaying(40, q, 3L + q)
                    for (keep in listOf(1, q / 2 + 1, q)) ColumnSelection.choose(Rule.FARTHEST, q, gram(x, 40, q), keep, la).toList() shouldBe farthest(x, 40, q, keep)
                }
            }

            test("leverage follows the definition: the leading singular vector, its largest component, projection, and again (${la.name()})") {
                for (q in listOf(1, 2, 7, 33)) {
                    val x = decaying(40, q, 5L + q)
                    for (keep in listOf(1, q / 2 + 1, q)) ColumnSelection.choose(Rule.LEVERAGE, q, gram(x, 40, q), keep, la).toList() shouldBe byLeverage(x, 40, q, keep, la)
                }
            }

            test("the error of what the chosen columns reconstruct falls with their number, and is close to the best possible (${la.name()})") {
                val (rows, q) = 60 to 24
                val x = decaying(rows, q, 8)
                val s = singularValues(x, rows, q, la)
                var last = Double.POSITIVE_INFINITY
                for (keep in 1..q) {
                    val error = unexplained(x, rows, q, ColumnSelection.choose(Rule.LEVERAGE, q, gram(x, rows, q), keep, la), la)
                    error shouldBeLessThan last * (1 + 1e-9) + 1e-12
                    // Every rank-k matrix misses at least the singular values beyond k.
                    val least = sqrt((keep until q).sumOf { s[it] * s[it] })
                    withClue("$keep columns") { error shouldBeLessThan 4 * least + 1e-12 }
                    last = error
                }
                last shouldBeLessThan 1e-10
            }

            test("columns that repeat others are not chosen while there are better ones (${la.name()})") {
                val x = decaying(30, 6, 2)
                // Columns 6 to 11 repeat columns 0 to 5, 12 vanishes.
                val wide = DoubleArray(30 * 13) { if (it % 13 == 12) 0.0 else x[it / 13 * 6 + it % 13 % 6] }
                for (rule in Rule.entries) {
                    ColumnSelection.choose(rule, 13, gram(wide, 30, 13), 13, la).toList() shouldBe listOf(0, 1, 2, 3, 4, 5)
                    ColumnSelection.filled(intArrayOf(0, 1, 2, 3, 4, 5), 8, 13).toList() shouldBe (0..7).toList()
                    ColumnSelection.filled(intArrayOf(1, 4), 4, 5).toList() shouldContainAll listOf(1, 4)
                }
                ColumnSelection.choose(Rule.FARTHEST, 3, DoubleArray(9), 2, la).size shouldBe 0
                shouldThrow<IllegalArgumentException> { ColumnSelection.choose(Rule.LEVERAGE, 3, DoubleArray(9), 4, la) }.message!! shouldContain "at most 3 columns"
            }
        }
    })

/** Columns whose common part decays: x = a diag(2^-k) b. */
private fun decaying(rows: Int, q: Int, seed: Long): DoubleArray {
    val a = gaussian(rows * q, seed)
    val b = gaussian(q * q, seed + 100)
    for (k in a.indices) a[k] *= Math.pow(0.7, (k % q).toDouble())
    return product(false, false, rows, q, q, a, b)
}

private fun gram(x: DoubleArray, rows: Int, q: Int) = product(true, false, q, q, rows, x, x)

private fun column(x: DoubleArray, rows: Int, q: Int, c: Int) = DoubleArray(rows) { x[it * q + c] }

private fun distance(a: DoubleArray, b: DoubleArray) = a.indices.sumOf { (a[it] - b[it]) * (a[it] - b[it]) }

private fun farthest(x: DoubleArray, rows: Int, q: Int, keep: Int): List<Int> {
    val columns = List(q) { column(x, rows, q, it) }
    val chosen = mutableListOf(columns.indices.maxBy { c -> columns[c].sumOf { it * it } })
    while (chosen.size < keep) chosen += (columns.indices - chosen.toSet()).maxBy { c -> chosen.minOf { distance(columns[c], columns[it]) } }
    return chosen.sorted()
}

private fun singularValues(x: DoubleArray, rows: Int, q: Int, la: LinearAlgebra): DoubleArray = DoubleArray(q).also { la.svd(rows, q, x, DoubleArray(rows * q), it, DoubleArray(q * q)) }

private fun byLeverage(x: DoubleArray, rows: Int, q: Int, keep: Int, la: LinearAlgebra): List<Int> {
    val left = x.copyOf()
    val chosen = mutableListOf<Int>()
    repeat(keep) {
        val vt = DoubleArray(q * q)
        la.svd(rows, q, left, DoubleArray(rows * q), DoubleArray(q), vt)
        val next = (0 until q).filter { it !in chosen }.maxBy { vt[it] * vt[it] }
        chosen += next
        val unit = column(left, rows, q, next).let { u -> sqrt(u.sumOf { it * it }).let { n -> DoubleArray(rows) { u[it] / n } } }
        for (c in 0 until q) {
            val overlap = (0 until rows).sumOf { left[it * q + c] * unit[it] }
            for (r in 0 until rows) left[r * q + c] -= overlap * unit[r]
        }
    }
    return chosen.sorted()
}

/** |X - C C^+ X| for the columns C. */
private fun unexplained(x: DoubleArray, rows: Int, q: Int, columns: IntArray, la: LinearAlgebra): Double {
    val c = DoubleArray(rows * columns.size) { x[it / columns.size * q + columns[it % columns.size]] }
    val u = DoubleArray(rows * columns.size)
    val s = DoubleArray(columns.size)
    la.svd(rows, columns.size, c, u, s, DoubleArray(columns.size * columns.size))
    val overlap = product(true, false, columns.size, q, rows, u, x)
    val explained = product(false, false, rows, q, columns.size, u, overlap)
    return sqrt(distance(x, explained))
}
