package ncenter.run.correlations

import ncenter.kernels.coupling.LaneKernels
import ncenter.labels.TensorMap
import ncenter.plan.ContractStep
import ncenter.plan.FeatureKey
import ncenter.plan.ProductStep
import ncenter.run.Chunk
import ncenter.run.Workers
import ncenter.run.emptyBlock
import ncenter.run.filledBlocks
import ncenter.run.forEachTile
import ncenter.run.tensorMap

/**
 * Copies the kept properties of every block, with their labels.
 *
 * @param columns their numbers, ascending
 */
public class SelectionRunner(
    private val step: ContractStep,
    private val columns: Map<FeatureKey, IntArray>,
) {
    public fun run(source: TensorMap, workers: Workers): TensorMap {
        val kept = step.blocks.map { columns.getValue(it.key) }
        val blocks = step.blocks.mapIndexed { k, block -> source.block(block.key.row).let { emptyBlock(block, it.samples, chosen(it.properties, kept[k])) } }
        workers.forEachTile(blocks.map { it.samples.size * it.componentSize }, COLUMN_SAMPLES_PER_TASK) { k, from, to ->
            val input = source.block(step.blocks[k].key.row)
            val q = input.properties.size
            var at = from * kept[k].size
            for (row in from until to) for (column in kept[k]) blocks[k].values[at++] = input.values[row * q + column]
        }
        return tensorMap(step, blocks)
    }
}

/** A product that only its selection reads: only the kept properties are computed. */
public class SelectedProductRunner(
    private val product: ProductStep,
    private val step: ContractStep,
    private val columns: Map<FeatureKey, IntArray>,
) {
    private val kernels = LaneKernels.chosen()
    private val terms = product.blocks.associate { it.key to it.terms }

    public fun run(chunk: Chunk, first: TensorMap, second: TensorMap, workers: Workers): TensorMap {
        val inputs = listOf(first, second)
        val rowsOf = step.blocks.map { it.key }.distinctBy { it.types }.associate { key ->
            val term = terms.getValue(key).first()
            key.types to factorRows(product, chunk, first.block(term.first.row), second.block(term.second.row))
        }
        val rows = step.blocks.map { rowsOf.getValue(it.key.types) }
        val products = step.blocks.map { ColumnProduct(it.key, terms.getValue(it.key), columns.getValue(it.key), inputs, kernels) }
        val samples = rows.map { it.samples }
        val blocks = filledBlocks(step.blocks, samples, COLUMN_SAMPLES_PER_TASK, workers, products.map { it.labels }) { k, from, to, out ->
            products[k].run(TileSource(inputs, rows[k].first, rows[k].second), from, to, out.values)
        }
        return tensorMap(step, blocks)
    }
}
