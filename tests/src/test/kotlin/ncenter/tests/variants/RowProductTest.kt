package ncenter.tests.variants

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import ncenter.kernels.lanes.KernelForm
import ncenter.kernels.linalg.RowProduct
import ncenter.tests.kernelForms
import ncenter.tests.refused
import java.util.SplittableRandom
import kotlin.math.abs

/** Products whose rows do not know each other, in both forms, against the definition. */
class RowProductTest :
    FunSpec({
        val random = SplittableRandom(5)

        fun numbers(size: Int) = DoubleArray(size) { random.nextDouble(-1.0, 1.0) }

        test("both forms equal the definition on ugly sizes, and write nothing else") {
            for (form in kernelForms) {
                for (k in listOf(0, 1, 7, 193, 400)) {
                    for (n in listOf(0, 1, 7, 24, 31, 33)) {
                        for (rows in listOf(0, 1, 4, 7, 65)) {
                            val (a, w) = numbers(rows * k + 2) to numbers(k * n)
                            val c = DoubleArray(rows * n + 3) { 0.5 }
                            RowProduct.of(form, k, n, w).multiply(rows, a, 2, c, 1)
                            withClue("$form k=$k n=$n rows=$rows") { checkProduct(rows, k, n, a, w, c) }
                        }
                    }
                }
            }
        }

        test("the transpose of a stored matrix gives the same bits") {
            val (k, n) = 37 to 29
            val w = numbers(k * n)
            val turned = DoubleArray(k * n) { w[it % k * n + it / k] }
            val a = numbers(5 * k)
            for (form in kernelForms) {
                val (c, d) = List(2) { DoubleArray(5 * n) }
                RowProduct.of(form, k, n, w).multiply(5, a, 0, c, 0)
                RowProduct.ofTransposed(form, k, n, turned).multiply(5, a, 0, d, 0)
                d.toList() shouldBe c.toList()
                c.count { it == 0.0 } shouldBe 0
            }
        }

        test("the bits of a row do not depend on the rows that are multiplied with it") {
            val (k, n, rows) = Triple(411, 53, 131)
            val (a, w) = numbers(rows * k) to numbers(k * n)
            for (form in kernelForms) {
                val product = RowProduct.of(form, k, n, w)
                val whole = DoubleArray(rows * n).also { product.multiply(rows, a, 0, it, 0) }
                val parts = DoubleArray(rows * n)
                var from = 0
                var size = 1
                while (from < rows) {
                    val count = minOf(size++, rows - from)
                    product.multiply(count, a, from * k, parts, from * n)
                    from += count
                }
                parts.toList() shouldBe whole.toList()
            }
        }

        test("rows that do not fit are refused before anything is written") {
            val c = DoubleArray(5)
            for (form in kernelForms) {
                refused { RowProduct.of(form, 2, 3, DoubleArray(6)).multiply(2, DoubleArray(4), 0, c, 0) } shouldBe
                    "RowProduct: 2 rows of 2 and of 3 were expected to fit, got 4 numbers from 0 and 5 from 0"
            }
            refused { RowProduct.of(KernelForm.PLAIN, 2, 3, DoubleArray(5)) } shouldBe "RowProduct: 2 x 3 numbers were expected, got 5"
        }
    })

private fun checkProduct(rows: Int, k: Int, n: Int, a: DoubleArray, w: DoubleArray, c: DoubleArray) {
    var worst = 0.0
    for (i in 0 until rows) {
        for (j in 0 until n) {
            val expected = (0 until k).sumOf { a[2 + i * k + it] * w[it * n + j] }
            worst = maxOf(worst, abs(c[1 + i * n + j] - expected))
        }
    }
    worst shouldBeLessThan 1e-13
    c.first() shouldBe 0.5
    c.takeLast(2) shouldBe listOf(0.5, 0.5)
}
