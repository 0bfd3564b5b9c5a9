package ncenter.run.correlations

import ncenter.kernels.coupling.LaneKernels
import ncenter.kernels.coupling.LaneTile
import ncenter.labels.Labels
import ncenter.labels.TensorBlock
import ncenter.labels.TensorMap
import ncenter.plan.FeatureBlock
import ncenter.plan.FeatureKey
import ncenter.plan.IndependentStep
import ncenter.run.Workers
import ncenter.run.emptyBlock
import ncenter.run.forEachTile
import ncenter.run.tensorMap

/** Samples of one task where some columns of a product are computed. */
internal const val COLUMN_SAMPLES_PER_TASK: Int = 4 * LaneTile.LANES

/**
 * Computes the chosen properties of a product, and no others. They are labelled as in the whole product.
 *
 * @param columns numbers of the properties of each block in the whole product, ascending
 */
public class IndependentRunner(
    private val step: IndependentStep,
    private val columns: Map<FeatureKey, IntArray>,
) {
    private val kernels = LaneKernels.chosen()

    public fun run(first: TensorMap, second: TensorMap, workers: Workers): TensorMap {
        val inputs = listOf(first, second)
        val products = step.blocks.map { ColumnProduct(it.key, it.terms, columns.getValue(it.key), inputs, kernels) }
        val blocks = step.blocks.mapIndexed { k, block -> emptyBlock(block, second.block(block.terms.first().second.row).samples, products[k].labels) }
        workers.forEachTile(blocks.map { it.samples.size }, COLUMN_SAMPLES_PER_TASK) { k, from, to -> products[k].run(TileSource(inputs, null), from, to, blocks[k].values) }
        return tensorMap(step, blocks)
    }
}

/** As [ncenter.run.emptyBlock], with [properties] in place of the announced ones. */
internal fun emptyBlock(block: FeatureBlock, samples: Labels, properties: Labels): TensorBlock {
    val empty = emptyBlock(block, samples)
    return TensorBlock(empty.values, samples, empty.components, properties)
}
