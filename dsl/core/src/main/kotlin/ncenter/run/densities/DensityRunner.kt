package ncenter.run.densities

import ncenter.kernels.density.PairExpansion
import ncenter.labels.Labels
import ncenter.labels.TensorBlock
import ncenter.labels.TensorMap
import ncenter.plan.DensityStep
import ncenter.run.Chunk
import ncenter.run.Workers
import ncenter.run.emptyBlock
import ncenter.run.forEachTile
import ncenter.run.tensorMap

/** Output of one task: its rows stay in the cache of a core while the neighbors of one type after the other are added. */
private const val BYTES_PER_TASK = 1 shl 18

/** Expands the density around every atom of a chunk, the atom itself included in its own channel. */
public class DensityRunner(
    private val step: DensityStep,
) {
    private val expansion = pairExpansion(step.spec.cutoff, step.spec.basis, step.spec.shape, step.spec.radialScale)

    public fun run(chunk: Chunk, pairs: TensorMap, workers: Workers): TensorMap {
        val blocks = step.blocks.map { emptyBlock(it, chunk.samples(it.key.types[0])) }
        val types = step.blocks.map { it.key.types[0] }.distinct()
        val centers = types.map { center -> CenterSums(expansion, neighbors(chunk, center, pairs), center, outputs(center, blocks)) }
        workers.forEachTile(types.map { chunk.samples(it).size }, atomsPerTask()) { k, from, to -> centers[k].add(from, to) }
        return tensorMap(step, blocks)
    }

    private fun atomsPerTask(): Int {
        val numbers = step.channels.size.toLong() * step.spec.basis.nMax * (step.spec.basis.lMax + 1) * (step.spec.basis.lMax + 1)
        return (BYTES_PER_TASK / (numbers * Double.SIZE_BYTES)).coerceIn(8, 1024).toInt()
    }

    private fun neighbors(chunk: Chunk, center: Int, pairs: TensorMap): List<Neighbors> = step.channels.map { neighbor ->
        val block = pairs.block(listOf(center, neighbor))
        Neighbors(neighbor, block.values, chunk.rowsOf(block.samples, 1), chunk.samples(center))
    }

    /** Values of the blocks of one center type by l; null where l is not wanted. */
    private fun outputs(center: Int, blocks: List<TensorBlock>): Array<DoubleArray?> = Array(step.spec.basis.lMax + 1) { l ->
        step.blocks.indexOfFirst { it.key.types[0] == center && it.key.lambda == l }.let { if (it < 0) null else blocks[it].values }
    }
}

/** The pairs of one center type with neighbors of one [type], ordered by the row of the center. */
private class Neighbors(
    val type: Int,
    val vectors: DoubleArray,
    val rows: IntArray,
    centers: Labels,
) {
    /** First pair of each center. */
    val start = IntArray(centers.size + 1)

    init {
        for (row in rows) start[row + 1]++
        for (row in 1..centers.size) start[row] += start[row - 1]
    }
}

/** Sums of the densities of all centers of one type, by ranges of their rows. */
private class CenterSums(
    private val expansion: PairExpansion,
    private val neighbors: List<Neighbors>,
    center: Int,
    private val out: Array<DoubleArray?>,
) {
    private val rows = neighbors.first().start.size - 1
    private val self = neighbors.indexOfFirst { it.type == center }

    fun add(from: Int, to: Int) {
        // One stream of zeros fetches the lines of these rows faster than the misses of their sums would.
        for (values in out) if (values != null) values.fill(0.0, values.size / rows * from, values.size / rows * to)
        addSelf(from, to)
        for ((channel, pairs) in neighbors.withIndex()) {
            val first = pairs.start[from]
            val last = pairs.start[to]
            if (last > first) expansion.accumulate(pairs.vectors, first, last, pairs.rows, channel, neighbors.size, out)
        }
    }

    /** The atom itself lies at distance zero, where only l = 0 is left. */
    private fun addSelf(from: Int, to: Int) {
        val size = to - from
        expansion.accumulate(DoubleArray(3 * size), 0, size, IntArray(size) { from + it }, self, neighbors.size, arrayOf(out[0]))
    }
}
