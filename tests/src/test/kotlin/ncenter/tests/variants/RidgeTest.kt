package ncenter.tests.variants

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import ncenter.kernels.linalg.LinearAlgebras
import ncenter.kernels.regression.NormalEquations
import ncenter.kernels.regression.Pca
import ncenter.kernels.regression.RidgeDual
import ncenter.kernels.regression.RidgePrimal
import ncenter.kernels.regression.RidgeSolution
import java.util.SplittableRandom
import kotlin.math.abs
import kotlin.math.sqrt

/** Ridge regression in feature and in sample space against normal equations solved by Cholesky, and principal components. */
class RidgeTest : FunSpec({
    val la = LinearAlgebras.preferred()
    val random = SplittableRandom(23)

    class Problem(
        val rows: Int,
        val q: Int,
        val targets: Int,
        val folds: Int,
    ) {
        val x = DoubleArray(rows * q) { random.nextDouble(-1.0, 1.0) + 2.0 }
        val y = DoubleArray(rows * targets) { random.nextDouble(-1.0, 1.0) + 5.0 }
        val foldOf = IntArray(rows) { it * folds / rows }

        fun part(keep: (Int) -> Boolean): List<Int> = (0 until rows).filter(keep)

        /** Solves (Xc^T Xc + alpha n) w = Xc^T yc directly. */
        fun oracle(
            keep: List<Int>,
            t: Int,
            alpha: Double,
            intercept: Boolean,
        ): Pair<DoubleArray, Double> {
            val n = keep.size
            val mx = DoubleArray(q) { k -> if (intercept) keep.sumOf { x[it * q + k] } / n else 0.0 }
            val my = if (intercept) keep.sumOf { y[it * targets + t] } / n else 0.0
            val gram = DoubleArray(q * q) { ij -> keep.sumOf { (x[it * q + ij / q] - mx[ij / q]) * (x[it * q + ij % q] - mx[ij % q]) } }
            for (k in 0 until q) gram[k * q + k] += alpha * n
            val w = DoubleArray(q) { k -> keep.sumOf { (x[it * q + k] - mx[k]) * (y[it * targets + t] - my) } }
            la.cholesky(q, gram) shouldBe true
            la.choleskySolve(q, 1, gram, w)
            return w to my - (0 until q).sumOf { w[it] * mx[it] }
        }

        fun primal(
            alphas: DoubleArray,
            intercept: Boolean,
            chunk: Int = rows,
        ): RidgeSolution {
            val equations = NormalEquations(q, targets, folds, DoubleArray(q) { 1.9 }, DoubleArray(targets) { 4.8 }.takeIf { intercept } ?: DoubleArray(targets))
            val plain = if (intercept) equations else NormalEquations(q, targets, folds)
            for (from in 0 until rows step chunk) {
                for (f in 0 until folds) {
                    val r = (from until minOf(rows, from + chunk)).filter { foldOf[it] == f }
                    if (r.isEmpty()) continue
                    plain.add(f, r.flatMap { x.slice(it * q until it * q + q) }.toDoubleArray(), r.flatMap { y.slice(it * targets until it * targets + targets) }.toDoubleArray(), r.size, la)
                }
            }
            return RidgePrimal.solve(plain, alphas, intercept, la)
        }

        fun dual(
            alphas: DoubleArray,
            intercept: Boolean,
        ): RidgeSolution = RidgeDual.solve(x.copyOf(), y, rows, q, targets, foldOf, folds, alphas, intercept, la)
    }

    for (intercept in listOf(true, false)) {
        test("primal, dual and Cholesky agree, intercept = $intercept") {
            for ((rows, q) in listOf(40 to 7, 12 to 30)) {
                val problem = Problem(rows, q, 3, 2)
                for (alpha in listOf(1e-4, 1.0)) {
                    val primal = problem.primal(doubleArrayOf(alpha), intercept)
                    val dual = problem.dual(doubleArrayOf(alpha), intercept)
                    for (t in 0 until 3) {
                        val (w, b) = problem.oracle((0 until rows).toList(), t, alpha, intercept)
                        for (solution in listOf(primal, dual)) {
                            for (k in 0 until q) abs(solution.weights()[k * 3 + t] - w[k]) shouldBeLessThan 1e-9
                            abs(solution.intercepts()[t] - b) shouldBeLessThan 1e-8
                        }
                    }
                }
            }
        }

        test("one factorization per fold gives the errors of explicit refits for every alpha, intercept = $intercept") {
            val alphas = doubleArrayOf(1e-3, 1e-2, 1e-1, 1.0, 10.0)
            for ((rows, q) in listOf(40 to 7, 12 to 30)) {
                val problem = Problem(rows, q, 2, 3)
                val expected =
                    List(2) { t ->
                        DoubleArray(alphas.size) { a ->
                            (0 until 3).sumOf { f ->
                                val (w, b) = problem.oracle(problem.part { problem.foldOf[it] != f }, t, alphas[a], intercept)
                                problem.part { problem.foldOf[it] == f }.sumOf { r ->
                                    val d = problem.y[r * 2 + t] - b - (0 until q).sumOf { problem.x[r * q + it] * w[it] }
                                    d * d
                                }
                            } / rows
                        }
                    }
                for ((name, solution) in listOf("primal" to problem.primal(alphas, intercept), "dual" to problem.dual(alphas, intercept))) {
                    for (t in 0 until 2) {
                        withClue("$name, $rows rows") {
                            for (a in alphas.indices) abs(solution.cvErrors()[t][a] / expected[t][a] - 1) shouldBeLessThan 1e-9
                            solution.alphas()[t] shouldBe alphas[expected[t].indices.minBy { expected[t][it] }]
                            solution.alphaAtEdge()[t] shouldBe (solution.alphas()[t] == alphas.first() || solution.alphas()[t] == alphas.last())
                        }
                    }
                }
            }
        }
    }

    test("rows that come in chunks give the same solution as rows that come at once") {
        val problem = Problem(40, 7, 2, 2)
        val alphas = doubleArrayOf(1e-6, 1e-3)
        val whole = problem.primal(alphas, true)
        val parts = problem.primal(alphas, true, chunk = 9)
        for (i in whole.weights().indices) abs(whole.weights()[i] - parts.weights()[i]) shouldBeLessThan 1e-10
    }

    test("constant features and targets that are zero give zero weights, not NaN") {
        val solution = RidgeDual.solve(DoubleArray(20), DoubleArray(10), 10, 2, 1, IntArray(10) { it % 2 }, 2, doubleArrayOf(1e-14, 1.0), true, la)
        solution.weights().all { it == 0.0 } shouldBe true
    }

    test("principal components are the strongest directions of the uncentered covariance, with a fixed sign") {
        val rows = 50
        val q = 6
        val x = DoubleArray(rows * q) { random.nextDouble(-1.0, 1.0) * (1 + it % q) }
        val pca = Pca(q)
        pca.add(x.copyOf(20 * q), 20, la)
        pca.add(x.copyOfRange(20 * q, rows * q), 30, la)
        val found = pca.solve(3, la)
        found.variances().toList() shouldBe found.variances().sortedDescending()
        for (k in 0 until 3) {
            val row = found.components().copyOfRange(k * q, (k + 1) * q)
            abs(sqrt(row.sumOf { it * it }) - 1) shouldBeLessThan 1e-13
            (row.maxBy { abs(it) } > 0) shouldBe true
            val variance = (0 until rows).sumOf { r -> (0 until q).sumOf { x[r * q + it] * row[it] }.let { it * it } } / rows
            abs(variance - found.variances()[k]) shouldBeLessThan 1e-12
        }
        abs(found.total() - x.sumOf { it * it } / rows) shouldBeLessThan 1e-12
    }
})
