package ncenter.run.densities

import ncenter.labels.TensorBlock
import ncenter.labels.TensorMap
import ncenter.plan.PairDensityStep
import ncenter.run.Chunk
import ncenter.run.Workers
import ncenter.run.emptyBlocks
import ncenter.run.forEachTile
import ncenter.run.tensorMap
import ncenter.run.withSelfPairs

private const val PAIRS_PER_TASK = 512

/** Expands every single neighbor of a chunk; with self pairs, atom i is its own neighbor at distance zero. */
public class PairDensityRunner(
    private val step: PairDensityStep,
) {
    private val expansion = pairExpansion(step.spec.cutoff, step.spec.basis, step.spec.shape, step.spec.radialScale)

    public fun run(chunk: Chunk, pairs: TensorMap, workers: Workers): TensorMap {
        val sources =
            step.blocks.map { it.key.types }.distinct().associateWith { types ->
                val found = pairs.block(types)
                if (step.selfPairs && types[0] == types[1]) withSelfPairs(found, chunk.samples(types[0])) else found
            }
        val blocks = emptyBlocks(step.blocks, workers) { sources.getValue(step.blocks[it].key.types).samples }
        val types = sources.keys.toList()
        workers.forEachTile(types.map { sources.getValue(it).samples.size }, PAIRS_PER_TASK) { k, from, to ->
            expansion.pairs(sources.getValue(types[k]).values, from, to, outputs(types[k], blocks))
        }
        return tensorMap(step, blocks)
    }

    private fun outputs(types: List<Int>, blocks: List<TensorBlock>): Array<DoubleArray?> = Array(step.spec.basis.lMax + 1) { l ->
        step.blocks.indexOfFirst { it.key.types == types && it.key.lambda == l }.let { if (it < 0) null else blocks[it].values }
    }
}
