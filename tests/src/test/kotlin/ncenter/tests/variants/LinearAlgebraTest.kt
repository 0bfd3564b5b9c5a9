package ncenter.tests.variants

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import ncenter.kernels.linalg.GeneralizedEigen
import ncenter.kernels.linalg.LinearAlgebra
import ncenter.kernels.linalg.LinearAlgebras
import ncenter.kernels.linalg.Lowdin
import ncenter.tests.refused
import java.util.SplittableRandom
import java.util.concurrent.Callable
import java.util.concurrent.Executors
import kotlin.math.abs

private val SIZES = listOf(0, 1, 2, 3, 7, 31, 32, 33, 100)

/** Both providers against definitions, and against each other. */
class LinearAlgebraTest : FunSpec({
    val random = SplittableRandom(17)

    fun numbers(count: Int) = DoubleArray(count) { random.nextDouble(-1.0, 1.0) }

    fun symmetric(n: Int): DoubleArray {
        val a = numbers(n * n)
        return DoubleArray(n * n) { a[it / n * n + it % n] + a[it % n * n + it / n] }
    }

    test("OpenBLAS is what this machine uses") {
        LinearAlgebras.preferred().name() shouldContain "OpenBLAS"
        LinearAlgebras.status() shouldContain "java.lang.foreign"
    }

    for (la in listOf(LinearAlgebras.plain(), LinearAlgebras.preferred())) {
        test("${la.name()}: products equal their definition for all transpositions, offsets and leading dimensions") {
            for ((m, n, k) in SIZES.map { Triple(it, (it * 2 + 1) % 37, (it + 5) % 41) } + Triple(3, 3, 0)) {
                for (mode in 0..3) compareGemm(la, m, n, k, mode and 1 == 1, mode and 2 == 2, random)
            }
        }

        test("${la.name()}: A^T A is full and symmetric") {
            for (n in SIZES) {
                val k = 13
                val a = numbers(k * (n + 2) + 4)
                val c = DoubleArray(n * (n + 1) + 3) { 1.0 }
                la.syrk(n, k, a, 4, n + 2, 0.5, c, 3, n + 1)
                for (i in 0 until n) for (j in 0 until n) {
                    val expected = 0.5 + (0 until k).sumOf { a[4 + it * (n + 2) + i] * a[4 + it * (n + 2) + j] }
                    abs(c[3 + i * (n + 1) + j] - expected) shouldBeLessThan 1e-13
                }
            }
        }

        test("${la.name()}: eigenvectors are orthonormal and solve the problem") {
            for (n in SIZES) {
                val a = symmetric(n)
                val vectors = a.copyOf()
                val w = DoubleArray(n)
                la.symmetricEigen(n, vectors, w)
                w.toList() shouldBe w.sorted()
                for (k in 0 until n) {
                    for (i in 0 until n) {
                        val residual = (0 until n).sumOf { a[i * n + it] * vectors[k * n + it] } - w[k] * vectors[k * n + i]
                        withClue("n=$n") { abs(residual) shouldBeLessThan 1e-14 * n * 10 }
                    }
                    for (j in 0..k) {
                        val dot = (0 until n).sumOf { vectors[k * n + it] * vectors[j * n + it] }
                        abs(dot - if (j == k) 1.0 else 0.0) shouldBeLessThan 1e-13
                    }
                }
            }
        }

        test("${la.name()}: singular values, tall and wide, also without full rank") {
            for ((m, n) in listOf(0 to 3, 1 to 1, 3 to 7, 7 to 3, 33 to 32, 31 to 100)) compareSvd(la, m, n, numbers(m * n))
            compareSvd(la, 5, 4, DoubleArray(20) { if (it % 4 < 2) (it + 1.0) else 0.0 })
        }

        test("${la.name()}: Cholesky solves, and says when a matrix is not positive definite") {
            for (n in SIZES) {
                val b = numbers(n * n)
                val a = DoubleArray(n * n)
                la.syrk(n, n, b, 0, n, 0.0, a, 0, n)
                for (i in 0 until n) a[i * n + i] += 1.0
                val l = a.copyOf()
                la.cholesky(n, l) shouldBe true
                val x = numbers(n * 3)
                val rhs = DoubleArray(n * 3) { r -> (0 until n).sumOf { a[r / 3 * n + it] * x[it * 3 + r % 3] } }
                la.choleskySolve(n, 3, l, rhs)
                for (i in x.indices) abs(rhs[i] - x[i]) shouldBeLessThan 1e-11
            }
            la.cholesky(2, doubleArrayOf(1.0, 2.0, 2.0, 1.0)) shouldBe false
        }

        test("${la.name()}: numbers that are not finite are refused") {
            refused { la.symmetricEigen(2, doubleArrayOf(1.0, Double.NaN, Double.NaN, 1.0), DoubleArray(2)) } shouldBe
                "symmetricEigen: finite numbers were expected, got NaN at 1"
        }
    }

    test("eight threads at once get the same bits") {
        val la = LinearAlgebras.preferred()
        val a = symmetric(60)
        val pool = Executors.newFixedThreadPool(8)
        val results =
            pool.invokeAll(List(32) { Callable { a.copyOf().also { la.symmetricEigen(60, it, DoubleArray(60)) }.toList() } }).map { it.get() }
        pool.shutdown()
        results.distinct().size shouldBe 1
    }

    test("a long call that works on native copies gives the bits of a short one") {
        val la = LinearAlgebras.preferred()
        val n = 830
        val a = symmetric(n)
        val w = DoubleArray(n)
        val vectors = a.copyOf()
        la.symmetricEigen(n, vectors, w)
        val k = n / 2
        val residual = (0 until n).maxOf { i -> abs((0 until n).sumOf { a[i * n + it] * vectors[k * n + it] } - w[k] * vectors[k * n + i]) }
        residual shouldBeLessThan 1e-11
    }

    test("Löwdin: S^(-1/2) squared times S is one, and a singular overlap is refused") {
        val la = LinearAlgebras.preferred()
        val n = 12
        val b = numbers(n * n)
        val s = DoubleArray(n * n)
        la.syrk(n, n, b, 0, n, 0.0, s, 0, n)
        for (i in 0 until n) s[i * n + i] += 0.1
        val x = Lowdin.inverseSquareRoot(s, n, la)
        val xs = DoubleArray(n * n) { ij -> (0 until n).sumOf { x[ij / n * n + it] * s[it * n + ij % n] } }
        for (i in 0 until n) for (j in 0 until n) {
            val value = (0 until n).sumOf { xs[i * n + it] * x[it * n + j] }
            abs(value - if (i == j) 1.0 else 0.0) shouldBeLessThan 1e-12
        }
        refused { Lowdin.inverseSquareRoot(doubleArrayOf(1.0, 1.0, 1.0, 1.0), 2, la) } shouldContain "overlap: a positive definite matrix was expected"
    }

    test("the generalized problem: H u = e S u with S-orthonormal vectors") {
        val la = LinearAlgebras.preferred()
        val n = 9
        val h = symmetric(n)
        val b = numbers(n * n)
        val s = DoubleArray(n * n)
        la.syrk(n, n, b, 0, n, 0.0, s, 0, n)
        for (i in 0 until n) s[i * n + i] += 1.0
        val result = GeneralizedEigen.solve(n, h, s, la)
        for (k in 0 until n) for (i in 0 until n) {
            val left = (0 until n).sumOf { h[i * n + it] * result.vectors()[k * n + it] }
            val right = (0 until n).sumOf { s[i * n + it] * result.vectors()[k * n + it] }
            abs(left - result.values()[k] * right) shouldBeLessThan 1e-12
        }
    }

    test("a provider asked for by a wrong name is an error") {
        val before = System.getProperty("ncenter.linalg")
        try {
            System.setProperty("ncenter.linalg", "mkl")
            shouldThrow<IllegalArgumentException> { LinearAlgebras.preferred() }.message shouldBe "-Dncenter.linalg: openblas or plain was expected, got 'mkl'"
        } finally {
            if (before == null) System.clearProperty("ncenter.linalg") else System.setProperty("ncenter.linalg", before)
        }
    }
})

private fun compareGemm(
    la: LinearAlgebra,
    m: Int,
    n: Int,
    k: Int,
    transA: Boolean,
    transB: Boolean,
    random: SplittableRandom,
) {
    val lda = (if (transA) m else k) + 2
    val ldb = (if (transB) k else n) + 1
    val ldc = n + 3
    val a = DoubleArray(5 + (if (transA) k else m) * lda) { random.nextDouble(-1.0, 1.0) }
    val b = DoubleArray(7 + (if (transB) n else k) * ldb) { random.nextDouble(-1.0, 1.0) }
    val c = DoubleArray(1 + m * ldc) { 2.0 }
    la.gemm(transA, transB, m, n, k, 1.5, a, 5, lda, b, 7, ldb, 0.25, c, 1, ldc)
    for (i in 0 until m) {
        for (j in 0 until ldc) {
            val dot = if (j >= n) 0.0 else (0 until k).sumOf { p -> a[5 + if (transA) p * lda + i else i * lda + p] * b[7 + if (transB) j * ldb + p else p * ldb + j] }
            val expected = if (j >= n) 2.0 else 0.5 + 1.5 * dot
            withClue("m=$m n=$n k=$k $transA $transB") { abs(c[1 + i * ldc + j] - expected) shouldBeLessThan 1e-13 }
        }
    }
}

private fun compareSvd(
    la: LinearAlgebra,
    m: Int,
    n: Int,
    a: DoubleArray,
) {
    val k = minOf(m, n)
    val u = DoubleArray(m * k)
    val s = DoubleArray(k)
    val vt = DoubleArray(k * n)
    la.svd(m, n, a.copyOf(), u, s, vt)
    s.toList() shouldBe s.sortedDescending()
    val scale = maxOf(1.0, s.firstOrNull() ?: 0.0)
    for (i in 0 until m) for (j in 0 until n) {
        withClue("$m x $n") { abs((0 until k).sumOf { u[i * k + it] * s[it] * vt[it * n + j] } - a[i * n + j]) shouldBeLessThan 1e-13 * scale }
    }
    for (p in 0 until k) for (q in 0..p) {
        abs((0 until m).sumOf { u[it * k + p] * u[it * k + q] } - if (p == q) 1.0 else 0.0) shouldBeLessThan 1e-12
        abs((0 until n).sumOf { vt[p * n + it] * vt[q * n + it] } - if (p == q) 1.0 else 0.0) shouldBeLessThan 1e-12
    }
}
