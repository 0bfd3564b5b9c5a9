package ncenter.tests.variants

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import ncenter.kernels.coupling.CouplingProduct
import ncenter.kernels.coupling.CouplingTable
import ncenter.kernels.coupling.ProductKernel
import ncenter.kernels.lanes.KernelForm
import ncenter.tests.kernelForms
import ncenter.tests.onVectors
import ncenter.tests.refused
import java.util.SplittableRandom
import kotlin.math.abs
import kotlin.math.sqrt

private const val UNTOUCHED = 0.5
private const val SAMPLES = 4
private const val OFFSET = 3

/** How many atoms the first factor has, and the atom of each sample: shared, repeated, out of order. */
private val ROWS = intArrayOf(2, 0, 0, 1)

/** Products on vector lanes against plain loops. */
class ProductKernelTest :
    FunSpec({
        val random = SplittableRandom(11)

        test("vector lanes give the outer product of plain loops for every triangle of orders up to 4").config(enabledOrReasonIf = onVectors) {
            for (l1 in 0..4) {
                for (l2 in 0..4) {
                    for (lambda in abs(l1 - l2)..l1 + l2) {
                        for ((na, nb) in listOf(1 to 1, 5 to 12, 8 to 7, 12 to 12, 16 to 8)) compareOuter(CouplingTable.of(l1, l2, lambda), na, nb, random)
                    }
                }
            }
        }

        test("vector lanes give the outer product of plain loops on ugly sizes up to lambda = 8").config(enabledOrReasonIf = onVectors) {
            val orders = listOf(listOf(0, 0, 0), listOf(8, 8, 0), listOf(8, 1, 8), listOf(1, 7, 8), listOf(6, 6, 5), listOf(3, 5, 4))
            val sizes = listOf(0, 1, 2, 7, 31, 32, 33)
            for ((l1, l2, lambda) in orders) {
                for (na in sizes) for (nb in sizes) compareOuter(CouplingTable.of(l1, l2, lambda), na, nb, random)
            }
            for ((na, nb) in listOf(29 to 12, 12 to 29, 1000 to 1, 1 to 1000, 1000 to 3, 4 to 512, 5 to 1000)) compareOuter(CouplingTable.of(2, 2, 2), na, nb, random)
        }

        test("vector lanes give the packed self-product of plain loops for every order up to 8").config(enabledOrReasonIf = onVectors) {
            for (l in 0..8) {
                for (lambda in 0..minOf(2 * l, 8)) {
                    for (n in if (l <= 2) listOf(0, 1, 2, 3, 4, 5, 7, 12, 31, 32, 33, 100) else listOf(1, 7, 33)) {
                        compareSelf(CouplingTable.of(l, l, lambda), n, random)
                    }
                }
            }
        }

        test("an invariant is the dot product over m with the factor (-1)^l / sqrt(2l+1)") {
            for ((form, l) in kernelForms.flatMap { form -> (0..8).map { form to it } }) {
                val kernel = ProductKernel.of(form)
                val (a, b) = List(2) { numbers((2 * l + 1) * 5, random) }
                val out = DoubleArray(25)
                kernel.outer(CouplingTable.of(l, l, 0), 1.0, a, 5, null, b, 5, 0, 1, out, 25, 0)
                for (q in 0 until 25) {
                    val dot = (0..2 * l).sumOf { a[it * 5 + q / 5] * b[it * 5 + q % 5] }
                    abs(out[q] - (if (l % 2 == 0) dot else -dot) / sqrt(2.0 * l + 1)) shouldBeLessThan 1e-14
                }
            }
        }

        test("the bits of a sample do not depend on the samples that are computed with it") {
            val table = CouplingTable.of(2, 3, 2)
            val a = numbers(3 * 5 * 9, random)
            val b = numbers(SAMPLES * 7 * 13, random)
            for (form in kernelForms) {
                val whole = DoubleArray(SAMPLES * 5 * 117)
                ProductKernel.of(form).outer(table, 1.7, a, 9, ROWS, b, 13, 0, SAMPLES, whole, 117, 0)
                val single = DoubleArray(whole.size)
                val kernel = ProductKernel.of(form)
                for (s in SAMPLES - 1 downTo 0) kernel.outer(table, 1.7, a, 9, ROWS, b, 13, s, s + 1, single, 117, 0)
                single.toList() shouldBe whole.toList()
                whole.count { it != 0.0 } shouldBeGreaterThan 2000
            }
        }

        test("a self-product of unequal orders is refused by both forms") {
            for (form in kernelForms) {
                refused { ProductKernel.of(form).self(CouplingTable.of(1, 2, 1), DoubleArray(9), 1, 0, 1, DoubleArray(9), 1, 0) } shouldBe
                    "selfAdd: equal orders were expected, got l1=1, l2=2"
            }
        }
    })

private fun numbers(size: Int, random: SplittableRandom) = DoubleArray(size) { random.nextDouble(-1.0, 1.0) }

private fun compareOuter(table: CouplingTable, na: Int, nb: Int, random: SplittableRandom) {
    val rows = SAMPLES * (2 * table.lambda + 1)
    val a = numbers(SAMPLES * (2 * table.l1 + 1) * na, random)
    val b = numbers(SAMPLES * (2 * table.l2 + 1) * nb, random)
    val stride = na * nb + OFFSET + 1
    for (map in listOf(null, ROWS)) {
        val (plain, vector) =
            listOf(KernelForm.PLAIN, KernelForm.VECTOR).map { form ->
                DoubleArray(rows * stride) { UNTOUCHED }.also {
                    ProductKernel.of(form).outer(table, 1.7, a, na, map, b, nb, 1, SAMPLES, it, stride, OFFSET)
                }
            }
        withClue("l1=${table.l1} l2=${table.l2} lambda=${table.lambda} na=$na nb=$nb mapped=${map != null}") {
            compare(plain, vector, stride, na * nb, from = 2 * table.lambda + 1)
        }
    }
}

private fun compareSelf(table: CouplingTable, n: Int, random: SplittableRandom) {
    val size = CouplingProduct.selfSize(table.l1, table.lambda, n)
    val rows = SAMPLES * (2 * table.lambda + 1)
    val a = numbers(SAMPLES * (2 * table.l1 + 1) * n, random)
    val stride = size + OFFSET + 1
    val (plain, vector) =
        listOf(KernelForm.PLAIN, KernelForm.VECTOR).map { form ->
            DoubleArray(rows * stride) { UNTOUCHED }.also { ProductKernel.of(form).self(table, a, n, 1, SAMPLES, it, stride, OFFSET) }
        }
    withClue("l=${table.l1} lambda=${table.lambda} n=$n") { compare(plain, vector, stride, size, from = 2 * table.lambda + 1) }
}

/** Rows up to [from] and columns outside [OFFSET, OFFSET + size) are untouched, all others equal in both forms. */
private fun compare(plain: DoubleArray, vector: DoubleArray, stride: Int, size: Int, from: Int) {
    val largest = maxOf(1.0, plain.maxOfOrNull { abs(it) } ?: 0.0)
    var worst = 0.0
    var written = 0
    for (i in plain.indices) {
        val inside = i / stride >= from && i % stride in OFFSET until OFFSET + size
        if (vector[i] != UNTOUCHED && plain[i] != UNTOUCHED) written++
        worst = maxOf(worst, if (inside) abs(vector[i] - plain[i]) / largest else abs(vector[i] - UNTOUCHED) + abs(plain[i] - UNTOUCHED))
    }
    worst shouldBeLessThan 1e-13
    written shouldBe (plain.size / stride - from) * size
}
