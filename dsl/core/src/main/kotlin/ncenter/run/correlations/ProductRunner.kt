package ncenter.run.correlations

import ncenter.kernels.coupling.CouplingTable
import ncenter.kernels.coupling.ProductKernel
import ncenter.kernels.lanes.KernelForm
import ncenter.labels.Labels
import ncenter.labels.TensorBlock
import ncenter.labels.TensorMap
import ncenter.plan.Attach
import ncenter.plan.ProductBlock
import ncenter.plan.ProductStep
import ncenter.run.Chunk
import ncenter.run.Workers
import ncenter.run.emptyBlock
import ncenter.run.forEachTile
import ncenter.run.tensorMap

private const val SAMPLES_PER_TASK = 64

/** Output that all terms of a block write before the next samples are taken: it has to stay in the second-level cache of a core. */
private const val VALUES_PER_TILE = 32 * 1024

/** Couples two features sample by sample: |A x B; sigma lambda mu> (arXiv:2007.03407; arXiv:2109.12083). */
public class ProductRunner(
    private val step: ProductStep,
) {
    private val form = KernelForm.chosen()

    public fun run(chunk: Chunk, first: TensorMap, second: TensorMap, workers: Workers): TensorMap {
        val samplesOf =
            step.blocks.associate {
                it.key.types to
                    second
                        .block(
                            it.terms
                                .first()
                                .second.row,
                        ).samples
            }
        val rowsOf = samplesOf.mapValues { (_, samples) -> attachedRows(chunk, samples) }
        val blocks = emptyBlocks(samplesOf, workers)
        workers.forEachTile(blocks.map { it.samples.size }, SAMPLES_PER_TASK) { k, from, to ->
            val block = step.blocks[k]
            couple(BlockProduct(block, first, second, rowsOf[block.key.types], blocks[k]), from, to)
        }
        return tensorMap(step, blocks)
    }

    /** Allocated by all threads: the JVM clears memory on the thread that asks for it, which takes half as long as the products. */
    private fun emptyBlocks(samplesOf: Map<List<Int>, Labels>, workers: Workers): List<TensorBlock> {
        val blocks = arrayOfNulls<TensorBlock>(step.blocks.size)
        workers.forEach(blocks.size) { k -> blocks[k] = emptyBlock(step.blocks[k], samplesOf.getValue(step.blocks[k].key.types)) }
        return blocks.map { it!! }
    }

    private fun attachedRows(chunk: Chunk, samples: Labels): IntArray? = when (step.attach) {
        Attach.SAME -> null
        Attach.FIRST_ATOM -> chunk.rowsOf(samples, 1)
        Attach.SECOND_ATOM -> chunk.rowsOf(samples, 2)
    }

    private fun couple(product: BlockProduct, from: Int, to: Int) {
        val kernel = ProductKernel.of(form)
        val perSample = product.block.key.components * product.block.q
        val tile = maxOf(1, VALUES_PER_TILE / perSample)
        for (start in from until to step tile) {
            val end = minOf(start + tile, to)
            // Terms write far apart; one stream of zeros fetches their lines faster than their own misses would.
            product.out.values.fill(0.0, start * perSample, end * perSample)
            product.terms(kernel, start, end)
        }
    }
}

/** One output block with the blocks that it is made of. [rows]: the samples of the first factor, null where they are those of the second. */
private class BlockProduct(
    val block: ProductBlock,
    first: TensorMap,
    second: TensorMap,
    private val rows: IntArray?,
    val out: TensorBlock,
) {
    private val parts = block.terms.map { first.block(it.first.row) to second.block(it.second.row) }
    private val tables = block.terms.map { CouplingTable.of(it.first.lambda, it.second.lambda, block.key.lambda) }

    /** Writes every property of the samples from [from] until [to]. */
    fun terms(kernel: ProductKernel, from: Int, to: Int) {
        for ((k, term) in block.terms.withIndex()) {
            val (a, b) = parts[k]
            val na = a.properties.size
            val nb = b.properties.size
            if (term.packed) {
                kernel.self(tables[k], a.values, na, from, to, out.values, block.q, term.offset)
            } else {
                kernel.outer(tables[k], term.weight, a.values, na, rows, b.values, nb, from, to, out.values, block.q, term.offset)
            }
        }
    }
}
