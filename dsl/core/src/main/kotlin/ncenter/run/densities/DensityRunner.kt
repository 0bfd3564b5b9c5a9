package ncenter.run.densities

import ncenter.labels.TensorBlock
import ncenter.labels.TensorMap
import ncenter.plan.DensityStep
import ncenter.run.Chunk
import ncenter.run.Workers
import ncenter.run.emptyBlock
import ncenter.run.tensorMap

/** Pairs per task: enough to hide the cost of a task, few enough to share one large structure out. */
private const val PAIRS_PER_TASK = 512

/** Expands the density around every atom of a chunk, the atom itself included in its own channel. */
public class DensityRunner(
    private val step: DensityStep,
) {
    private val expansion = pairExpansion(step.spec.cutoff, step.spec.basis, step.spec.shape, step.spec.radialScale)

    public fun run(chunk: Chunk, pairs: TensorMap, workers: Workers): TensorMap {
        val blocks = step.blocks.map { emptyBlock(it, chunk.samples(it.key.types[0])) }
        for (center in step.blocks.map { it.key.types[0] }.distinct()) {
            val out = outputs(center, blocks)
            addCenters(chunk.samples(center).size, center, out)
            for (neighbor in step.channels) addNeighbors(chunk, pairs.block(listOf(center, neighbor)), neighbor, out, workers)
        }
        return tensorMap(step, blocks)
    }

    /** Values of the blocks of one center type by l; null where l is not wanted. */
    private fun outputs(center: Int, blocks: List<TensorBlock>): Array<DoubleArray?> = Array(step.spec.basis.lMax + 1) { l ->
        step.blocks.indexOfFirst { it.key.types[0] == center && it.key.lambda == l }.let { if (it < 0) null else blocks[it].values }
    }

    /** The atom itself lies at distance zero, where only l = 0 is left. */
    private fun addCenters(atoms: Int, center: Int, out: Array<DoubleArray?>) {
        val channel = IntArray(atoms) { step.channels.indexOf(center) }
        expansion.accumulate(DoubleArray(3 * atoms), 0, atoms, IntArray(atoms) { it }, channel, step.channels.size, arrayOf(out[0]))
    }

    private fun addNeighbors(chunk: Chunk, pairs: TensorBlock, neighbor: Int, out: Array<DoubleArray?>, workers: Workers) {
        val rows = chunk.rowsOf(pairs.samples, 1)
        val channel = IntArray(rows.size).apply { fill(step.channels.indexOf(neighbor)) }
        val bounds = rowAlignedBounds(rows)
        workers.forEach(bounds.size - 1) { t ->
            expansion.accumulate(pairs.values, bounds[t], bounds[t + 1], rows, channel, step.channels.size, out)
        }
    }

    /** Task boundaries that never split the pairs of one atom, so that no two tasks add to the same row. */
    private fun rowAlignedBounds(rows: IntArray): List<Int> {
        val bounds = mutableListOf(0)
        var next = PAIRS_PER_TASK
        while (next < rows.size) {
            while (next < rows.size && rows[next] == rows[next - 1]) next++
            if (next < rows.size) bounds += next
            next += PAIRS_PER_TASK
        }
        if (rows.isNotEmpty()) bounds += rows.size
        return bounds
    }
}
