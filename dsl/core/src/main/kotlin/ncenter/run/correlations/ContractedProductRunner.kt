package ncenter.run.correlations

import ncenter.kernels.coupling.ProductKernel
import ncenter.kernels.lanes.KernelForm
import ncenter.kernels.linalg.RowProduct
import ncenter.labels.TensorMap
import ncenter.plan.ContractStep
import ncenter.plan.FeatureKey
import ncenter.plan.ProductStep
import ncenter.run.Chunk
import ncenter.run.Workers
import ncenter.run.emptyBlocks
import ncenter.run.forEachTile
import ncenter.run.tensorMap
import java.util.concurrent.ConcurrentLinkedQueue

private const val SAMPLES_PER_TASK = 64

/** Products that wait to be projected: with the projection itself they stay in the second-level cache of a core. */
private const val VALUES_PER_TILE = 48 * 1024

/**
 * A product that only its contraction reads, projected a few samples at a time and never stored: the same bits as [ContractRunner] on the
 * output of [ProductRunner].
 */
public class ContractedProductRunner(
    private val product: ProductStep,
    private val step: ContractStep,
    projections: Map<FeatureKey, DoubleArray>,
) {
    private val form = KernelForm.chosen()
    private val projection by lazy { projectionsOf(step, projections) }

    public fun run(chunk: Chunk, first: TensorMap, second: TensorMap, workers: Workers): TensorMap {
        val byKey = blockProducts(product, chunk, first, second).associateBy { it.block.key }
        val products = step.blocks.map { byKey.getValue(it.key) }
        val blocks = emptyBlocks(step.blocks, workers) { products[it].samples }
        val size = products.maxOfOrNull { maxOf(it.perSample, VALUES_PER_TILE) } ?: 0
        val free = ConcurrentLinkedQueue<DoubleArray>()
        workers.forEachTile(blocks.map { it.samples.size }, SAMPLES_PER_TASK) { k, from, to ->
            val scratch = free.poll() ?: DoubleArray(size)
            project(products[k], projection[k], from, to, scratch, blocks[k].values, step.blocks[k].q)
            free += scratch
        }
        return tensorMap(step, blocks)
    }

    private fun project(expanded: BlockProduct, rows: RowProduct, from: Int, to: Int, scratch: DoubleArray, out: DoubleArray, q: Int) {
        val kernel = ProductKernel.of(form)
        val components = expanded.block.key.components
        val tile = maxOf(1, VALUES_PER_TILE / expanded.perSample)
        for (start in from until to step tile) {
            val end = minOf(start + tile, to)
            expanded.terms(kernel, start, end, scratch, -start * expanded.perSample)
            rows.multiply((end - start) * components, scratch, 0, out, start * components * q)
        }
    }
}
