package ncenter.tests.variants

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import ncenter.kernels.linalg.LinearAlgebra
import ncenter.kernels.linalg.Tasks
import java.util.stream.IntStream

/** Products of every provider against the definition. */
class MatrixProductTest :
    FunSpec({
        for (la in providers) {
            test("gemm of $la equals the definition for ugly sizes, offsets and all transpositions") {
                for (m in uglySizes) {
                    for (n in uglySizes) {
                        for (k in uglySizes.filter { it != 100 || m != 100 || n != 100 }) {
                            val flip = m + 2 * n + 3 * k
                            checkGemm(la, flip % 2 == 0, flip % 3 == 0, m, n, k)
                        }
                    }
                }
                for (transA in listOf(false, true)) for (transB in listOf(false, true)) checkGemm(la, transA, transB, 100, 300, 70)
            }
            test("gemm of $la with beta 0 overwrites NaN and with k = 0 scales") {
                for (n in listOf(1, 5, 40)) {
                    val c = DoubleArray(n * n) { Double.NaN }
                    la.gemm(false, false, n, n, 1, 0.5, DoubleArray(n) { 2.0 }, 0, 1, DoubleArray(n) { 3.0 }, 0, n, 0.0, c, 0, n)
                    c.all { it == 3.0 } shouldBe true
                    la.gemm(false, false, n, n, 0, 1.0, DoubleArray(0), 0, 1, DoubleArray(0), 0, n, 2.0, c, 0, n)
                    c.all { it == 6.0 } shouldBe true
                    c.fill(Double.NaN)
                    la.gemm(false, false, n, n, 0, 1.0, DoubleArray(0), 0, 1, DoubleArray(0), 0, n, 0.0, c, 0, n)
                    c.all { it == 0.0 } shouldBe true
                }
            }
            test("syrk and gram of $la equal the definition and are symmetric to the last bit") {
                for (n in uglySizes + 200) for (k in uglySizes) for (beta in listOf(0.0, 1.0, -0.5)) for (rows in listOf(false, true)) checkSquare(la, rows, n, k, beta)
            }
            test("syrk and gram of $la with tasks equal the definition, the same bits whoever takes them") {
                for ((n, k) in listOf(0 to 3, 1 to 1, 600 to 0, 600 to 130, 1025 to 33)) {
                    for ((beta, rows) in listOf(0.0 to false, 0.0 to true, -0.5 to false, -0.5 to true)) {
                        val alone = checkSquare(la, rows, n, k, beta, Tasks.CALLER)
                        checkSquare(la, rows, n, k, beta, fromTheLast).contentEquals(alone) shouldBe true
                    }
                }
            }
            test("products of $la that are cut into pieces or copied off the heap equal the definition") {
                checkLarge(la, n = 2600, k = 300)
                checkLarge(la, n = 900, k = 2500)
                checkLarge(la, n = 1600, k = 1100)
                for (transA in listOf(false, true)) checkCut(la, transA, transB = !transA)
                val c = DoubleArray(300 * 2100)
                val a = gaussian(300 * 2000, 8)
                val b = gaussian(2000 * 2100, 9)
                la.gemm(true, false, 300, 2100, 2000, 1.0, a, 0, 300, b, 0, 2100, 0.0, c, 0, 2100)
                for ((i, j) in listOf(0 to 0, 299 to 2099, 255 to 7, 256 to 1024)) {
                    val expected = (0 until 2000).sumOf { p -> a[p * 300 + i] * b[p * 2100 + j] }
                    c[i * 2100 + j] - expected shouldBeLessThan 1e-11
                    expected - c[i * 2100 + j] shouldBeLessThan 1e-11
                }
            }
        }
    })

private fun checkGemm(la: LinearAlgebra, transA: Boolean, transB: Boolean, m: Int, n: Int, k: Int) {
    val a = gaussian(m * k, 1L + m)
    val b = gaussian(k * n, 2L + n)
    val c = gaussian(m * n, 3L + k)
    val ea = if (transA) Embedded(k, m, a, 0) else Embedded(m, k, a, 1)
    val eb = if (transB) Embedded(n, k, b, 2) else Embedded(k, n, b, 0)
    val ec = Embedded(m, n, c, 1)
    la.gemm(transA, transB, m, n, k, 1.5, ea.data, ea.offset, ea.ld, eb.data, eb.offset, eb.ld, -0.5, ec.data, ec.offset, ec.ld)
    val exact = product(transA, transB, m, n, k, a, b)
    withClue("m $m n $n k $k transA $transA transB $transB") {
        maxDifference(ec.tight(m), DoubleArray(m * n) { 1.5 * exact[it] - 0.5 * c[it] }) shouldBeLessThan 1e-13 * (k + 1)
        ec.surroundingsIntact() shouldBe true
    }
}

/** Other threads, and the other order. */
private val fromTheLast = Tasks { count, task -> IntStream.range(0, count).parallel().forEach { task.accept(count - 1 - it) } }

/** Returns C; without [tasks] by the methods that take none. */
private fun checkSquare(la: LinearAlgebra, ofRows: Boolean, n: Int, k: Int, beta: Double, tasks: Tasks? = null): DoubleArray {
    val a = gaussian(k * n, 4L + n)
    val c = symmetric(n, 5L)
    val ea = if (ofRows) Embedded(n, k, a, 1) else Embedded(k, n, a, 1)
    val ec = Embedded(n, n, c, 0)
    when {
        tasks != null && ofRows -> la.gram(n, k, ea.data, ea.offset, ea.ld, beta, ec.data, ec.offset, ec.ld, tasks)
        tasks != null -> la.syrk(n, k, ea.data, ea.offset, ea.ld, beta, ec.data, ec.offset, ec.ld, tasks)
        ofRows -> la.gram(n, k, ea.data, ea.offset, ea.ld, beta, ec.data, ec.offset, ec.ld)
        else -> la.syrk(n, k, ea.data, ea.offset, ea.ld, beta, ec.data, ec.offset, ec.ld)
    }
    val exact = product(!ofRows, ofRows, n, n, k, a, a)
    val actual = ec.tight(n)
    withClue("rows $ofRows n $n k $k beta $beta") {
        maxDifference(actual, DoubleArray(n * n) { exact[it] + beta * c[it] }) shouldBeLessThan 1e-13 * (k + 1)
        actual.contentEquals(transposed(n, n, actual)) shouldBe true
        ec.surroundingsIntact() shouldBe true
    }
    return actual
}

/** 900 rows of 1000 x 1600 multiply-adds: one critical call takes 500 of them. */
private fun checkCut(la: LinearAlgebra, transA: Boolean, transB: Boolean) {
    val (m, n, k) = Triple(900, 1000, 1600)
    val a = gaussian(m * k, 14)
    val b = gaussian(k * n, 15)
    val ea = if (transA) Embedded(k, m, a, 1) else Embedded(m, k, a, 1)
    val eb = if (transB) Embedded(n, k, b, 2) else Embedded(k, n, b, 2)
    val ec = Embedded(m, n, DoubleArray(m * n) { it * 1e-3 }, 0)
    la.gemm(transA, transB, m, n, k, 1.0, ea.data, ea.offset, ea.ld, eb.data, eb.offset, eb.ld, 2.0, ec.data, ec.offset, ec.ld)
    val actual = ec.tight(m)
    for (i in listOf(0, 1, 499, 500, 501, 899)) {
        for (j in listOf(0, 511, 999)) {
            val sum = (0 until k).sumOf { p -> a[if (transA) p * m + i else i * k + p] * b[if (transB) j * k + p else p * n + j] }
            withClue("$la transA $transA element $i, $j") {
                kotlin.math.abs(actual[i * n + j] - sum - 2e-3 * (i * n + j)) shouldBeLessThan 1e-11
            }
        }
    }
    ec.surroundingsIntact() shouldBe true
}

private fun checkLarge(la: LinearAlgebra, n: Int, k: Int) {
    val a = gaussian(k * n, 6)
    val c = DoubleArray(n * n) { 1.0 }
    val d = DoubleArray(n * n) { 1.0 }
    la.syrk(n, k, a, 0, n, 2.0, c, 0, n)
    la.gram(n, k, a, 0, k, 2.0, d, 0, n)
    for ((i, j) in listOf(0 to 0, n - 1 to n - 1, n - 1 to 0, 0 to n - 1, n / 2 to n / 3, 31 to 32)) {
        withClue("n $n k $k element $i, $j") {
            kotlin.math.abs(c[i * n + j] - 2 - (0 until k).sumOf { p -> a[p * n + i] * a[p * n + j] }) shouldBeLessThan 1e-11
            kotlin.math.abs(d[i * n + j] - 2 - (0 until k).sumOf { p -> a[i * k + p] * a[j * k + p] }) shouldBeLessThan 1e-11
        }
    }
    val e = DoubleArray(n * n) { 1.0 }
    la.syrk(n, k, a, 0, n, 2.0, e, 0, n, fromTheLast)
    maxDifference(e, c) shouldBeLessThan 1e-11
    e.fill(1.0)
    la.gram(n, k, a, 0, k, 2.0, e, 0, n, fromTheLast)
    maxDifference(e, d) shouldBeLessThan 1e-11
}
