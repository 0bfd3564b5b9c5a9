package ncenter.run.correlations

import ncenter.kernels.coupling.LaneKernels
import ncenter.kernels.coupling.LaneTile
import ncenter.labels.TensorMap
import ncenter.plan.FeatureKey
import ncenter.plan.IndependentStep
import ncenter.run.Workers
import ncenter.run.filledBlocks
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
        val samples = step.blocks.map { block -> second.block(block.terms.first().second.row).samples }
        val blocks = filledBlocks(step.blocks, samples, COLUMN_SAMPLES_PER_TASK, workers, products.map { it.labels }) { k, from, to, out ->
            products[k].run(TileSource(inputs, null), from, to, out.values)
        }
        return tensorMap(step, blocks)
    }
}
