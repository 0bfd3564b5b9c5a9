package ncenter.tests.variants

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import ncenter.kernels.coupling.CouplingProduct
import ncenter.kernels.coupling.CouplingTable
import ncenter.kernels.coupling.LaneContraction
import ncenter.kernels.coupling.LaneScratch
import ncenter.kernels.coupling.ProductKernel
import ncenter.kernels.lanes.KernelForm
import ncenter.kernels.linalg.RowProduct
import ncenter.tests.onVectors
import ncenter.tests.refused
import java.util.SplittableRandom
import kotlin.math.abs

private const val UNTOUCHED = 0.5

/** How many samples the factors with a row map have. */
private const val ATOMS = 5

/** Contracted products with samples in the lanes against stored products of plain loops times the matrix. */
class LaneContractionTest :
    FunSpec({
        val random = SplittableRandom(17)

        test("a product of every triangle of orders up to 4, for few and for many columns, is that of plain loops").config(enabledOrReasonIf = onVectors) {
            for (l1 in 0..4) {
                for (l2 in 0..4) {
                    for (lambda in abs(l1 - l2)..l1 + l2) {
                        for ((na, nb) in listOf(1 to 1, 3 to 13, 12 to 12, 9 to 2)) {
                            for (columns in listOf(1, 33)) Case(lambda, listOf(Shape(l1, l2, na, nb)), columns, random).compare(1, 6)
                        }
                    }
                }
            }
        }

        test("a packed product of every order up to 6 is that of plain loops").config(enabledOrReasonIf = onVectors) {
            for (l in 0..6) {
                for (lambda in 0..minOf(2 * l, 6)) {
                    for (n in listOf(1, 2, 3, 4, 5, 6, 7, 12, 17)) {
                        for (columns in listOf(1, 20)) Case(lambda, listOf(Shape(l, l, n, n, packed = true)), columns, random).compare(0, 3)
                    }
                }
            }
        }

        test("terms of all kinds add up, for any number of samples that share factors or do not").config(enabledOrReasonIf = onVectors) {
            val terms = listOf(Shape(2, 2, 7, 7, packed = true), Shape(0, 2, 5, 31), Shape(3, 1, 6, 8), Shape(2, 2, 10, 3), Shape(4, 4, 1, 5))
            for (samples in listOf(0, 1, 7, 8, 9, 16, 17, 40)) {
                for (mapped in listOf(false, true)) Case(2, terms, 19, random, mapped).compare(2, 2 + samples)
            }
        }

        test("long sums are that of plain loops: more properties than a panel has terms").config(enabledOrReasonIf = onVectors) {
            Case(0, listOf(Shape(0, 0, 600, 3), Shape(0, 0, 3, 600)), 8, random).compare(0, 2)
            Case(1, listOf(Shape(0, 1, 1, 700), Shape(0, 1, 700, 1), Shape(0, 1, 512, 2)), 9, random).compare(0, 2)
            Case(2, listOf(Shape(2, 2, 45, 45, packed = true), Shape(0, 2, 45, 45)), 17, random).compare(0, 3)
        }

        test("the bits of a sample do not depend on the samples that are computed with it").config(enabledOrReasonIf = onVectors) {
            val case = Case(2, listOf(Shape(1, 1, 9, 9, packed = true), Shape(0, 2, 9, 7), Shape(3, 2, 4, 7)), 11, random)
            val whole = case.lanes(0, 37)
            val single = DoubleArray(whole.size) { UNTOUCHED }
            val scratch = LaneScratch()
            for (s in 36 downTo 0) case.kernel.run(case.factors, s, s + 1, single, scratch)
            single.toList() shouldBe whole.toList()
            whole.count { it != UNTOUCHED } shouldBeGreaterThan 2000
        }

        test("a block with itself of unequal orders, another lambda and a matrix of another size are refused").config(enabledOrReasonIf = onVectors) {
            refused { LaneContraction.Term(CouplingTable.of(1, 2, 1), 1.0, true, 3, 3, 0) } shouldBe
                "LaneContraction: a block with itself was expected, got l1=1, l2=2, 3 and 3 properties"
            val term = LaneContraction.Term(CouplingTable.of(1, 2, 1), 1.0, false, 3, 3, 0)
            refused { LaneContraction(listOf(term), 2, 9, 1, DoubleArray(9)) } shouldBe "LaneContraction: lambda=2 was expected, got 1"
            refused { LaneContraction(listOf(term), 1, 9, 2, DoubleArray(9)) } shouldBe "LaneContraction: 2 x 9 numbers were expected, got 9"
        }
    })

private class Shape(
    val l1: Int,
    val l2: Int,
    val na: Int,
    val nb: Int,
    val packed: Boolean = false,
)

/** Random factors of a few terms, and a random matrix. */
private class Case(
    val lambda: Int,
    shapes: List<Shape>,
    val columns: Int,
    val random: SplittableRandom,
    mapped: Boolean = false,
) {
    private val samples = 48
    private val components = 2 * lambda + 1
    private val terms: List<LaneContraction.Term>
    private val height: Int
    private val matrix: DoubleArray
    val factors: Array<LaneContraction.Factors>
    val kernel: LaneContraction

    init {
        var offset = 0
        terms =
            shapes.map { s ->
                val size = if (s.packed) CouplingProduct.selfSize(s.l1, lambda, s.na) else s.na * s.nb
                LaneContraction.Term(CouplingTable.of(s.l1, s.l2, lambda), if (s.packed) 1.0 else 1.3, s.packed, s.na, s.nb, offset).also { offset += size }
            }
        height = offset
        matrix = numbers(height * columns)
        val rows = if (mapped) IntArray(samples) { random.nextInt(ATOMS) } else null
        factors =
            shapes
                .map { s ->
                    val a = numbers((if (mapped) ATOMS else samples) * (2 * s.l1 + 1) * s.na)
                    LaneContraction.Factors(a, rows, if (s.packed) a else numbers(samples * (2 * s.l2 + 1) * s.nb), if (s.packed) rows else null)
                }.toTypedArray()
        kernel = LaneContraction(terms, lambda, height, columns, matrix)
    }

    private fun numbers(size: Int) = DoubleArray(size) { random.nextDouble(-1.0, 1.0) }

    fun lanes(from: Int, to: Int): DoubleArray = DoubleArray(samples * components * columns) { UNTOUCHED }.also { kernel.run(factors, from, to, it, LaneScratch()) }

    private fun plain(from: Int, to: Int): DoubleArray {
        val product = DoubleArray(samples * components * height)
        val plain = ProductKernel.of(KernelForm.PLAIN)
        for ((k, term) in terms.withIndex()) {
            val (a, aRow, b) = factors[k]
            if (term.packed) {
                val own = if (aRow == null) a else spread(a, aRow)
                plain.self(term.table, own, term.na, from, to, product, height, term.offset)
            } else {
                plain.outer(term.table, term.weight, a, term.na, aRow, b, term.nb, from, to, product, height, term.offset)
            }
        }
        val out = DoubleArray(samples * components * columns) { UNTOUCHED }
        RowProduct.ofTransposed(KernelForm.PLAIN, height, columns, matrix).multiply((to - from) * components, product, from * components * height, out, from * components * columns)
        return out
    }

    private fun spread(values: DoubleArray, rows: IntArray): DoubleArray {
        val size = values.size / ATOMS
        return DoubleArray(rows.size * size) { values[rows[it / size] * size + it % size] }
    }

    /** Samples outside [from, to) are untouched. */
    fun compare(from: Int, to: Int) {
        val expected = plain(from, to)
        val actual = lanes(from, to)
        val largest = maxOf(1.0, expected.maxOf { abs(it) })
        withClue("lambda=$lambda ${terms.joinToString()} columns=$columns samples $from until $to") {
            actual.indices.maxOf { abs(actual[it] - expected[it]) / largest } shouldBeLessThan 1e-13
            if (to > from && height > 0) actual.indices.maxOf { abs(actual[it] - UNTOUCHED) } shouldBeGreaterThan 0.0
        }
    }
}

private operator fun LaneContraction.Factors.component1() = a()

private operator fun LaneContraction.Factors.component2() = aRow()

private operator fun LaneContraction.Factors.component3() = b()
