package ncenter.tests.variants

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import ncenter.kernels.linalg.LinearAlgebra
import ncenter.kernels.linalg.Tasks
import ncenter.kernels.linalg.Tridiagonal
import ncenter.tests.refused
import java.util.concurrent.Callable
import java.util.concurrent.Executors
import kotlin.math.abs
import kotlin.math.max

/** Factorizations of every provider by what defines them: residuals, orthogonality, order. */
class FactorizationTest :
    FunSpec({
        test("a tridiagonal form solves A + shift for any shift, keeps lengths, and refuses what is not positive") {
            for (n in uglySizes.filter { it > 0 }) {
                val x = gaussian(2 * n * n, 41)
                val a = product(true, false, n, n, 2 * n, x, x)
                for (factor in listOf(1.0, 1e-200, 1e200)) checkTridiagonal(n, a.map { it * factor }.toDoubleArray(), factor)
                checkTridiagonal(n, identity(n), 1.0)
                val form = Tridiagonal.of(n, identity(n).also { it[n * n - 1] = -1.0 })
                form.solve(0.5, DoubleArray(n), DoubleArray(n)) shouldBe false
                form.solve(1.5, DoubleArray(n), DoubleArray(n)) shouldBe true
            }
            Tridiagonal.of(0, DoubleArray(0)).solve(0.0, DoubleArray(0), DoubleArray(0)) shouldBe true
            refused { Tridiagonal.of(2, DoubleArray(3)) } shouldContain "Tridiagonal"
        }
        for (la in providers) {
            test("eigenvectors of $la diagonalize, are orthonormal, values ascend") {
                for (n in uglySizes) {
                    checkEigen(la, n, symmetric(n, 11), "random")
                    checkEigen(la, n, identity(n), "identity")
                    checkEigen(la, n, DoubleArray(n * n) { 1.0 }, "rank one")
                    checkEigen(la, n, DoubleArray(n * n), "zero")
                    checkEigen(la, n, symmetric(n, 12).map { it * 1e-200 }.toDoubleArray(), "tiny")
                    checkEigen(la, n, symmetric(n, 13).map { it * 1e200 }.toDoubleArray(), "huge")
                }
            }
            test("eigenvectors of $la are found where most eigenvalues are zero") {
                for (n in listOf(31, 200, 607)) {
                    val x = gaussian(9 * n, 14)
                    checkEigen(la, n, product(true, false, n, n, 9, x, x), "rank nine")
                    // Rows that repeat: off-diagonal elements of the tridiagonal form are noise that never gets small beside its neighbors.
                    val y = DoubleArray(9 * n) { (it % n * 7 + it / n * 3) % 11 - 5.0 }
                    checkEigen(la, n, product(true, false, n, n, 9, y, y), "repeated rows")
                }
            }
            test("singular vectors of $la rebuild the matrix, are orthonormal, values descend") {
                for (m in uglySizes) {
                    for (n in uglySizes) {
                        checkSvd(la, m, n, gaussian(m * n, 21), "random")
                        if (m in 1..40 && n in 1..40) {
                            checkSvd(la, m, n, DoubleArray(m * n) { 1.0 + it / n }, "rank one")
                            checkSvd(la, m, n, DoubleArray(m * n), "zero")
                            checkSvd(la, m, n, gaussian(m * n, 22).map { it * 1e-180 }.toDoubleArray(), "tiny")
                        }
                    }
                }
            }
            test("cholesky of $la rebuilds the matrix and solves") {
                for (n in uglySizes) for (rhs in listOf(0, 1, 3, 40)) checkCholesky(la, n, rhs)
            }
            test("cholesky of $la refuses indefinite matrices and NaN") {
                for (n in listOf(1, 2, 33, 100)) {
                    val a = identity(n)
                    a[n * n - 1] = -1.0
                    la.cholesky(n, a) shouldBe false
                    la.cholesky(n, identity(n).also { it[n * n - 1] = Double.NaN }) shouldBe false
                    la.cholesky(n, identity(n)) shouldBe true
                }
            }
            test("cholesky of $la in a part of a matrix gives the same bits on any number of threads") {
                for (n in listOf(5, 47, 130, 1100)) checkTiles(la, n)
                if (la.toString() != "plain loops") checkTiles(la, 2500)
            }
            test("qrUpdate of $la keeps the sum of squares of all rows added, upper triangular") {
                for (n in uglySizes) for (rows in uglySizes) checkQr(la, n, rows)
            }
        }
    })

private fun checkEigen(la: LinearAlgebra, n: Int, a: DoubleArray, what: String) {
    val v = a.copyOf()
    val w = DoubleArray(n)
    la.symmetricEigen(n, v, w)
    val scale = max(a.maxOfOrNull { abs(it) } ?: 0.0, java.lang.Double.MIN_NORMAL)
    val av = product(false, false, n, n, n, v, a)
    val residual = DoubleArray(n * n) { (av[it] - w[it / n] * v[it]) / scale }
    withClue("$la n $n $what") {
        maxDifference(residual, DoubleArray(n * n)) shouldBeLessThan 3e-15 * (n + 1)
        maxDifference(product(false, true, n, n, n, v, v), identity(n)) shouldBeLessThan 1e-15 * (n + 3)
        (1 until n).all { w[it] >= w[it - 1] } shouldBe true
    }
}

private fun checkTridiagonal(n: Int, a: DoubleArray, factor: Double) {
    val form = Tridiagonal.of(n, a)
    val y = gaussian(n, 42)
    val turned = y.copyOf().also(form::turn)
    withClue("n $n factor $factor") {
        abs(turned.sumOf { it * it } / y.sumOf { it * it } - 1) shouldBeLessThan 1e-13
        maxDifference(turned.copyOf().also(form::unfold), y) shouldBeLessThan 1e-13
        for (shift in listOf(1e-3, 1.0, 1e3)) {
            val solved = DoubleArray(n)
            form.solve(shift * factor, turned, solved) shouldBe true
            form.unfold(solved)
            val back = DoubleArray(n) { i -> (0 until n).sumOf { a[i * n + it] * solved[it] } + shift * factor * solved[i] }
            maxDifference(back, y) shouldBeLessThan 1e-12 * (n + 1)
        }
    }
}

private fun checkSvd(la: LinearAlgebra, m: Int, n: Int, a: DoubleArray, what: String) {
    val k = minOf(m, n)
    val u = DoubleArray(m * k)
    val s = DoubleArray(k)
    val vt = DoubleArray(k * n)
    val before = a.copyOf()
    la.svd(m, n, a, u, s, vt)
    val scale = max(a.maxOfOrNull { abs(it) } ?: 0.0, java.lang.Double.MIN_NORMAL)
    val us = DoubleArray(m * k) { u[it] * (s[it % k] / scale) }
    withClue("$la m $m n $n $what") {
        a.contentEquals(before) shouldBe true
        val rebuilt = product(false, false, m, n, k, us, vt)
        maxDifference(rebuilt, DoubleArray(m * n) { a[it] / scale }) shouldBeLessThan 2e-15 * (m + n + 1)
        maxDifference(product(true, false, k, k, m, u, u), identity(k)) shouldBeLessThan 1e-15 * (m + n + 1)
        maxDifference(product(false, true, k, k, n, vt, vt), identity(k)) shouldBeLessThan 1e-15 * (m + n + 1)
        (0 until k).all { s[it] >= 0 && (it == 0 || s[it] <= s[it - 1]) } shouldBe true
    }
}

private fun checkCholesky(la: LinearAlgebra, n: Int, rhs: Int) {
    val x = gaussian(2 * n * n, 31)
    val a = product(true, false, n, n, 2 * n, x, x)
    val l = a.copyOf()
    la.cholesky(n, l) shouldBe true
    val b = gaussian(n * rhs, 32)
    val solved = b.copyOf()
    la.choleskySolve(n, rhs, l, solved)
    withClue("$la n $n rhs $rhs") {
        (0 until n).all { i -> (i + 1 until n).all { l[i * n + it] == a[i * n + it] } } shouldBe true
        val lower = DoubleArray(n * n) { if (it % n <= it / n) l[it] else 0.0 }
        maxDifference(product(false, true, n, n, n, lower, lower), a) shouldBeLessThan 1e-13 * (n + 1)
        maxDifference(product(false, false, n, rhs, n, a, solved), b) shouldBeLessThan 1e-12 * (n + 1)
    }
}

/** A part of a larger matrix, of which nothing else is touched; with two tiles and more, and tasks in another order on several threads. */
private fun checkTiles(la: LinearAlgebra, n: Int) {
    val ld = n + 3
    val source = DoubleArray(n * ld) { if (it % ld >= n) Double.NaN else 1.0 / (1 + abs(it / ld - it % ld)) + if (it / ld == it % ld) 2.0 else 0.0 }
    val alone = source.copyOf()
    la.cholesky(n, alone, ld, Tasks.CALLER) shouldBe true
    for (threads in listOf(2, 4)) {
        val shared = source.copyOf()
        Executors.newFixedThreadPool(threads).use { pool ->
            val tasks = Tasks { count, task -> pool.invokeAll((count - 1 downTo 0).map { Callable { task.accept(it) } }).forEach { it.get() } }
            la.cholesky(n, shared, ld, tasks) shouldBe true
        }
        shared.contentEquals(alone) shouldBe true
    }
    alone.indices.all { it % ld <= it / ld || alone[it].toRawBits() == source[it].toRawBits() } shouldBe true
    val b = DoubleArray(2 * n) { it % 7 - 3.0 }
    val x = b.copyOf()
    la.choleskySolve(n, 2, alone, ld, x)
    for (i in listOf(0, 1, n / 2, n - 1)) {
        for (t in 0..1) {
            val sum = (0 until n).sumOf { source[i * ld + it] * x[it * 2 + t] }
            withClue("$la n $n row $i") { abs(sum - b[i * 2 + t]) shouldBeLessThan 1e-11 }
        }
    }
}

private fun checkQr(la: LinearAlgebra, n: Int, rows: Int) {
    val first = gaussian(rows * n, 41)
    val second = gaussian(rows * n, 42)
    val r = DoubleArray(n * n)
    la.qrUpdate(n, rows, r, first.copyOf())
    la.qrUpdate(n, rows, r, second.copyOf())
    val expected = product(true, false, n, n, rows, first, first).zip(product(true, false, n, n, rows, second, second), Double::plus)
    withClue("$la n $n rows $rows") {
        maxDifference(product(true, false, n, n, n, r, r), expected.toDoubleArray()) shouldBeLessThan 1e-13 * (rows + 1)
        (0 until n).all { i -> (0 until i).all { r[i * n + it] == 0.0 } } shouldBe true
    }
}
