package ncenter.tests.messages

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.string.shouldContain
import ncenter.kernels.gaussians.AtomicFock
import ncenter.kernels.gaussians.GaussianShell
import ncenter.kernels.linalg.Tasks
import ncenter.tests.AtomicFockCase
import ncenter.tests.refused

/** What [AtomicFock] refuses. */
class AtomicFockMessagesTest :
    FunSpec({
        val water = AtomicFockCase.references.getValue("water STO-3G").case

        fun withElectrons(vararg oxygen: Double) = water.with(electrons = listOf(oxygen.asList()) + water.electrons.drop(1))

        test("lengths that do not fit are refused") {
            refused { water.with(positions = DoubleArray(8)).build() } shouldContain
                "AtomicFock: 3 coordinates, shells and electrons of each of 3 charges were expected, got 8 coordinates, shells of 3 atoms and electrons of 3"
            refused { water.with(electrons = water.electrons.take(2)).build() } shouldContain "electrons of 2"
            refused { withElectrons(2.0, 2.0).build() } shouldContain "electrons of each of 3 shells were expected for atom 0, got 2"
            refused { water.build().into(Tasks.CALLER, DoubleArray(48)) } shouldContain "room for 7 x 7 numbers was expected, got 48"
        }

        test("electrons that do not fit into a shell are refused") {
            refused { withElectrons(2.0, 2.0, -0.1).build() } shouldContain "0 to 6 electrons were expected in shell 2 (l=1) of atom 0, got -0.1"
            refused { withElectrons(2.0, 2.5, 4.0).build() } shouldContain "0 to 2 electrons were expected in shell 1 (l=0) of atom 0, got 2.5"
            refused { withElectrons(2.0, 2.0, Double.NaN).build() } shouldContain "got NaN"
        }

        test("atoms at one place, and positions and charges that are no numbers, are refused") {
            refused { water.with(positions = water.positions.copyOf(6) + water.positions.copyOf(3)).build() } shouldContain
                "atoms at different places were expected, atoms 0 and 2 are both at 0.1, -0.2, 0.3 bohr"
            refused { water.with(positions = DoubleArray(9) { Double.NaN }).build() } shouldContain "finite positions in bohr were expected, got NaN"
            refused { water.with(charges = doubleArrayOf(8.0, 1.0, Double.POSITIVE_INFINITY)).build() } shouldContain
                "a nuclear charge of at least 0 was expected for atom 2, got Infinity"
            refused { water.with(charges = doubleArrayOf(-8.0, 1.0, 1.0)).build() } shouldContain "for atom 0, got -8.0"
        }

        test("shells beyond l = 4 are refused") {
            val shell = GaussianShell(5, doubleArrayOf(1.0), doubleArrayOf(1.0))
            refused { AtomicFock(DoubleArray(3), doubleArrayOf(1.0), arrayOf(arrayOf(shell)), arrayOf(doubleArrayOf(0.0))) } shouldContain
                "shells of l up to 4 were expected, got l=5 for shell 0 of atom 0"
        }
    })
