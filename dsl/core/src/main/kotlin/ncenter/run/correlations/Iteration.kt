package ncenter.run.correlations

import ncenter.kernels.coupling.LaneKernels
import ncenter.kernels.coupling.LaneTile
import ncenter.kernels.linalg.LinearAlgebra
import ncenter.kernels.regression.PurifiedPca
import ncenter.labels.TensorBlock
import ncenter.labels.TensorMap
import ncenter.plan.FeatureKey
import ncenter.plan.IterationBlock
import ncenter.plan.IterationStep
import ncenter.run.Chunk
import ncenter.run.Workers
import ncenter.run.emptyBlock
import ncenter.run.forEachTile
import ncenter.run.tensorMap
import ncenter.spec.features.isSelection

private const val SAMPLES_PER_TASK = 4 * LaneTile.LANES

/**
 * Runs a fitted iteration: products of selected pairs, purified and contracted by one matrix, a tile of samples at a time. The products
 * are used up part by part and never stored.
 */
public class IterationRunner(
    private val step: IterationStep,
    fitted: FittedIteration,
) {
    private val kernels = LaneKernels.chosen()
    private val blocks = step.blocks.map { FusedBlock(it, fitted) }
    private val types = step.blocks.map { it.key.types }.distinct()

    private inner class FusedBlock(
        val block: IterationBlock,
        fitted: FittedIteration,
    ) {
        val expansion = BlockExpansion(block, fitted.runs(block), kernels)
        private val matrix = fitted.matrices.getValue(block.key)
        val rank = matrix.rank
        val padded = LaneKernels.padded(rank)
        private val packed = LaneKernels.pack(matrix.values, matrix.height, rank)

        fun run(source: TileSource, scratch: DoubleArray, out: DoubleArray) {
            val components = block.key.components
            out.fill(0.0, 0, components * padded * LaneTile.LANES)
            expansion.forEachPart(source, scratch) { values, count, position ->
                kernels.projectAdd(values, components, count, packed, matrix.height, position, padded, out)
            }
        }
    }

    public fun run(chunk: Chunk, inputs: List<TensorMap>, workers: Workers): TensorMap {
        val samples = types.map { step.samples(it, inputs) }
        val rows = samples.map { step.firstRows(chunk, it) }
        val out = step.blocks.map { emptyBlock(it, samples[types.indexOf(it.key.types)]) }
        workers.forEachTile(samples.map { it.size }, SAMPLES_PER_TASK) { k, from, to ->
            val mine = blocks.indices.filter { step.blocks[it].key.types == types[k] }
            runTask(mine, TileSource(inputs, rows[k]), from, to, out)
        }
        return tensorMap(step, out)
    }

    private fun runTask(mine: List<Int>, source: TileSource, from: Int, to: Int, out: List<TensorBlock>) {
        val scratch = scratchFor(mine.map { step.blocks[it] })
        val sums = DoubleArray(mine.maxOf { step.blocks[it].key.components * blocks[it].padded } * LaneTile.LANES)
        for (first in from until to step LaneTile.LANES) {
            val last = minOf(to, first + LaneTile.LANES)
            source.move(first, last)
            for (b in mine) {
                val fused = blocks[b]
                fused.run(source, scratch, sums)
                LaneTile.store(sums, 0, fused.padded, fused.block.key.components, fused.block.q, fused.rank, first, last, out[b].values)
            }
        }
    }
}

/**
 * Fits an iteration in one pass: pairs are selected by the importances of the factors, then covariances are gathered tile by tile.
 *
 * @param first,second importances of the blocks of the two factors
 */
public class IterationFit(
    public val step: IterationStep,
    first: Map<FeatureKey, DoubleArray>,
    second: Map<FeatureKey, DoubleArray>,
    private val linearAlgebra: LinearAlgebra,
) {
    private val selection =
        FittedIteration(step.blocks.map { it.group }.distinct().associateWith { selectPairs(it, first::getValue, second::getValue) }, emptyMap())
    private val kernels = LaneKernels.chosen()
    private val fits = step.blocks.map { BlockFit(BlockExpansion(it, selection.runs(it), kernels)) }

    private inner class BlockFit(
        val expansion: BlockExpansion,
    ) {
        val block = expansion.block
        val width = expansion.products + block.old.sumOf { it.q }
        val pca: PurifiedPca? by lazy { if (expansion.products == 0) null else PurifiedPca(expansion.products, width - expansion.products) }

        fun add(source: TileSource, samples: Int) {
            val open = pca ?: return
            val scratch = scratchFor(listOf(block))
            val components = block.key.components
            val rows = DoubleArray(LaneTile.LANES * components * width)
            for (from in 0 until samples step LaneTile.LANES) {
                val count = minOf(LaneTile.LANES, samples - from)
                source.move(from, from + count)
                expansion.forEachPart(source, scratch) { values, size, position -> LaneTile.rows(values, components, size, count, rows, width, position) }
                open.add(rows, count * components, linearAlgebra)
            }
        }

        fun solve(): PurifiedPca.Components {
            val rule = ruleOf(step.contraction)
            val seen = pca?.takeIf { it.rows() > 0 } ?: return PurifiedPca.Components(0, width, DoubleArray(0), DoubleArray(0))
            return if (rule == null) seen.solve(block.q, linearAlgebra) else seen.select(rule, block.q, linearAlgebra)
        }
    }

    public fun add(chunk: Chunk, inputs: List<TensorMap>, workers: Workers) {
        workers.forEach(fits.size) { k ->
            val samples = step.samples(step.blocks[k].key.types, inputs)
            fits[k].add(TileSource(inputs, step.firstRows(chunk, samples)), samples.size)
        }
    }

    /** The fitted step, and the importances of its components by block. */
    public fun solve(workers: Workers): Pair<FittedIteration, Map<FeatureKey, DoubleArray>> {
        val results = arrayOfNulls<PurifiedPca.Components>(fits.size)
        workers.forEach(fits.size) { k -> results[k] = fits[k].solve() }
        val solved = step.blocks.indices.associate { step.blocks[it].key to results[it]!! }
        val matrices = solved.mapValues { IterationMatrix(it.value.matrix(), it.value.height(), it.value.rank()) }
        val fitted = FittedIteration(selection.pairs, matrices)
        return (if (step.contraction.isSelection) fitted.onlyUsed(step) else fitted) to solved.mapValues { it.value.variances() }
    }
}
