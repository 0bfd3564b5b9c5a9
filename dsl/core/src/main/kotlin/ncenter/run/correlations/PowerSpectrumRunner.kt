package ncenter.run.correlations

import ncenter.kernels.lanes.KernelForm
import ncenter.labels.TensorMap
import ncenter.plan.FeatureBlock
import ncenter.plan.ProductBlock
import ncenter.plan.ProductStep
import ncenter.run.AtomTiles
import ncenter.run.Chunk
import ncenter.run.Workers
import ncenter.run.filledBlocks
import ncenter.run.tensorMap
import java.util.concurrent.ConcurrentLinkedQueue

/** A tile of the feature and what it becomes: together they stay in the second-level cache of a core. */
private const val VALUES_PER_TILE = 48 * 1024

/**
 * Invariants of a feature of atoms that only they read: the feature is made a few atoms at a time and never stored. The same bits as
 * [ProductRunner] on the stored feature.
 */
public class PowerSpectrumRunner(
    private val step: ProductStep,
    feature: List<FeatureBlock>,
) {
    private val form = KernelForm.chosen()
    private val properties = feature.associate { it.key to it.q }

    public fun run(chunk: Chunk, feature: AtomTiles, workers: Workers): TensorMap {
        val atoms = step.blocks.map { chunk.samples(it.key.types[0]) }
        val largest = step.blocks.maxOfOrNull { perSample(it) } ?: 1
        val free = ConcurrentLinkedQueue<TileSpectra>()
        val atomsPerTile = (VALUES_PER_TILE / largest).coerceIn(8, MOST_ATOMS)
        val blocks = filledBlocks(step.blocks, atoms, atomsPerTile, workers) { k, from, to, out ->
            val block = step.blocks[k]
            val tile = free.firstOrNull { it.block === block && free.remove(it) } ?: TileSpectra(block)
            tile.make(feature, from, to, out.values)
            free += tile
        }
        return tensorMap(step, blocks)
    }

    /** Numbers of the feature and of the invariants of one atom. */
    private fun perSample(block: ProductBlock) = block.q + block.terms.sumOf { it.first.components * properties.getValue(it.first) }

    /** The feature of the atoms of one tile, and the kernel that multiplies it. */
    private inner class TileSpectra(
        val block: ProductBlock,
    ) {
        private val kernel = spectrumKernel(form, block, block.terms.map { properties.getValue(it.first) })
        private val byOrder = arrayOfNulls<DoubleArray>(1 + block.terms.maxOf { it.first.lambda })
        private var atoms = 0

        fun make(feature: AtomTiles, from: Int, to: Int, out: DoubleArray) {
            if (to - from > atoms) {
                atoms = to - from
                for (term in block.terms) byOrder[term.first.lambda] = DoubleArray(atoms * term.first.components * properties.getValue(term.first))
            }
            feature.make(block.key.types[0], from, to, byOrder)
            // Terms write far apart; one stream of zeros fetches the lines of these atoms faster than the misses of their sums would.
            out.fill(0.0, from * block.q, to * block.q)
            kernel.values(Array(block.terms.size) { byOrder[block.terms[it].first.lambda] }, 0, to - from, out, from * block.q)
        }
    }

    private companion object {
        const val MOST_ATOMS = 256
    }
}
