package ncenter.tests.symmetry

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeLessThan
import ncenter.angstrom
import ncenter.correlate
import ncenter.cur
import ncenter.cutoff
import ncenter.density
import ncenter.fit
import ncenter.fps
import ncenter.gto
import ncenter.kernels.math.Rotations
import ncenter.labels.TensorMap
import ncenter.pca
import ncenter.structures.inverted
import ncenter.structures.permuted
import ncenter.structures.rotated
import ncenter.top
import kotlin.math.abs

/** Screened, purified and contracted features turn with the structure once they are fitted. */
class IterationSymmetryTest :
    FunSpec({
        val rho = density(cutoff(4.0.angstrom), gto(nMax = 2, lMax = 3))
        val fitted = List(25) { molecule(40L + it, 1, 6, 8, 1, 6, 1, 6) }
        val structure = molecule(7, 1, 6, 8, 1, 6, 1, 6)
        val r = rotation(3)

        for ((nu, contraction) in (1..4).map { it to pca(8, invariants = 15) } + listOf(2 to cur(8, invariants = 15), 3 to cur(8, invariants = 15), 3 to fps(8, invariants = 15))) {
            val feature = rho.correlate(nu = nu, contract = contraction, screen = top(60), purify = true).fit(fitted)
            val before = feature.compute(listOf(structure))

            test("nu = $nu, $contraction: rotation") { assertCovariant(before, feature.compute(listOf(structure.rotated(r))), nu) { l, _ -> Rotations.wignerD(l, r) } }

            test("nu = $nu, $contraction: inversion") {
                assertCovariant(before, feature.compute(listOf(structure.inverted())), nu) { l, sigma ->
                    val sign = sigma * if (l % 2 == 0) 1.0 else -1.0
                    DoubleArray((2 * l + 1) * (2 * l + 1)) { if (it % (2 * l + 2) == 0) sign else 0.0 }
                }
            }

            test("nu = $nu, $contraction: relabelling") {
                // Reversed labels: the atoms of a type come in reversed order.
                val after = feature.compute(listOf(structure.permuted(structure.types.indices.reversed().toList().toIntArray())))
                for (k in before.blocks.indices) {
                    val block = before.blocks[k]
                    val size = block.componentSize * block.properties.size
                    val last = block.samples.size - 1
                    for (s in 0..last) {
                        for (i in 0 until size) {
                            abs(block.values[s * size + i] - after.blocks[k].values[(last - s) * size + i]) shouldBeLessThan 1e-10 * maxOf(1e-3, size(block))
                        }
                    }
                }
            }
        }
    })

private fun assertCovariant(before: TensorMap, after: TensorMap, nu: Int, matrix: (lambda: Int, sigma: Int) -> DoubleArray) {
    before.blocks.maxOf { size(it) } shouldBeGreaterThan 1e-4
    if (nu > 1) before.blocks.indices.maxOf { if (before.keys.row(it)[1] == -1) size(before.blocks[it]) else 0.0 } shouldBeGreaterThan 1e-6
    for (k in before.blocks.indices) {
        val block = before.blocks[k]
        val n = block.componentSize
        val d = matrix(before.keys.row(k)[0], before.keys.row(k)[1])
        for (s in 0 until block.samples.size) {
            for (m in 0 until n) {
                for (q in 0 until block.properties.size) {
                    val expected = (0 until n).sumOf { d[m * n + it] * block[s, it, q] }
                    withClue("${before.keys.row(k)}") { abs(expected - after.blocks[k][s, m, q]) shouldBeLessThan 1e-10 * size(block) + 1e-300 }
                }
            }
        }
    }
}
