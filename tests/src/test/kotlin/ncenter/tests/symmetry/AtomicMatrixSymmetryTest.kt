package ncenter.tests.symmetry

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeLessThan
import ncenter.angstrom
import ncenter.combine
import ncenter.cutoff
import ncenter.densityMatrix
import ncenter.fockMatrix
import ncenter.gto
import ncenter.kernels.linalg.LinearAlgebras
import ncenter.overlapMatrix
import ncenter.pairDensity
import ncenter.run.blocks.SuperposedMatrices
import ncenter.secondAtom
import ncenter.structures.Structure
import ncenter.structures.inverted
import ncenter.structures.permuted
import ncenter.structures.rotated
import ncenter.structures.translated
import ncenter.sumNeighbors
import ncenter.tests.MinimalBasis
import kotlin.math.abs

/** Rotation, inversion, translation and relabelling of the matrices of superposed atoms and of features made of their blocks. */
class AtomicMatrixSymmetryTest :
    FunSpec({
        // No symmetry and no two atoms alike; 32 electrons.
        val molecule = Structure(
            intArrayOf(1, 6, 8, 1, 7, 1, 1, 1),
            doubleArrayOf(-1.0, 0.9, 0.1, 0.0, 0.0, 0.0, 0.6, 1.05, -0.2, 0.3, -0.5, 0.95, -0.9, -0.7, -0.85, -1.75, -0.25, -1.0, -0.5, -1.3, -1.5, 1.45, 1.2, 0.2),
        )
        val atoms = MinimalBasis.atoms
        val reach = cutoff(2.2.angstrom)
        val pair = pairDensity(reach, gto(nMax = 2, lMax = 2))
        val features = mapOf(
            "overlap of pairs" to overlapMatrix(atoms, reach),
            "Fock matrix on atoms" to fockMatrix(atoms),
            "Fock matrix of pairs" to fockMatrix(atoms, reach),
            "density matrix on atoms" to densityMatrix(atoms),
            "density matrix of pairs" to densityMatrix(atoms, reach),
            "densities of the neighbors" to densityMatrix(atoms).combine(pair, at = secondAtom).sumNeighbors(),
            "bonds to the neighbors" to densityMatrix(atoms, reach).combine(pair, lMax = 2).sumNeighbors(),
        )
        for ((name, feature) in features) {
            test(name) { assertEquivariant(feature, molecule, tolerance = 1e-11) }
        }

        test("the Fock matrix of superposed atoms follows the molecule, entry by entry") {
            val matrices = SuperposedMatrices(atoms, LinearAlgebras.preferred())
            val before = matrices.fock(molecule)
            val r = rotation(3)
            val mirror = DoubleArray(9) { if (it % 4 == 0) -1.0 else 0.0 }
            val order = intArrayOf(3, 7, 0, 1, 6, 2, 5, 4)
            val images = mapOf(
                "rotation" to (molecule.rotated(r) to rotatedMatrix(before, molecule, atoms.orbitals, r)),
                "inversion" to (molecule.inverted() to rotatedMatrix(before, molecule, atoms.orbitals, mirror)),
                "translation" to (molecule.translated(3.0, -1.0, 7.5) to before),
                "relabelling" to (molecule.permuted(order) to permutedMatrix(before, molecule, atoms.orbitals, order)),
            )
            for ((name, image) in images) {
                val (structure, expected) = image
                val found = matrices.fock(structure)
                withClue(name) { found.indices.maxOf { abs(found[it] - expected[it]) } shouldBeLessThan 1e-11 }
            }
        }
    })
