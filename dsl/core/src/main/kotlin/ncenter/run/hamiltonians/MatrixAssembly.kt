package ncenter.run.hamiltonians

import ncenter.kernels.blocks.BlockCoupling
import ncenter.kernels.blocks.MatrixBlocks
import ncenter.kernels.math.ClebschGordan
import ncenter.labels.Labels
import ncenter.plan.MatrixBlock
import ncenter.run.ShellOffsets
import ncenter.run.Workers
import ncenter.spec.targets.BlockType
import ncenter.structures.Orbitals
import ncenter.structures.Shell
import ncenter.structures.Structure
import kotlin.math.sqrt

/** Predicted values of one coupled block: `samples x components`. */
public class PredictedBlock(
    public val block: MatrixBlock,
    public val samples: Labels,
    public val values: DoubleArray,
)

/** Puts predicted blocks together to symmetric matrices: decouple, undo the plus and minus combinations, scatter. */
public class MatrixAssembly(
    private val orbitals: Orbitals,
) {
    /** One row-major matrix per structure; [firstSystem] is the number of the first in the samples. */
    public fun assemble(structures: List<Structure>, firstSystem: Int, blocks: List<PredictedBlock>, workers: Workers): List<DoubleArray> {
        val matrices = structures.map { s -> orbitals.size(s).let { DoubleArray(it * it) } }
        val places = structures.map { ShellOffsets(orbitals, it) }
        val groups =
            blocks
                .groupBy {
                    Triple(
                        it.block.blockType,
                        it.block.types,
                        it.block.firstShell to it.block.secondShell,
                    )
                }.values
                .toList()
        val decoupled = arrayOfNulls<DoubleArray>(groups.size)
        workers.forEach(groups.size) { decoupled[it] = decouple(groups[it]) }
        for ((k, group) in groups.withIndex()) {
            scatter(group[0], decoupled[k]!!) { system, i, j -> Place(matrices[system - firstSystem], places[system - firstSystem], i, j) }
        }
        return matrices
    }

    private fun decouple(group: List<PredictedBlock>): DoubleArray {
        val first = group[0].block.firstShell
        val second = group[0].block.secondShell
        val samples = group[0].samples.size
        val out = DoubleArray(samples * first.size * second.size)
        for (part in group) {
            val cg = ClebschGordan.real(first.l, second.l, part.block.lambda)
            BlockCoupling(first.l, second.l, part.block.lambda, cg).decoupleAdd(part.values, 1, 0, 0, samples, out)
        }
        return out
    }

    private fun scatter(part: PredictedBlock, values: DoubleArray, place: (system: Int, i: Int, j: Int) -> Place) {
        val block = part.block
        val size = block.firstShell.size * block.secondShell.size
        val table = part.samples.values
        val width = part.samples.names.size
        for (s in 0 until part.samples.size) {
            val i = table[s * width + 1]
            val j = if (width > 2) table[s * width + 2] else i
            place(table[s * width], i, j).add(block, values, s * size)
        }
    }
}

/** Where the block of atoms [i] and [j] lies in a matrix; writes it together with its mirror image. */
private class Place(
    private val matrix: DoubleArray,
    private val rows: ShellOffsets,
    private val i: Int,
    private val j: Int,
) {
    fun add(block: MatrixBlock, values: DoubleArray, at: Int) {
        val a = block.firstShell
        val b = block.secondShell
        when (block.blockType) {
            BlockType.OnSite -> put(i, a, i, b, 1.0, values, at, mirror = a != b)
            BlockType.DifferentSpecies -> put(i, a, j, b, 1.0, values, at, mirror = true)
            BlockType.SameSpeciesPlus, BlockType.SameSpeciesMinus -> {
                val sign = if (block.blockType == BlockType.SameSpeciesPlus) 1.0 else -1.0
                put(i, a, j, b, SQRT_HALF, values, at, mirror = true)
                // For equal shells the mirror image of H_ij is H_ji itself.
                if (a != b) put(j, a, i, b, sign * SQRT_HALF, values, at, mirror = true)
            }
        }
    }

    private fun put(first: Int, a: Shell, second: Int, b: Shell, factor: Double, values: DoubleArray, at: Int, mirror: Boolean) {
        MatrixBlocks.scatterAdd(values, at, a.size, b.size, factor, matrix, rows.side, rows.of(first, a), rows.of(second, b), mirror)
    }

    private companion object {
        val SQRT_HALF = sqrt(0.5)
    }
}
