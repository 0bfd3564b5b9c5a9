package ncenter.run.densities

import ncenter.kernels.density.PairExpansion
import ncenter.labels.Labels
import ncenter.labels.TensorBlock
import ncenter.labels.TensorMap
import ncenter.plan.DensityStep
import ncenter.run.AtomTiles
import ncenter.run.Chunk
import ncenter.run.Workers
import ncenter.run.emptyBlocks
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
        val blocks = emptyBlocks(step.blocks, workers) { chunk.samples(step.blocks[it].key.types[0]) }
        val types = step.blocks.map { it.key.types[0] }.distinct()
        val centers = types.map { sums(chunk, it, pairs) }
        val outputs = types.map { outputs(it, blocks) }
        workers.forEachTile(types.map { chunk.samples(it).size }, atomsPerTask()) { k, from, to -> centers[k].make(from, to, 0, outputs[k]) }
        return tensorMap(step, blocks)
    }

    /** The same density for a reader that takes it tile by tile: the same bits. */
    public fun tiles(chunk: Chunk, pairs: TensorMap): AtomTiles {
        val centers = step.blocks.map { it.key.types[0] }.distinct().associateWith { sums(chunk, it, pairs) }
        return object : AtomTiles {
            override fun make(type: Int, from: Int, to: Int, out: Array<DoubleArray?>) = centers.getValue(type).make(from, to, from, out)
        }
    }

    private fun sums(chunk: Chunk, center: Int, pairs: TensorMap) = CenterSums(expansion, neighbors(chunk, center, pairs), center, step.spec.basis.nMax)

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
    nMax: Int,
) {
    private val properties = neighbors.size * nMax

    /** What an atom adds to its own density: it lies at distance zero, where only l = 0 is left. */
    private val own = DoubleArray(nMax).also { expansion.accumulate(DoubleArray(3), 0, 1, IntArray(1), 0, 0, 1, arrayOf(it)) }
    private val self = neighbors.indexOfFirst { it.type == center }

    /** Rows [from] until [to]; the first row of [out] is [base]. */
    fun make(from: Int, to: Int, base: Int, out: Array<DoubleArray?>) {
        for ((l, values) in out.withIndex()) {
            // One stream of zeros fetches the lines of these rows faster than the misses of their sums would.
            val row = (2 * l + 1) * properties
            values?.fill(0.0, (from - base) * row, (to - base) * row)
        }
        out[0]?.let { addSelf(from, to, base, it) }
        for ((channel, pairs) in neighbors.withIndex()) {
            val first = pairs.start[from]
            val last = pairs.start[to]
            if (last > first) expansion.accumulate(pairs.vectors, first, last, pairs.rows, base, channel, neighbors.size, out)
        }
    }

    private fun addSelf(from: Int, to: Int, base: Int, out: DoubleArray) {
        for (row in from - base until to - base) own.copyInto(out, row * properties + self * own.size)
    }
}
