package ncenter.tests.symmetry

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import ncenter.kernels.linalg.Tasks
import ncenter.kernels.math.Rotations
import ncenter.tests.AtomicFockCase
import ncenter.tests.kernelForms
import java.util.Random
import java.util.stream.IntStream
import kotlin.math.abs

/** The Fock matrix of superposed atoms with s, p, d and f functions under what must not change it. */
class AtomicFockSymmetryTest :
    FunSpec({
        val names = listOf("formaldehyde STO-3G", "s, p, d and f")
        val cases = names.map { AtomicFockCase.references.getValue(it).case }

        fun moved(case: AtomicFockCase, rotation: DoubleArray, shift: Double) = case.with(
            positions =
            DoubleArray(case.positions.size) { at ->
                shift * (at % 3 - 1.5) + (0..2).sumOf { rotation[at % 3 * 3 + it] * case.positions[at / 3 * 3 + it] }
            },
        )

        fun difference(a: DoubleArray, b: DoubleArray) = a.indices.maxOf { abs(a[it] - b[it]) }

        test("a moved structure has the same matrix") {
            val identity = DoubleArray(9) { if (it % 4 == 0) 1.0 else 0.0 }
            for (case in cases) difference(moved(case, identity, 1.7).matrix(), case.matrix()) shouldBeLessThan 1e-12
        }

        test("the matrix of a turned or inverted structure is the turned matrix") {
            for (seed in 1..3) {
                val proper = Rotations.random(Random(seed.toLong()))
                for (rotation in listOf(proper, DoubleArray(9) { -proper[it] })) {
                    for (case in cases) {
                        val turned = moved(case, rotation, 0.0).matrix()
                        difference(turned, turnedMatrix(case, rotation)) shouldBeLessThan 1e-12
                        difference(turned, case.matrix()) shouldBeGreaterThan 1e-2
                    }
                }
            }
        }

        test("permuted atoms permute the matrix") {
            for (case in cases) {
                val order = case.charges.indices.toList().let { it.drop(1).reversed() + it.first() }
                val sizes = case.shells.map { atom -> atom.sumOf { 2 * it.l + 1 } }
                val starts = sizes.runningFold(0, Int::plus)
                val rows = order.flatMap { starts[it] until starts[it + 1] }
                val n = rows.size
                val matrix = case.matrix()
                difference(case.permuted(order).matrix(), DoubleArray(n * n) { matrix[rows[it / n] * n + rows[it % n]] }) shouldBeLessThan 1e-12
            }
        }

        test("the matrix is symmetric, and its bits do not depend on the order of tasks or on threads") {
            val backwards = Tasks { count, task -> for (k in count - 1 downTo 0) task.accept(k) }
            val threads = Tasks { count, task -> IntStream.range(0, count).parallel().forEach(task) }
            for (case in cases) {
                for (form in kernelForms) {
                    val matrix = case.matrix(form = form)
                    val n = case.build().size()
                    matrix.indices.all { matrix[it] == matrix[it % n * n + it / n] } shouldBe true
                    for (tasks in listOf(backwards, threads)) case.matrix(tasks, form).contentEquals(matrix) shouldBe true
                }
            }
        }
    })

/** D F D^T. */
private fun turnedMatrix(case: AtomicFockCase, rotation: DoubleArray): DoubleArray {
    val n = case.build().size()
    val d = DoubleArray(n * n)
    var start = 0
    for (l in case.orders) {
        val size = 2 * l + 1
        val block = Rotations.wignerD(l, rotation)
        for (i in 0 until size) for (j in 0 until size) d[(start + i) * n + start + j] = block[i * size + j]
        start += size
    }
    val f = case.matrix()
    val half = DoubleArray(n * n) { at -> (0 until n).sumOf { d[at / n * n + it] * f[it * n + at % n] } }
    return DoubleArray(n * n) { at -> (0 until n).sumOf { half[at / n * n + it] * d[at % n * n + it] } }
}
