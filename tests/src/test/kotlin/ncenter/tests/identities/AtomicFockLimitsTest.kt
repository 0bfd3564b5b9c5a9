package ncenter.tests.identities

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import ncenter.kernels.gaussians.GaussianShell
import ncenter.kernels.math.SpecialFunctions.gammaHalf
import ncenter.tests.AtomicFockCase
import kotlin.math.PI
import kotlin.math.abs
import kotlin.math.sqrt

/** Closed forms and limits of the Fock matrix of superposed atoms. */
class AtomicFockLimitsTest :
    FunSpec({
        test("one s Gaussian of exponent a: T = 3a/2, V = -2Z sqrt(2a/pi), J = 2n sqrt(a/pi), K = J") {
            for (a in listOf(0.05, 0.27, 1.0, 40.0, 3000.0)) {
                for (n in listOf(0.0, 1.0, 1.3, 2.0)) {
                    val expected = 1.5 * a - 2 * 8.0 * sqrt(2 * a / PI) + 2 * n * sqrt(a / PI) * (1 - 0.5)
                    withClue("a=$a n=$n") { abs(AtomicFockCase.single(0, a, 8.0, n).matrix().single() - expected) shouldBeLessThan 1e-13 * (1.5 * a + 16 * sqrt(a)) }
                }
            }
        }

        test("an empty shell l: T = (2l+3) a/2, V = -Z sqrt(2a) l! / Gamma(l + 3/2), nothing between components, up to l = 4") {
            val a = 0.8
            for (l in 0..4) {
                val matrix = AtomicFockCase.single(l, a, 3.0, 0.0).matrix()
                val expected = 0.5 * (2 * l + 3) * a - 3.0 * sqrt(2 * a) * gammaHalf(2 * l + 2) / gammaHalf(2 * l + 3)
                val n = 2 * l + 1
                for (i in matrix.indices) withClue("l=$l element $i") { abs(matrix[i] - if (i % (n + 1) == 0) expected else 0.0) shouldBeLessThan 1e-12 }
            }
        }

        test("electrons of a full shell act alike on all components, up to l = 4") {
            for (l in 1..4) {
                val matrix = AtomicFockCase.single(l, 0.6, 3.0, 4.0 * l + 2).matrix()
                val n = 2 * l + 1
                for (i in matrix.indices) withClue("l=$l element $i") { abs(matrix[i] - if (i % (n + 1) == 0) matrix[0] else 0.0) shouldBeLessThan 1e-12 }
                abs(matrix[0] - AtomicFockCase.single(l, 0.6, 3.0, 0.0).matrix()[0]) shouldBeGreaterThan 0.1
            }
        }

        /** The case with a copy of its atoms [distance] further along z. */
        fun doubled(case: AtomicFockCase, distance: Double, charges: DoubleArray) = AtomicFockCase(
            case.positions + DoubleArray(case.positions.size) { case.positions[it] + if (it % 3 == 2) distance else 0.0 },
            case.charges + charges,
            case.shells + case.shells,
            case.electrons + case.electrons,
        )

        test("a neutral neighbor far away does nothing, an ion acts as its charge") {
            val atom = AtomicFockCase.references.getValue("formaldehyde STO-3G").case.let { AtomicFockCase(it.positions.copyOf(3), it.charges.copyOf(1), it.shells.take(1), it.electrons.take(1)) }
            val alone = atom.matrix()
            val n = 5
            for (distance in listOf(25.0, 40.0, 200.0)) {
                for (ion in listOf(0.0, 1.0)) {
                    val matrix = doubled(atom, distance, doubleArrayOf(6.0 + ion)).matrix()
                    // 1s has no quadrupole: the potential of the ion at its center.
                    withClue("at $distance, charge $ion") { abs(matrix[0] - alone[0] + ion / distance) shouldBeLessThan 1e-12 }
                    if (ion == 0.0) for (i in 0 until n) for (j in 0 until n) abs(matrix[i * 2 * n + j] - alone[i * n + j]) shouldBeLessThan 1e-12
                    for (i in 0 until n) for (j in n until 2 * n) abs(matrix[i * 2 * n + j]) shouldBeLessThan 1e-12
                }
            }
        }

        test("a factor of the coefficients of a shell changes nothing, nor do exponents of 2s and 2p that differ in the last digit") {
            val water = AtomicFockCase.references.getValue("water STO-3G").case
            val scaled = AtomicFockCase(
                water.positions,
                water.charges,
                water.shells.map { atom -> atom.map { shell -> GaussianShell(shell.l, DoubleArray(3) { shell.exponents[it] * (1 + (shell.l + 1) * 1e-15) }, DoubleArray(3) { 2.5 * shell.coefficients[it] }) } },
                water.electrons,
            )
            val (a, b) = listOf(water.matrix(), scaled.matrix())
            for (i in a.indices) abs(a[i] - b[i]) shouldBeLessThan 2e-12
        }

        test("no atoms make no matrix") {
            AtomicFockCase(DoubleArray(0), DoubleArray(0), emptyList(), emptyList()).matrix().size shouldBe 0
        }
    })
