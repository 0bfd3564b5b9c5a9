package ncenter.run.correlations

import ncenter.kernels.coupling.CouplingTable
import ncenter.kernels.coupling.LaneKernels
import ncenter.kernels.coupling.LaneTile
import ncenter.labels.Labels
import ncenter.labels.TensorBlock
import ncenter.labels.TensorMap
import ncenter.plan.Attach
import ncenter.plan.FeatureKey
import ncenter.plan.IterationBlock
import ncenter.plan.IterationStep
import ncenter.run.Chunk

/** Input blocks of an iteration with the samples innermost, one tile of samples at a time; each block is turned when first asked for. */
internal class TileSource(
    private val inputs: List<TensorMap>,
    private val rows: IntArray?,
    private val secondRows: IntArray? = null,
) {
    private val tiles = mutableMapOf<Pair<Int, FeatureKey>, Slot>()
    private var from = 0
    private var to = 0

    private class Slot(
        val block: TensorBlock,
        val values: DoubleArray,
    ) {
        var loaded = -1
    }

    fun move(from: Int, to: Int) {
        this.from = from
        this.to = to
    }

    fun block(input: Int, key: FeatureKey): TensorBlock = slot(input, key).block

    /** [m][property][lane] of the block of [key] of input [input]. */
    fun tile(input: Int, key: FeatureKey): DoubleArray {
        val slot = slot(input, key)
        if (slot.loaded != from) {
            slot.loaded = from
            LaneTile.load(slot.block.values, slot.block.componentSize, slot.block.properties.size, rowsOf(input), from, to, slot.values, 0)
        }
        return slot.values
    }

    private fun rowsOf(input: Int): IntArray? = when (input) {
        0 -> rows
        1 -> secondRows
        else -> null
    }

    private fun slot(input: Int, key: FeatureKey): Slot = tiles.getOrPut(input to key) {
        val block = inputs[input].block(key.row)
        Slot(block, DoubleArray(block.componentSize * block.properties.size * LaneTile.LANES))
    }
}

/** Products of one block on one tile of samples, some pairs at a time. */
internal class BlockExpansion(
    val block: IterationBlock,
    private val runs: List<PairRun>,
    private val kernels: LaneKernels,
) {
    val products: Int = runs.sumOf { it.size }
    private val tables = runs.map { CouplingTable.of(it.firstKey.lambda, it.secondKey.lambda, block.key.lambda) }

    /** Calls [take] with consecutive parts of [products, old features]: `[mu][count][lane]`, and the position of the first. */
    inline fun forEachPart(source: TileSource, scratch: DoubleArray, take: (values: DoubleArray, count: Int, position: Int) -> Unit) {
        var position = 0
        for ((k, run) in runs.withIndex()) {
            for (at in 0 until run.size step PAIRS) {
                val count = minOf(PAIRS, run.size - at)
                expand(source, k, at, count, scratch)
                take(scratch, count, position)
                position += count
            }
        }
        for (old in block.old) {
            take(source.tile(old.input, block.key), old.q, position)
            position += old.q
        }
    }

    fun expand(source: TileSource, k: Int, at: Int, count: Int, out: DoubleArray) {
        val run = runs[k]
        val na = source.block(0, run.firstKey).properties.size
        val nb = source.block(1, run.secondKey).properties.size
        val a = source.tile(0, run.firstKey)
        val b = source.tile(1, run.secondKey)
        kernels.expand(tables[k], a, na, b, nb, run.first, run.second, run.weight, at, count, out)
    }

    companion object {
        /** Pairs that are multiplied before they are used up: their products stay in a near cache. */
        const val PAIRS = 64
    }
}

/** Values that the products of one part take at most for these blocks. */
internal fun scratchFor(blocks: List<IterationBlock>): DoubleArray = DoubleArray(BlockExpansion.PAIRS * LaneTile.LANES * (blocks.maxOfOrNull { it.key.components } ?: 0))

/** Samples of the output of [step] by types, and the rows of the first factor that belong to them. */
internal fun IterationStep.samples(types: List<Int>, inputs: List<TensorMap>): Labels = inputs[1]
    .block(
        blocks
            .first { it.key.types == types }
            .group.candidates
            .first()
            .second.row,
    ).samples

internal fun IterationStep.firstRows(chunk: Chunk, samples: Labels): IntArray? = when (attach) {
    Attach.SAME -> null
    Attach.FIRST_ATOM -> chunk.rowsOf(samples, 1)
    Attach.SECOND_ATOM -> chunk.rowsOf(samples, 2)
    Attach.NEW_CENTER, Attach.UNDER_FIRST -> error("iterate: $attach has no iteration (this is a bug, please report it)")
}
