package ncenter.run.correlations

import ncenter.kernels.coupling.LaneContraction
import ncenter.kernels.coupling.LaneScratch
import ncenter.kernels.coupling.ProductKernel
import ncenter.kernels.lanes.KernelForm
import ncenter.kernels.linalg.RowProduct
import ncenter.labels.TensorBlock
import ncenter.labels.TensorMap
import ncenter.plan.ContractStep
import ncenter.plan.FeatureKey
import ncenter.plan.ProductStep
import ncenter.run.Chunk
import ncenter.run.Workers
import ncenter.run.emptyBlocks
import ncenter.run.forEachTile
import ncenter.run.tensorMap
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.ConcurrentLinkedQueue

private const val SAMPLES_PER_TASK = 64

/** Products that wait to be projected: with the projection itself they stay in the second-level cache of a core. */
private const val VALUES_PER_TILE = 48 * 1024

/**
 * A product that only its contraction reads, projected a few samples at a time and never stored. Where registers hold eight doubles, samples lie in their
 * lanes, and numbers differ by rounding from those of [ContractRunner] on the output of [ProductRunner]; elsewhere they are the same bits.
 */
public class ContractedProductRunner(
    private val product: ProductStep,
    private val step: ContractStep,
    private val projections: Map<FeatureKey, DoubleArray>,
) {
    private val form = KernelForm.chosen()
    private val projection by lazy { projectionsOf(step, projections) }
    private val contractions = ConcurrentHashMap<FeatureKey, LaneContraction>()

    public fun run(chunk: Chunk, first: TensorMap, second: TensorMap, workers: Workers): TensorMap {
        val byKey = blockProducts(product, chunk, first, second).associateBy { it.block.key }
        val products = step.blocks.map { byKey.getValue(it.key) }
        val blocks = emptyBlocks(step.blocks, workers) { products[it].samples }
        if (LaneContraction.pays(form)) inLanes(products, blocks, workers) else inTiles(products, blocks, workers)
        return tensorMap(step, blocks)
    }

    private fun inLanes(products: List<BlockProduct>, blocks: List<TensorBlock>, workers: Workers) {
        val kernels = step.blocks.mapIndexed { k, block -> contractions.computeIfAbsent(block.key) { products[k].contraction(block.q, projections.getValue(it)) } }
        val factors = products.map { it.factors() }
        val free = ConcurrentLinkedQueue<LaneScratch>()
        val tasks = tasks(blocks.map { it.samples.size })
        workers.forEach(tasks.size) { t ->
            val (k, from) = tasks[t]
            val scratch = free.poll() ?: LaneScratch()
            kernels[k].run(factors[k], from, minOf(from + SAMPLES_PER_TASK, blocks[k].samples.size), blocks[k].values, scratch)
            free += scratch
        }
    }

    /** Blocks and the first samples of their tasks: all blocks of the same samples one after the other, because they read the same factors. */
    private fun tasks(sizes: List<Int>): List<Pair<Int, Int>> = (0 until (sizes.maxOrNull() ?: 0) step SAMPLES_PER_TASK).flatMap { from ->
        sizes.indices.filter { from < sizes[it] }.map { it to from }
    }

    private fun inTiles(products: List<BlockProduct>, blocks: List<TensorBlock>, workers: Workers) {
        val size = products.maxOfOrNull { maxOf(it.perSample, VALUES_PER_TILE) } ?: 0
        val free = ConcurrentLinkedQueue<DoubleArray>()
        workers.forEachTile(blocks.map { it.samples.size }, SAMPLES_PER_TASK) { k, from, to ->
            val scratch = free.poll() ?: DoubleArray(size)
            project(products[k], projection[k], from, to, scratch, blocks[k].values, step.blocks[k].q)
            free += scratch
        }
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
