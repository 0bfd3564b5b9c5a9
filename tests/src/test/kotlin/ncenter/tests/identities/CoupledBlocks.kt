package ncenter.tests.identities

import ncenter.angstrom
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.gto
import ncenter.hamiltonian
import ncenter.labels.Labels
import ncenter.plan.MatrixBlock
import ncenter.plan.rules.compilePlan
import ncenter.regression
import ncenter.run.ATOM_SAMPLES
import ncenter.run.PAIR_SAMPLES
import ncenter.run.Workers
import ncenter.run.blocks.MatrixTargets
import ncenter.run.hamiltonians.PredictedBlock
import ncenter.spec.targets.BlockType
import ncenter.structures.Dataset
import ncenter.structures.Orbitals
import ncenter.structures.Structure
import kotlin.random.Random

/** Every irreducible part of [matrix], those that symmetry forces to zero included, for every atom and pair of [structure]. */
fun coupledBlocks(structure: Structure, orbitals: Orbitals, matrix: DoubleArray): List<PredictedBlock> {
    val targets = MatrixTargets(orbitals, listOf(structure), listOf(matrix), 0)
    return allBlocks(structure, orbitals).groupBy { it.blockType to it.types }.flatMap { (kind, blocks) ->
        val samples = samples(structure, kind.first, kind.second)
        targets.values(blocks, samples, Workers).map { (block, values) -> PredictedBlock(block as MatrixBlock, samples, values) }
    }
}

/** The targets of the plan before any rule. */
private fun allBlocks(structure: Structure, orbitals: Orbitals): List<MatrixBlock> {
    val rho =
        density(
            cutoff(4.0.angstrom),
            gto(
                nMax = 1,
                lMax =
                2 * orbitals.elements.maxOf { type -> orbitals.shells(type).maxOf { it.l } },
            ),
        )
    val spec =
        regression(hamiltonian(orbitals, "fock")) {
            onSite from rho
            offSite from rho.correlate(nu = 0, centers = 2)
        }
    return compilePlan(spec, Dataset(listOf(structure)).schema, rules = emptyList()).targets.blocks.map { it as MatrixBlock }
}

private fun samples(structure: Structure, blockType: BlockType, types: List<Int>): Labels {
    val atoms = (0 until structure.size)
    if (blockType == BlockType.OnSite) return Labels.of(ATOM_SAMPLES, atoms.filter { structure.type(it) == types[0] }.map { listOf(0, it) })
    val pairs =
        atoms.flatMap { i -> atoms.map { j -> i to j } }.filter { (i, j) ->
            structure.type(i) == types[0] &&
                structure.type(j) == types[1]
        }
    val kept = if (blockType == BlockType.DifferentSpecies) pairs else pairs.filter { (i, j) -> i < j }
    return Labels.of(PAIR_SAMPLES, kept.map { (i, j) -> listOf(0, i, j, 0, 0, 0) })
}

/** A symmetric matrix of [n] rows with entries between -1 and 1. */
fun randomSymmetric(n: Int, seed: Int): DoubleArray {
    val random = Random(seed)
    val out = DoubleArray(n * n)
    for (i in 0 until n) {
        for (j in 0..i) {
            random.nextDouble(-1.0, 1.0).let {
                out[i * n + j] = it
                out[j * n + i] = it
            }
        }
    }
    return out
}
