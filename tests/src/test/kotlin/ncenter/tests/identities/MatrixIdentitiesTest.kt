package ncenter.tests.identities

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import ncenter.canonical
import ncenter.plan.MatrixBlock
import ncenter.pyscf
import ncenter.run.Workers
import ncenter.run.hamiltonians.MatrixAssembly
import ncenter.run.hamiltonians.PredictedBlock
import ncenter.spec.targets.BlockType
import ncenter.structures.Orbitals
import ncenter.structures.Structure
import ncenter.tests.GoldenQm7
import ncenter.tests.GoldenWater
import ncenter.tests.symmetry.molecule
import ncenter.withMatrices
import kotlin.math.abs

/** What holds for the irreducible blocks of every symmetric matrix (tests 10, 11 and 12 of the methods guide). */
class MatrixIdentitiesTest :
    FunSpec({
        val orbitals = Orbitals.of("H" to "1s 2s 2p", "C" to "1s 2s 2p 3p 3d", "O" to "1s 2p 3d 4f")
        val mixed = molecule(4, 6, 1, 8, 6, 1, 8, 1)

        /** Real Fock matrices, all kinds of shells: water up to d, organic molecules of four elements. */
        fun realMatrices(): List<Triple<Structure, Orbitals, DoubleArray>> {
            val water = GoldenWater.data.withMatrices("fock", GoldenWater.fock, GoldenWater.orbitals, canonical)
            val organic = GoldenQm7.data.withMatrices("fock", GoldenQm7.fock, GoldenQm7.orbitals.canonical(), pyscf)
            return listOf(0, 7).map { Triple(water[it], GoldenWater.orbitals, water.matrices("fock").matrix(it)) } +
                listOf(2, 9).map { Triple(organic[it], GoldenQm7.orbitals.canonical(), organic.matrices("fock").matrix(it)) }
        }

        test("a matrix taken apart into irreducible blocks and put together again is the same, shells up to f") {
            val matrix = randomSymmetric(orbitals.size(mixed), 1)
            val again = MatrixAssembly(orbitals).assemble(listOf(mixed), 0, coupledBlocks(mixed, orbitals, matrix), Workers).single()
            matrix.indices.maxOf { abs(again[it] - matrix[it]) } shouldBeLessThan 1e-14
        }

        test("each block is needed: without it the matrix is another one") {
            val matrix = randomSymmetric(orbitals.size(mixed), 2)
            val blocks = coupledBlocks(mixed, orbitals, matrix).filter { !it.block.vanishes }
            for (left in blocks) {
                val again = MatrixAssembly(orbitals).assemble(listOf(mixed), 0, blocks - left, Workers).single()
                withClue(left.block) { matrix.indices.maxOf { abs(again[it] - matrix[it]) } shouldBeGreaterThan 1e-6 }
            }
        }

        test("weighted squares of all blocks sum to the squared Frobenius norm") {
            val random = Triple(mixed, orbitals, randomSymmetric(orbitals.size(mixed), 3))
            for ((structure, shells, matrix) in realMatrices() + random) {
                val sum = coupledBlocks(structure, shells, matrix).sumOf { it.block.errorWeight * squares(it) }
                val frobenius = matrix.sumOf { it * it }
                withClue(structure) { abs(sum - frobenius) shouldBeLessThan 1e-12 * frobenius }
            }
        }

        test("parts that symmetry forbids vanish on real Fock matrices, and only those") {
            val largest = mutableMapOf<MatrixBlock, Double>()
            for ((structure, shells, matrix) in realMatrices()) {
                for (part in coupledBlocks(structure, shells, matrix)) {
                    val size = part.values.maxOfOrNull { abs(it) } ?: continue
                    if (part.block.vanishes) withClue(part.block) { size shouldBeLessThan 1e-12 }
                    largest.merge(part.block, size, ::maxOf)
                }
            }
            // What is called forbidden must not be too much: all allowed scalars of two identical shells are there.
            val identical = largest.filterKeys { it.firstShell == it.secondShell && it.blockType != BlockType.DifferentSpecies }
            identical.keys.count { it.vanishes } shouldBeGreaterThan 10
            val scalars = identical.filterKeys { it.lambda == 0 && !it.vanishes }
            scalars.size shouldBeGreaterThan 8
            for ((block, size) in scalars) withClue(block) { size shouldBeGreaterThan 1e-4 }
            val vectors = identical.filterKeys { it.firstShell.l == 1 && it.blockType == BlockType.SameSpeciesMinus && !it.vanishes }
            vectors.keys.map { it.lambda }.toSet() shouldBe setOf(1)
        }
    })

private fun squares(part: PredictedBlock): Double = part.values.sumOf { it * it }
