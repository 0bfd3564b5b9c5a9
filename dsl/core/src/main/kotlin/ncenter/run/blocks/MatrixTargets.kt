package ncenter.run.blocks

import ncenter.kernels.blocks.BlockCoupling
import ncenter.kernels.blocks.MatrixBlocks
import ncenter.kernels.math.ClebschGordan
import ncenter.labels.Labels
import ncenter.plan.MatrixBlock
import ncenter.plan.TargetBlock
import ncenter.run.ShellOffsets
import ncenter.run.Workers
import ncenter.spec.targets.BlockType
import ncenter.structures.Orbitals
import ncenter.structures.Shell
import ncenter.structures.Structure
import kotlin.math.sqrt

/**
 * Takes the coupled blocks out of reference matrices: H^(lambda mu) = sum cg[m,m',mu] H[m,m'] for the on-site blocks, the
 * plus and minus combinations of equal elements, and the blocks of different elements (arXiv:2109.12083).
 */
public class MatrixTargets(
    private val orbitals: Orbitals,
    structures: List<Structure>,
    private val matrices: List<DoubleArray>,
    private val firstSystem: Int,
) {
    private val offsets = structures.map { ShellOffsets(orbitals, it) }

    /**
     * Values of [blocks], all of one block type and one pair of elements, for the atoms or pairs [samples]:
     * `samples x components` each.
     */
    public fun values(blocks: List<MatrixBlock>, samples: Labels, workers: Workers): Map<TargetBlock, DoubleArray> {
        val shellPairs = blocks.groupBy { it.firstShell to it.secondShell }.toList()
        val results = arrayOfNulls<List<Pair<TargetBlock, DoubleArray>>>(shellPairs.size)
        workers.forEach(shellPairs.size) { k ->
            val (shells, parts) = shellPairs[k]
            val uncoupled = uncoupled(parts[0].blockType, shells.first, shells.second, samples)
            results[k] = parts.map { it to couple(it, uncoupled, samples.size) }
        }
        return results.requireNoNulls().flatMap { it }.toMap()
    }

    private fun couple(block: MatrixBlock, uncoupled: DoubleArray, samples: Int): DoubleArray {
        val out = DoubleArray(samples * (2 * block.lambda + 1))
        val cg = ClebschGordan.real(block.firstShell.l, block.secondShell.l, block.lambda)
        BlockCoupling(block.firstShell.l, block.secondShell.l, block.lambda, cg).couple(uncoupled, 0, samples, out, 1, 0)
        return out
    }

    /** The blocks before coupling, `samples x (2l+1) x (2l'+1)`. */
    private fun uncoupled(blockType: BlockType, first: Shell, second: Shell, samples: Labels): DoubleArray {
        val size = first.size * second.size
        val out = DoubleArray(samples.size * size)
        val table = samples.values
        val width = samples.names.size
        val mirrored = DoubleArray(size)
        for (s in 0 until samples.size) {
            val system = table[s * width] - firstSystem
            val i = table[s * width + 1]
            val j = if (width > 2) table[s * width + 2] else i
            gather(system, i, first, j, second, out, s * size)
            if (blockType == BlockType.SameSpeciesPlus || blockType == BlockType.SameSpeciesMinus) {
                gather(system, j, first, i, second, mirrored, 0)
                val sign = if (blockType == BlockType.SameSpeciesPlus) 1.0 else -1.0
                for (p in 0 until size) out[s * size + p] = (out[s * size + p] + sign * mirrored[p]) * SQRT_HALF
            }
        }
        return out
    }

    private fun gather(system: Int, i: Int, first: Shell, j: Int, second: Shell, out: DoubleArray, at: Int) {
        val shells = offsets[system]
        MatrixBlocks.gather(matrices[system], shells.side, shells.of(i, first), shells.of(j, second), first.size, second.size, out, at)
    }

    private companion object {
        val SQRT_HALF = sqrt(0.5)
    }
}
