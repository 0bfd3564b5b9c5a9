package ncenter.tests.variants

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import ncenter.kernels.linalg.LinearAlgebra
import ncenter.kernels.linalg.Tasks
import ncenter.kernels.regression.NormalEquations
import ncenter.kernels.regression.RidgeDual
import ncenter.kernels.regression.RidgeEquations
import ncenter.kernels.regression.RidgePrimal
import ncenter.kernels.regression.RidgeSolution
import ncenter.kernels.regression.TriangularEquations
import ncenter.plan.REFLECTED_ROWS
import java.util.stream.IntStream
import kotlin.math.abs

/** The three routes to ridge weights against arithmetic with 60 digits. */
class RidgeTest :
    FunSpec({
        test("a squared norm has every number once, for any length") {
            for (n in 0..25) RidgeEquations.squaredNorm(DoubleArray(n) { 1.0 + it }) shouldBe n * (n + 1) * (2 * n + 1) / 6.0
        }
        for (la in providers) {
            test("normal equations, triangular equations and dual equal the oracle on tame data ($la)") {
                for (p in listOf(RidgeProblem(40, 12, 3, 1e-1), RidgeProblem(9, 20, 2, 1e-1), RidgeProblem(1, 1, 1, 1.0))) {
                    for (intercept in listOf(false, true)) {
                        for (route in routes(p)) {
                            val solution = route.solve(p, IntArray(p.rows), 1, doubleArrayOf(1e-3), intercept, la)
                            checkAgainstOracle(p, solution, 1e-3, intercept, 1e-9, route.name)
                        }
                    }
                }
            }
            test("triangular equations and dual keep their digits where singular values span eight decades ($la)") {
                for (p in listOf(RidgeProblem(60, 16, 2, 1e-8), RidgeProblem(14, 30, 2, 1e-8))) {
                    for (alpha in listOf(1e-14, 1e-12, 1e-8)) {
                        for (intercept in listOf(false, true)) {
                            for (route in routes(p).filter { it.name != "normal" }) {
                                val solution = route.solve(p, IntArray(p.rows), 1, doubleArrayOf(alpha), intercept, la)
                                checkAgainstOracle(p, solution, alpha, intercept, 3e-8, "${route.name} $alpha")
                                checkPredictions(p, solution, alpha, intercept, 1e-11, "${route.name} $alpha")
                            }
                        }
                    }
                }
            }
            test("normal equations still predict to 1e-6 at alpha 1e-13 ($la)") {
                val p = RidgeProblem(60, 16, 2, 1e-8)
                val solution = Route.normal(p).solve(p, IntArray(p.rows), 1, doubleArrayOf(1e-13), false, la)
                checkPredictions(p, solution, 1e-13, false, 1e-6, "normal")
            }
            test("a shift keeps an intercept exact where the means are a million times the spread ($la)") {
                val p = RidgeProblem(50, 8, 2, 1e-2, mean = 1e6)
                val shifted = NormalEquations(p.q, p.targets, 1, means(p.x, p.rows, p.q), means(p.y, p.rows, p.targets))
                shifted.add(0, p.x, p.y, p.rows, la)
                // The data themselves carry 1e-16 * 1e6 of rounding; smallest singular value 1e-2.
                checkAgainstOracle(p, RidgePrimal.solve(shifted, doubleArrayOf(1e-6), true, la), 1e-6, true, 1e-9, "shifted")
                val dual = RidgeDual.solve(p.x, p.y, p.rows, p.q, p.targets, null, 1, doubleArrayOf(1e-6), true, REFLECTED_ROWS, la, Tasks.CALLER)
                checkAgainstOracle(p, dual, 1e-6, true, 1e-8, "dual")
            }
            test("cross-validation errors and the choice of alpha equal explicit refits ($la)") {
                val coarse = RidgeProblem(36, 7, 3, 1e-3, noise = 1e-2)
                val fine = RidgeProblem(36, 7, 3, 1e-4)
                for (intercept in listOf(false, true)) {
                    for (route in routes(coarse)) checkCrossValidation(coarse, route, intercept, 1e-8, la)
                    // Validation errors of 1e-12 drown in the rounding of products.
                    for (route in routes(fine).filter { it.name != "normal" }) checkCrossValidation(fine, route, intercept, 1e-8, la)
                }
            }
            test("cross-validation of the dual equals explicit refits where features outnumber rows (${la.name()})") {
                for (intercept in listOf(false, true)) {
                    for (p in listOf(RidgeProblem(33, 36, 1, 1e-4), RidgeProblem(9, 14, 2, 1e-2, noise = 1e-2))) checkCrossValidation(p, dual, intercept, 1e-7, la)
                }
            }
            test("many rows: the kernel matrix equals the oracle, also where its Cholesky factor fails (${la.name()})") {
                val p = RidgeProblem(150, 14, 3, 1e-1, noise = 1e-1)
                val alphas = DoubleArray(5) { Math.pow(10.0, it * 1.0 - 4) }
                val fold = IntArray(p.rows) { it % 3 }
                val unfactored =
                    object : LinearAlgebra by la {
                        override fun cholesky(n: Int, a: DoubleArray, lda: Int, tasks: Tasks): Boolean = false
                    }
                for (intercept in listOf(false, true)) {
                    val expected = Route("triangular") { TriangularEquations(p.q, p.targets, it) }.solve(p, fold, 3, alphas, intercept, la)
                    for (algebra in listOf(la, unfactored)) {
                        val actual = dual.solve(p, fold, 3, alphas, intercept, algebra)
                        actual.alphas().toList() shouldBe expected.alphas().toList()
                        for (t in 0 until 3) relativeDifference(actual.cvErrors()[t], expected.cvErrors()[t]) shouldBeLessThan 1e-10
                        relativeDifference(actual.weights(), expected.weights()) shouldBeLessThan 1e-9
                        if (intercept) relativeDifference(actual.intercepts(), expected.intercepts()) shouldBeLessThan 1e-9
                    }
                }
                checkAgainstOracle(p, dual.solve(p, IntArray(p.rows), 1, doubleArrayOf(1e-6), true, la), 1e-6, true, 1e-8, "kernel")
            }
            test("a factor per alpha, with any number of threads, equals eigenvectors where folds have many rows (${la.name()})") {
                val (rows, q) = 910 to 930
                val x = gaussian(rows * q, 1)
                val y = gaussian(rows * 2, 2)
                val alphas = DoubleArray(5) { Math.pow(10.0, it * 1.0 - 2) }
                val unfactored =
                    object : LinearAlgebra by la {
                        override fun cholesky(n: Int, a: DoubleArray, lda: Int, tasks: Tasks): Boolean = false

                        override fun cholesky(n: Int, a: DoubleArray): Boolean = false
                    }

                fun solve(algebra: LinearAlgebra, tasks: Tasks) = RidgeDual.solve(x, y, rows, q, 2, IntArray(rows) { it % 3 }, 3, alphas, true, REFLECTED_ROWS, algebra, tasks)
                val found = solve(la, Tasks.CALLER)
                val threaded = solve(la) { count, task -> IntStream.range(0, count).parallel().forEach(task) }
                threaded.weights().toList() shouldBe found.weights().toList()
                threaded.cvErrors().map { it.toList() } shouldBe found.cvErrors().map { it.toList() }
                val expected = solve(unfactored, Tasks.CALLER)
                found.alphas().toList() shouldBe expected.alphas().toList()
                for (t in 0 until 2) relativeDifference(found.cvErrors()[t], expected.cvErrors()[t]) shouldBeLessThan 1e-10
                relativeDifference(found.weights(), expected.weights()) shouldBeLessThan 1e-10
            }
            test("many solutions by eigenvectors equal few by a tridiagonal form (${la.name()})") {
                val p = RidgeProblem(150, 160, 3, 1e-2, noise = 1e-1)
                val fold = IntArray(p.rows) { it % 3 }
                val alphas = DoubleArray(40) { Math.pow(10.0, it * 0.25 - 9) }

                fun errors(count: Int) = dual.solve(p, fold, 3, alphas.copyOf(count), true, la).cvErrors()
                val (few, many) = errors(32) to errors(40)
                for (t in 0 until 3) relativeDifference(many[t].copyOf(32), few[t]) shouldBeLessThan 1e-9
            }
            test("two folds at the same time give the same bits (${la.name()})") {
                val p = RidgeProblem(160, 9, 2, 1e-1, noise = 1e-1)
                val alphas = DoubleArray(5) { Math.pow(10.0, it * 1.0 - 4) }

                fun solve(tasks: Tasks) = RidgeDual.solve(p.x, p.y, p.rows, p.q, 2, IntArray(p.rows) { it % 2 }, 2, alphas, true, REFLECTED_ROWS, la, tasks)
                val found = solve(Tasks.CALLER)
                val threaded = solve { count, task -> IntStream.range(0, count).parallel().forEach(task) }
                threaded.weights().toList() shouldBe found.weights().toList()
                threaded.cvErrors().map { it.toList() } shouldBe found.cvErrors().map { it.toList() }
            }
            test("an alpha of zero gives the solution of least norm (${la.name()})") {
                val p = RidgeProblem(30, 8, 2, 1e-3, noise = 1e-2)
                val twice = RidgeProblem(30, 8, 2, 1e-3, noise = 1e-2).run { DoubleArray(2 * x.size) { x[it / 16 * 8 + it % 8] } }
                val solution = RidgeDual.solve(twice, p.y, 30, 16, 2, null, 1, doubleArrayOf(0.0), false, REFLECTED_ROWS, la, Tasks.CALLER)
                for (t in 0 until 2) {
                    val exact = RidgeOracle.fit(p.x, p.target(t), 8, 0.0, false)
                    val weights = DoubleArray(16) { solution.weights()[it * 2 + t] }
                    relativeDifference(weights, DoubleArray(16) { exact.weights[it % 8] / 2 }) shouldBeLessThan 1e-8
                }
            }
        }

        test("of equal validation errors the largest alpha wins, and the edge of the grid is reported") {
            val la = providers.first()
            val zero = NormalEquations(2, 1, 2)
            zero.add(0, gaussian(10, 1), DoubleArray(5), 5, la)
            zero.add(1, gaussian(10, 2), DoubleArray(5), 5, la)
            val solution = RidgePrimal.solve(zero, doubleArrayOf(1e-3, 1e-2, 1e-1), false, la)
            solution.alphas() shouldBe doubleArrayOf(1e-1)
            solution.alphaAtEdge() shouldBe booleanArrayOf(true)
            RidgePrimal.solve(zero, doubleArrayOf(1e-3), false, la).alphaAtEdge() shouldBe booleanArrayOf(false)
        }

        test("what cannot be solved is refused") {
            val la = providers.first()
            val empty = NormalEquations(2, 1, 2)
            empty.add(0, gaussian(10, 1), gaussian(5, 2), 5, la)
            message { RidgePrimal.solve(NormalEquations(2, 1, 2), doubleArrayOf(1.0), false, la) } shouldContain "expected at least one row, got none"
            // All rows in one fold leave nothing to validate on: the most cautious strength.
            RidgePrimal.solve(empty, doubleArrayOf(0.1, 1.0), false, la).alphas().toList() shouldBe listOf(1.0)
            message { RidgePrimal.solve(empty, doubleArrayOf(1.0, 0.1), false, la) } shouldContain "expected ascending finite alphas"
            message { RidgePrimal.solve(NormalEquations(1, 1, 1), doubleArrayOf(0.1, 1.0), false, la) } shouldContain "one alpha"
            val shifted = NormalEquations(1, 1, 1, doubleArrayOf(2.0), null)
            shifted.add(0, doubleArrayOf(1.0), doubleArrayOf(1.0), 1, la)
            message { RidgePrimal.solve(shifted, doubleArrayOf(1.0), false, la) } shouldContain "fit an intercept"
            message { empty.add(2, gaussian(2, 1), gaussian(1, 1), 1, la) } shouldContain "expected a fold from 0 until 2, got 2"
        }
    })

private fun message(body: () -> Unit) = shouldThrow<IllegalArgumentException>(body).message

private fun means(x: DoubleArray, rows: Int, columns: Int) = RidgeEquations.columnMeans(x, rows, columns)

private class Route(
    val name: String,
    val equations: ((Int) -> RidgeEquations)?,
) {
    fun solve(p: RidgeProblem, fold: IntArray, folds: Int, alphas: DoubleArray, intercept: Boolean, la: LinearAlgebra): RidgeSolution {
        if (equations == null) return RidgeDual.solve(p.x, p.y, p.rows, p.q, p.targets, fold, folds, alphas, intercept, REFLECTED_ROWS, la, Tasks.CALLER)
        val sums = equations.invoke(folds)
        for (i in 0 until p.rows) sums.add(fold[i], p.x, i * p.q, p.q, p.y, i * p.targets, p.targets, 1, la)
        return RidgePrimal.solve(sums, alphas, intercept, la)
    }

    companion object {
        fun normal(p: RidgeProblem) = Route("normal") { NormalEquations(p.q, p.targets, it) }
    }
}

private val dual = Route("dual", null)

private fun routes(p: RidgeProblem) = listOf(Route.normal(p), Route("triangular") { TriangularEquations(p.q, p.targets, it) }, dual)

private fun checkAgainstOracle(
    p: RidgeProblem,
    solution: RidgeSolution,
    alpha: Double,
    intercept: Boolean,
    tolerance: Double,
    what: String,
) {
    for (t in 0 until p.targets) {
        val exact = RidgeOracle.fit(p.x, p.target(t), p.q, alpha, intercept)
        val weights = DoubleArray(p.q) { solution.weights()[it * p.targets + t] }
        withClue("$what rows ${p.rows} intercept $intercept target $t") {
            relativeDifference(weights, exact.weights) shouldBeLessThan tolerance
            val scale = abs(exact.intercept) + Math.sqrt(exact.weights.sumOf { it * it })
            abs(solution.intercepts()[t] - exact.intercept) / scale shouldBeLessThan tolerance
        }
    }
}

private fun checkPredictions(p: RidgeProblem, solution: RidgeSolution, alpha: Double, intercept: Boolean, tolerance: Double, what: String) {
    for (t in 0 until p.targets) {
        val exact = RidgeOracle.fit(p.x, p.target(t), p.q, alpha, intercept)
        val expected = DoubleArray(p.rows) { exact.predict(p.x, it) }
        val actual =
            DoubleArray(p.rows) { i ->
                solution.intercepts()[t] + (0 until p.q).sumOf { p.x[i * p.q + it] * solution.weights()[it * p.targets + t] }
            }
        withClue("$what predictions") { relativeDifference(actual, expected) shouldBeLessThan tolerance }
    }
}

private fun checkCrossValidation(p: RidgeProblem, route: Route, intercept: Boolean, tolerance: Double, la: LinearAlgebra) {
    val alphas = DoubleArray(7) { Math.pow(10.0, it * 2.0 - 12) }
    val fold = IntArray(p.rows) { (it * 7 / 3) % 3 }
    val solution = route.solve(p, fold, 3, alphas, intercept, la)
    for (t in 0 until p.targets) {
        val exact = alphas.map { refitError(p, fold, t, it, intercept) }
        val best = alphas[exact.indices.minBy { exact[it] }]
        withClue("${route.name} intercept $intercept target $t") {
            alphas.indices.maxOf { abs(solution.cvErrors()[t][it] / exact[it] - 1) } shouldBeLessThan tolerance
            solution.alphas()[t] shouldBe best
            solution.alphaAtEdge()[t] shouldBe (best == alphas.first() || best == alphas.last())
        }
        val refit = RidgeOracle.fit(p.x, p.target(t), p.q, best, intercept)
        val weights = DoubleArray(p.q) { solution.weights()[it * p.targets + t] }
        withClue("${route.name} weights") { relativeDifference(weights, refit.weights) shouldBeLessThan tolerance }
    }
}

private fun refitError(p: RidgeProblem, fold: IntArray, t: Int, alpha: Double, intercept: Boolean): Double = (0..2).sumOf { f ->
    val model = RidgeOracle.fit(p.rowsOf { fold[it] != f }, p.target(t) { fold[it] != f }, p.q, alpha, intercept)
    (0 until p.rows).filter { fold[it] == f }.sumOf { (model.predict(p.x, it) - p.y[it * p.targets + t]).let { d -> d * d } }
} / p.rows
