package ncenter.tests.variants

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import ncenter.kernels.linalg.LinearAlgebras
import ncenter.kernels.linalg.Tasks
import ncenter.kernels.regression.FarthestPoints
import ncenter.kernels.regression.InvariantKernel
import ncenter.kernels.regression.InvariantMap
import ncenter.kernels.regression.KernelRidge
import ncenter.kernels.regression.RidgeDual
import ncenter.kernels.regression.SparseKernelRidge
import ncenter.kernels.regression.SymmetryKernel
import ncenter.plan.REFLECTED_ROWS
import ncenter.tests.refused
import java.util.SplittableRandom
import kotlin.math.abs
import kotlin.math.exp

/** Kernel ridge regression against sums by definition and against the linear regression it contains. */
class KernelRidgeTest :
    FunSpec({
        val la = LinearAlgebras.preferred()
        val random = SplittableRandom(5)
        val n = 24
        val m = 3
        val q = 7
        val features = numbers(random, n * m * q)
        val invariants = numbers(random, n * 5)
        val y = numbers(random, n * m * 2)
        val folds = IntArray(n * m) { (it / m) % 3 }
        val alphas = doubleArrayOf(1e-6, 1e-4, 1e-2, 1.0)

        test("kernel matrices are the sums of their definition") {
            val kernel = InvariantKernel.Gaussian(1.5)
            val kappa = SymmetryKernel.invariant(kernel, invariants, n, invariants, n, 5, la)
            val matrix = SymmetryKernel.matrix(kernel, features, n, m, q, invariants, 5, la, Tasks.CALLER)
            for (a in 0 until n) {
                for (b in 0 until n) {
                    val distance = (0 until 5).sumOf { (invariants[a * 5 + it] - invariants[b * 5 + it]).let { d -> d * d } }
                    abs(kappa[a * n + b] - exp(-distance / 4.5)) shouldBeLessThan 1e-13
                    val row = a * m + 1
                    val column = b * m + 2
                    val dot = (0 until q).sumOf { features[row * q + it] * features[column * q + it] }
                    abs(matrix[row * n * m + column] - dot * kappa[a * n + b]) shouldBeLessThan 1e-13
                }
            }
            val cross = SymmetryKernel.matrix(features, n, features, n, m, q, kappa, la)
            cross.indices.maxOf { abs(cross[it] - matrix[it]) } shouldBeLessThan 1e-13
        }

        test("a kernel of several tiles is symmetric, equals the rectangular one, and has the same bits for any order of its tiles") {
            val many = 521
            val f = numbers(random, many * m * q)
            val a = numbers(random, many * 5)
            val kernel = InvariantKernel.Gaussian(1.5)
            val matrix = SymmetryKernel.matrix(kernel, f, many, m, q, a, 5, la, Tasks.CALLER)
            val kappa = SymmetryKernel.invariant(kernel, a, many, a, many, 5, la)
            val rectangular = SymmetryKernel.matrix(f, many, f, many, m, q, kappa, la)
            val side = many * m
            for (r in 0 until side) {
                for (c in 0 until side) {
                    abs(matrix[r * side + c] - rectangular[r * side + c]) shouldBeLessThan 1e-12
                    matrix[r * side + c] shouldBe matrix[c * side + r]
                }
            }
            val reversed = Tasks { count, task -> (count - 1 downTo 0).toList().parallelStream().forEach { task.accept(it) } }
            SymmetryKernel.matrix(kernel, f, many, m, q, a, 5, la, reversed) shouldBe matrix
        }

        test("with a polynomial kernel of power zero it is linear ridge regression") {
            val matrix = SymmetryKernel.matrix(InvariantKernel.Polynomial(0, 1.0), features, n, m, q, invariants, 5, la, Tasks.CALLER)
            val mean = (0 until n * m).sumOf { matrix[it * (n * m + 1)] } / (n * m)
            val kernel = KernelRidge.solve(matrix.copyOf(), y, n * m, 2, folds, 3, alphas, false, la, Tasks.CALLER)
            val linear = RidgeDual.solve(features, y, n * m, q, 2, folds, 3, DoubleArray(4) { alphas[it] * mean / (n * m) }, false, REFLECTED_ROWS, la, Tasks.CALLER)
            for (t in 0..1) {
                abs(kernel.alphas()[t] / (linear.alphas()[t] * n * m) - 1) shouldBeLessThan 1e-9
                for (k in 0 until q) {
                    val weight = (0 until n * m).sumOf { features[it * q + k] * kernel.coefficients()[it * 2 + t] }
                    abs(weight - linear.weights()[k * 2 + t]) shouldBeLessThan 1e-8
                }
            }
        }

        test("a sparse kernel with all points is the full one") {
            val matrix = SymmetryKernel.matrix(InvariantKernel.Gaussian(2.0), features, n, m, q, invariants, 5, la, Tasks.CALLER)
            for (alpha in listOf(1e-4, 1e-1)) {
                val full = KernelRidge.solve(matrix.copyOf(), y, n * m, 2, folds, 1, doubleArrayOf(alpha), false, la, Tasks.CALLER)
                val sparse = sparse(matrix, y, n * m, IntArray(n * m), 1, doubleArrayOf(alpha))
                abs(sparse.scale() / full.scale() - 1) shouldBeLessThan 1e-6
                abs(sparse.alphas()[1] / full.alphas()[1] - 1) shouldBeLessThan 1e-6
                val a = product(matrix, full.coefficients(), n * m)
                val b = product(matrix, sparse.coefficients(), n * m)
                withClue("alpha $alpha") { a.indices.maxOf { abs(a[it] - b[it]) } shouldBeLessThan 1e-6 }
            }
        }

        test("a sparse kernel with all points chooses the strength that the full one chooses") {
            val matrix = SymmetryKernel.matrix(InvariantKernel.Gaussian(2.0), features, n, m, q, invariants, 5, la, Tasks.CALLER)
            val strengths = doubleArrayOf(1e-3, 1e-2, 1e-1, 1.0, 10.0)
            val full = KernelRidge.solve(matrix.copyOf(), y, n * m, 2, folds, 3, strengths, false, la, Tasks.CALLER)
            val few = sparse(matrix, y, n * m, folds, 3, strengths)
            for (t in 0..1) for (a in strengths.indices) abs(few.cvErrors()[t][a] / full.cvErrors()[t][a] - 1) shouldBeLessThan 1e-6
        }

        test("compressed invariants have unit mean norm, and equal axes when they are whitened completely") {
            for ((rows, width) in listOf(n to 5, 4 to 30)) {
                val x = DoubleArray(rows * width) { invariants[it % invariants.size] * (1 + it % width) + 3 }
                val map = InvariantMap.fit(x, rows, width, 50, 1.0, la)
                val mapped = map.apply(x, rows, la)
                val k = map.components()
                abs(mapped.sumOf { it * it } / rows - 1) shouldBeLessThan 1e-10
                for (i in 0 until k) abs((0 until rows).sumOf { mapped[it * k + i] * mapped[it * k + i] } / rows - 1.0 / k) shouldBeLessThan 1e-9
                val plain = InvariantMap.fit(x, rows, width, 50, 0.0, la)
                val two = plain.apply(x, rows, la)
                val c = plain.components()
                val ratio = distance(two, 0, 1, c) / distance(x, 0, 1, width)
                abs(distance(two, 2, 3, c) / distance(x, 2, 3, width) / ratio - 1) shouldBeLessThan 1e-9
            }
        }

        test("farthest points are far apart and never coincide") {
            val x = DoubleArray(40) { if (it < 20) it.toDouble() else 7.0 }
            FarthestPoints.choose(x, 40, 1, 2).toList() shouldBe listOf(0, 19)
            FarthestPoints.choose(x, 40, 1, 40).size shouldBe 20
        }

        test("a kernel that is not positive definite is raised until it is, or refused") {
            val singular = DoubleArray(16) { 1.0 }
            val solution = KernelRidge.solve(singular, DoubleArray(4) { 1.0 }, 4, 1, IntArray(4), 1, doubleArrayOf(1e-300), false, la, Tasks.CALLER)
            solution.alphas()[0] shouldBeGreaterThan 1e-300
            refused { InvariantKernel.Gaussian(0.0) }
            refused { InvariantMap.fit(singular, 4, 4, 2, 1.5, la) }
        }
    })

/** All points active. */
private fun sparse(matrix: DoubleArray, y: DoubleArray, rows: Int, folds: IntArray, count: Int, alphas: DoubleArray): KernelRidge.Solution {
    val ridge = SparseKernelRidge(matrix, rows, 2, count, LinearAlgebras.preferred())
    for (fold in 0 until count) {
        val part = (0 until rows).filter { folds[it] == fold }
        val kernel = DoubleArray(part.size * rows) { matrix[part[it / rows] * rows + it % rows] }
        ridge.add(fold, kernel, DoubleArray(part.size * 2) { y[part[it / 2] * 2 + it % 2] }, part.size)
    }
    return ridge.solve(alphas)
}

private fun numbers(random: SplittableRandom, size: Int) = DoubleArray(size) { random.nextDouble(-1.0, 1.0) }

private fun product(matrix: DoubleArray, coefficients: DoubleArray, n: Int) = DoubleArray(n * 2) { at -> (0 until n).sumOf { matrix[at / 2 * n + it] * coefficients[it * 2 + at % 2] } }

private fun distance(x: DoubleArray, a: Int, b: Int, width: Int) = kotlin.math.sqrt((0 until width).sumOf { (x[a * width + it] - x[b * width + it]).let { d -> d * d } })
