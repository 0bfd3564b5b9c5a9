package ncenter.tests.variants

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import ncenter.kernels.linalg.LinearAlgebra
import ncenter.kernels.linalg.Tasks
import ncenter.kernels.regression.NormalEquations
import ncenter.kernels.regression.RidgeDual
import ncenter.kernels.regression.RidgeEquations
import ncenter.kernels.regression.RidgeIterative
import ncenter.kernels.regression.RidgePrimal
import ncenter.kernels.regression.RidgeSolution
import ncenter.kernels.regression.RidgeSpilled
import ncenter.kernels.regression.RowPanels
import ncenter.plan.REFLECTED_ROWS
import kotlin.math.abs

/** Ridge regression that reads its rows again and again against the routes that hold everything in memory. */
class OutOfCoreRidgeTest :
    FunSpec({
        val grid = doubleArrayOf(1e-6, 1e-4, 1e-2, 1.0)

        for (la in providers) {
            for (intercept in listOf(false, true)) {
                test("conjugate gradients find the weights, strengths and errors of the normal equations, intercept = $intercept (${la.name()})") {
                    for (sizes in listOf(RidgeIterative.Sizes(5, 3, 7), RidgeIterative.Sizes(30, 1000, 1000), RidgeIterative.Sizes(1, 8, 64))) {
                        val p = Problem(90, 30, 2, 3, decay = 0.8, mean = if (intercept) 5.0 else 0.0)
                        val expected = RidgePrimal.solve(p.equations(intercept, la), grid, intercept, la)
                        val found = RidgeIterative.solve(p.panels, p.y, p.targets, p.folds, 3, grid, intercept, sizes, la)
                        withClue("$sizes") { shouldAgree(found, expected, p) }
                    }
                }

                test("kernels added up from columns find the weights, strengths and errors of kernels in memory, intercept = $intercept (${la.name()})") {
                    for (slab in listOf(1, 7, 200, 1000)) {
                        val p = Problem(140, 200, 2, 3, decay = 0.97, mean = if (intercept) 5.0 else 0.0)
                        val expected = RidgeDual.solve(p.x, p.y, p.rows, p.q, p.targets, p.folds, 3, grid, intercept, REFLECTED_ROWS, la, Tasks.CALLER)
                        val found = RidgeSpilled.solve(p.panels, p.y, p.targets, p.folds, 3, grid, intercept, slab, la, Tasks.CALLER)
                        withClue("slab of $slab") { shouldAgree(found, expected, p) }
                    }
                }
            }

            test("conjugate gradients with more features than rows find the weights of the dual (${la.name()})") {
                val p = Problem(40, 75, 1, 2, decay = 0.95, mean = 0.0)
                val expected = RidgeDual.solve(p.x, p.y, p.rows, p.q, p.targets, p.folds, 2, grid, false, REFLECTED_ROWS, la, Tasks.CALLER)
                shouldAgree(RidgeIterative.solve(p.panels, p.y, p.targets, p.folds, 2, grid, false, RidgeIterative.Sizes(8, 4, 16), la), expected, p)
            }

            test("one strength and one fold need no validation, and vanishing columns and targets no luck (${la.name()})") {
                val p = Problem(50, 12, 2, 1, decay = 1.0, mean = 0.0)
                for (r in 0 until 50) {
                    p.x[r * 12 + 4] = 0.0
                    p.x[r * 12 + 5] = p.x[r * 12 + 6]
                    p.y[r * 2] = 0.0
                }
                val one = doubleArrayOf(1e-3)
                val expected = RidgePrimal.solve(p.equations(false, la), one, false, la)
                val found = RidgeIterative.solve(p.panels, p.y, p.targets, p.folds, 1, one, false, RidgeIterative.Sizes(12, 4, 9), la)
                shouldAgree(found, expected, p)
                (0 until 12).all { found.weights()[2 * it] == 0.0 } shouldBe true
            }

            test("what the preconditioner knows saves passes over the rows, and twice the same call gives the same bits (${la.name()})") {
                val p = Problem(120, 60, 1, 1, decay = 0.7, mean = 0.0)
                val passes = listOf(1, 40).map { sketch ->
                    val counted = Counted(p.panels)
                    val first = RidgeIterative.solve(counted, p.y, 1, p.folds, 1, doubleArrayOf(1e-7), false, RidgeIterative.Sizes(sketch, 1, 120), la)
                    val again = RidgeIterative.solve(p.panels, p.y, 1, p.folds, 1, doubleArrayOf(1e-7), false, RidgeIterative.Sizes(sketch, 1, 120), la)
                    first.weights().toList() shouldBe again.weights().toList()
                    counted.reads
                }
                passes[0] shouldBeGreaterThan 2 * passes[1]
            }

            test("equations that cannot be solved are refused (${la.name()})") {
                val p = Problem(60, 40, 1, 2, decay = 0.9, mean = 0.0)
                // Rows that change from pass to pass, as a broken disk would give.
                val unsteady = object : RowPanels by p.panels {
                    private val random = java.util.SplittableRandom(5)

                    override fun readRows(first: Int, count: Int, x: DoubleArray) {
                        p.panels.readRows(first, count, x)
                        for (k in 0 until count * p.q) x[k] *= 1 + 1e-6 * random.nextDouble()
                    }
                }
                for ((folds, alphas) in listOf(1 to doubleArrayOf(1e-6), 2 to grid)) {
                    val foldOf = IntArray(p.rows) { it % folds }
                    shouldThrow<ArithmeticException> { RidgeIterative.solve(unsteady, p.y, 1, foldOf, folds, alphas, false, RidgeIterative.Sizes(2, 8, 60), la) }.message!! shouldContain
                        "ridge: a relative residual of 1.0E-11 was expected"
                }
            }
        }
    })

/** Random rows whose columns decay by [decay] and mix, with targets that depend on them and on noise. */
private class Problem(
    val rows: Int,
    val q: Int,
    val targets: Int,
    val foldCount: Int,
    decay: Double,
    mean: Double,
) {
    val x: DoubleArray
    val y: DoubleArray
    val folds = IntArray(rows) { it * 7 / 3 % foldCount }

    init {
        val a = gaussian(rows * q, 1)
        for (k in a.indices) a[k] *= Math.pow(decay, (k % q).toDouble())
        x = product(false, false, rows, q, q, a, gaussian(q * q, 2))
        // Strengths are relative to the mean squared norm of a row.
        val norm = kotlin.math.sqrt(x.sumOf { it * it } / rows)
        for (k in x.indices) x[k] = x[k] / norm + mean
        val noise = gaussian(rows * targets, 4)
        y = product(false, false, rows, targets, q, x, gaussian(q * targets, 3))
        for (k in y.indices) y[k] += 0.1 * noise[k] + mean
    }

    val panels = object : RowPanels {
        override fun rows() = rows

        override fun q() = q

        override fun readRows(first: Int, count: Int, x: DoubleArray) {
            this@Problem.x.copyInto(x, 0, first * q, (first + count) * q)
        }

        override fun readColumns(from: Int, to: Int, x: DoubleArray) {
            for (row in 0 until rows) this@Problem.x.copyInto(x, row * (to - from), row * q + from, row * q + to)
        }
    }

    fun equations(intercept: Boolean, la: LinearAlgebra): RidgeEquations {
        val equations = if (intercept) {
            NormalEquations(q, targets, foldCount, RidgeEquations.columnMeans(x, rows, q), RidgeEquations.columnMeans(y, rows, targets))
        } else {
            NormalEquations(q, targets, foldCount)
        }
        for (row in 0 until rows) equations.add(folds[row], x.copyOfRange(row * q, (row + 1) * q), y.copyOfRange(row * targets, (row + 1) * targets), 1, la)
        return equations
    }
}

private class Counted(
    private val panels: RowPanels,
) : RowPanels by panels {
    var reads = 0

    override fun readRows(first: Int, count: Int, x: DoubleArray) {
        reads++
        panels.readRows(first, count, x)
    }
}

private fun shouldAgree(found: RidgeSolution, expected: RidgeSolution, p: Problem) {
    found.alphas().toList() shouldBe expected.alphas().toList()
    val (a, b) = listOf(found, expected).map { product(false, false, p.rows, p.targets, p.q, p.x, it.weights()) }
    relativeDifference(a, b) shouldBeLessThan 1e-8
    for (t in 0 until p.targets) {
        abs(found.intercepts()[t] - expected.intercepts()[t]) shouldBeLessThan 1e-7 * (1 + abs(expected.intercepts()[t]))
        for (k in expected.cvErrors()[t].indices) abs(found.cvErrors()[t][k] - expected.cvErrors()[t][k]) shouldBeLessThan 1e-7 * expected.cvErrors()[t][k]
    }
}
