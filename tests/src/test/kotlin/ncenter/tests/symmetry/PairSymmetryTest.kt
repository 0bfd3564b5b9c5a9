package ncenter.tests.symmetry

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import ncenter.angstrom
import ncenter.compute
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.gto
import ncenter.hamiltonian
import ncenter.labels.TensorBlock
import ncenter.labels.TensorMap
import ncenter.plan.SymmetrizeStep
import ncenter.plan.rules.compilePlan
import ncenter.regression
import ncenter.run.Workers
import ncenter.run.centers.SymmetrizeRunner
import ncenter.spec.features.FeatureSpec
import ncenter.spec.models.UnlikePairs
import ncenter.spec.targets.BlockType
import ncenter.structures.Dataset
import ncenter.structures.Orbitals
import ncenter.structures.Structure
import ncenter.structures.permuted
import kotlin.math.abs
import kotlin.math.sqrt

/** Pair features combined as the blocks of a symmetric matrix are (tests 6, 14 and 26 of the methods guide). */
class PairSymmetryTest :
    FunSpec({
        val rho = density(cutoff(3.5.angstrom), gto(nMax = 2, lMax = 2))
        val bare = rho.correlate(nu = 0, centers = 2)
        val dressed = rho.correlate(nu = 1, centers = 2)

        /** C, C, O with H on either side; atoms 0 and 2 are the carbons. */
        val molecule = molecule(8, 6, 1, 6, 8, 1, 1)
        val swapped = intArrayOf(2, 1, 0, 3, 4, 5)

        test("exchanging two atoms of one element leaves plus features and reverses minus features") {
            val before = symmetrized(dressed, molecule)
            val after = symmetrized(dressed, molecule.permuted(swapped))
            for (blockType in listOf(BlockType.SameSpeciesPlus, BlockType.SameSpeciesMinus)) {
                val sign = if (blockType == BlockType.SameSpeciesPlus) 1.0 else -1.0
                val keys = before.rowsOf(blockType, 6)
                val angular = keys.map { it[0] to it[1] }.toSet()
                withClue(blockType) { angular shouldBe setOf(0 to 1, 1 to 1, 1 to -1, 2 to 1, 2 to -1) }
                for (key in keys) {
                    val a = before.block(key)
                    val b = after.block(key)
                    withClue("$blockType $key") {
                        a.samples.row(0) shouldBe listOf(0, 0, 2, 0, 0, 0)
                        size(a) shouldBeGreaterThan 1e-6
                        a.values.indices.maxOf { abs(b.values[it] - sign * a.values[it]) } shouldBeLessThan 1e-14 * maxOf(1.0, size(a))
                    }
                }
            }
        }

        test("plus and minus are the sum and the difference of both directions over sqrt 2") {
            val directed = dressed.compute(listOf(molecule))
            val combined = symmetrized(dressed, molecule)
            for (row in 0 until directed.keys.size) {
                val (lambda, sigma, a, b) = directed.keys.row(row)
                if (a != b) continue
                for ((blockType, sign) in listOf(BlockType.SameSpeciesPlus to 1.0, BlockType.SameSpeciesMinus to -1.0)) {
                    combined.block(listOf(lambda, sigma, a, b, blockType.code)).shouldCombine(directed.blocks[row], sign)
                }
            }
        }

        test("features of unlike pairs hold both directions, or the lighter atom first") {
            val directed = dressed.compute(listOf(molecule))
            val both = symmetrized(dressed, molecule)
            val one = symmetrized(dressed, molecule, UnlikePairs.FIRST_ONLY)
            val forward = directed.block(listOf(1, 1, 6, 8))
            val backward = directed.block(listOf(1, 1, 8, 6))
            val block = both.block(listOf(1, 1, 6, 8, 2))
            val q = forward.properties.size
            block.properties.size shouldBe q + backward.properties.size
            for (s in 0 until block.samples.size) {
                val mirror = backward.rowOf(block.samples.row(s).mirrored())
                for (m in 0..2) {
                    for (p in 0 until q) {
                        block[s, m, p] shouldBe forward[forward.rowOf(block.samples.row(s)), m, p]
                        block[s, m, q + p] shouldBe backward[mirror, m, p]
                    }
                }
            }
            one.block(listOf(1, 1, 6, 8, 2)).values.toList() shouldBe forward.values.toList()
            one.rowsOf(BlockType.DifferentSpecies, 8) shouldBe emptyList()
        }

        test("without neighbors there is no pseudo-tensor, plus has even and minus has odd orders only") {
            val keys = symmetrized(bare, molecule).let { map -> (0 until map.keys.size).map(map.keys::row) }
            keys.map { it[1] }.toSet() shouldBe setOf(1)
            keys.filter { it[4] == BlockType.SameSpeciesPlus.code }.map { it[0] }.toSet() shouldContainExactlyInAnyOrder listOf(0, 2)
            keys.filter { it[4] == BlockType.SameSpeciesMinus.code }.map { it[0] }.toSet() shouldContainExactlyInAnyOrder listOf(1)
            keys.filter { it[4] == BlockType.DifferentSpecies.code }.map { it[0] }.toSet() shouldContainExactlyInAnyOrder listOf(0, 1, 2)
        }

        test("the parities that are left out without neighbors would be zero") {
            val directed = bare.compute(listOf(molecule, crystal(4)))
            for (row in 0 until directed.keys.size) {
                val (lambda, _, a, b) = directed.keys.row(row)
                val mirrored = directed.block(listOf(lambda, 1, b, a))
                val block = directed.blocks[row]
                val sign = if (lambda % 2 == 0) 1.0 else -1.0
                for (s in 0 until block.samples.size) {
                    val other = mirrored.rowOf(block.samples.row(s).mirrored())
                    for (m in 0..2 * lambda) {
                        for (p in 0 until block.properties.size) {
                            abs(mirrored[other, m, p] - sign * block[s, m, p]) shouldBeLessThan 1e-13 * maxOf(1.0, size(block))
                        }
                    }
                }
            }
        }

        test("in a crystal a pair and its lattice shift meet the mirrored pair with the opposite shift") {
            val cell = doubleArrayOf(2.9, 0.2, 0.0, -0.4, 3.1, 0.1, 0.3, -0.2, 2.7)
            val crystal = Structure(intArrayOf(6, 8, 6), doubleArrayOf(0.1, 0.2, 0.0, 1.3, 0.4, 0.2, 0.9, 1.7, 1.2), cell)
            val directed = dressed.compute(listOf(crystal))
            val combined = symmetrized(dressed, crystal)
            val key = listOf(1, 1, 6, 6)
            val source = directed.block(key)
            val images =
                (0 until source.samples.size).count { s ->
                    source.samples
                        .row(s)
                        .drop(3)
                        .any { it != 0 }
                }
            images shouldBeGreaterThan 4
            (0 until source.samples.size).count { s -> source.samples.row(s).let { it[1] == it[2] } } shouldBeGreaterThan 4
            for ((blockType, sign) in listOf(BlockType.SameSpeciesPlus to 1.0, BlockType.SameSpeciesMinus to -1.0)) {
                val block = combined.block(key + blockType.code)
                2 * block.samples.size shouldBe source.samples.size
                block.shouldCombine(source, sign)
                val kept = (0 until block.samples.size).map { block.samples.row(it) }
                kept.none { it.mirrored() in kept } shouldBe true
            }
        }
    })

/** The symmetrized features of [structure], every block of them. */
private fun symmetrized(feature: FeatureSpec, structure: Structure, unlikePairs: UnlikePairs = UnlikePairs.BOTH_DIRECTIONS): TensorMap {
    val orbitals = Orbitals.parse(structure.elements.associateWith { "1s" })
    val rho = density(cutoff(3.5.angstrom), gto(nMax = 2, lMax = 2))
    val spec =
        regression(hamiltonian(orbitals, "fock"), unlikePairs = unlikePairs) {
            onSite from rho
            offSite from feature
        }
    val step = compilePlan(spec, Dataset(listOf(structure)).schema, rules = emptyList()).steps.filterIsInstance<SymmetrizeStep>().single()
    return SymmetrizeRunner(step).run(feature.compute(listOf(structure)), Workers)
}

private fun TensorMap.rowsOf(
    blockType: BlockType,
    firstType: Int,
): List<List<Int>> = (0 until keys.size).map(keys::row).filter { it[4] == blockType.code && it[2] == firstType }

/** (system, i, j, T) -> (system, j, i, -T) */
private fun List<Int>.mirrored(): List<Int> = listOf(this[0], this[2], this[1]) + drop(3).map { -it }

private fun TensorBlock.rowOf(sample: List<Int>): Int = samples.indexOf(sample).also { check(it >= 0) { "no sample $sample" } }

/** Fails unless every sample here is (x_ij + sign x_ji) / sqrt 2 of the [directed] block. */
private fun TensorBlock.shouldCombine(directed: TensorBlock, sign: Double) {
    val half = sqrt(0.5)
    for (s in 0 until samples.size) {
        val a = directed.rowOf(samples.row(s))
        val b = directed.rowOf(samples.row(s).mirrored())
        for (m in 0 until componentSize) {
            for (p in 0 until properties.size) {
                val expected = half * (directed[a, m, p] + sign * directed[b, m, p])
                abs(this[s, m, p] - expected) shouldBeLessThan 1e-15 * maxOf(1.0, size(directed))
            }
        }
    }
}
