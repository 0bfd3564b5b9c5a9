package ncenter.run.correlations

import ncenter.kernels.coupling.CouplingTable
import ncenter.kernels.coupling.LaneContraction
import ncenter.kernels.coupling.ProductKernel
import ncenter.kernels.lanes.KernelForm
import ncenter.labels.Labels
import ncenter.labels.TensorMap
import ncenter.plan.ProductBlock
import ncenter.plan.ProductStep
import ncenter.plan.isSpectrum
import ncenter.run.Chunk
import ncenter.run.Workers
import ncenter.run.filledBlocks
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
        val products = blockProducts(step, chunk, first, second)
        val samples = products.map { it.samples }
        val blocks = filledBlocks(step.blocks, samples, SAMPLES_PER_TASK, workers) { k, from, to, out -> couple(products[k], from, to, out.values) }
        return tensorMap(step, blocks)
    }

    private fun couple(product: BlockProduct, from: Int, to: Int, out: DoubleArray) {
        if (isSpectrum(product.block)) return product.spectrum(form, from, to, out)
        val kernel = ProductKernel.of(form)
        val tile = maxOf(1, VALUES_PER_TILE / product.perSample)
        for (start in from until to step tile) {
            val end = minOf(start + tile, to)
            // Terms write far apart; one stream of zeros fetches their lines faster than their own misses would.
            out.fill(0.0, start * product.perSample, end * product.perSample)
            product.terms(kernel, start, end, out, 0)
        }
    }
}

/** The blocks of [step], ready to be computed from [first] and [second]. */
internal fun blockProducts(step: ProductStep, chunk: Chunk, first: TensorMap, second: TensorMap): List<BlockProduct> {
    val rowsOf =
        step.blocks.distinctBy { it.key.types }.associate { block ->
            val term = block.terms.first()
            block.key.types to factorRows(step, chunk, first.block(term.first.row), second.block(term.second.row))
        }
    return step.blocks.map { BlockProduct(it, first, second, rowsOf.getValue(it.key.types)) }
}

/** One output block with the blocks that it is made of, and the samples of both factors that belong to its own. */
internal class BlockProduct(
    val block: ProductBlock,
    first: TensorMap,
    second: TensorMap,
    private val rows: FactorRows,
) {
    val samples: Labels get() = rows.samples

    /** Values of one sample. */
    val perSample: Int = block.key.components * block.q

    private val parts = block.terms.map { first.block(it.first.row) to second.block(it.second.row) }
    private val tables = block.terms.map { CouplingTable.of(it.first.lambda, it.second.lambda, block.key.lambda) }

    /** The same for a block that [isSpectrum]; sample s begins at `s * perSample` of [out]. Written once, from end to end. */
    fun spectrum(form: KernelForm, from: Int, to: Int, out: DoubleArray) {
        val kernel = spectrumKernel(form, block, parts.map { it.first.properties.size })
        kernel.values(Array(parts.size) { parts[it].first.values }, from, to, out, from * perSample)
    }

    /** The contraction of this block with [projection], `q x block.q` numbers, or none where nothing was seen when it was fitted. */
    fun contraction(q: Int, projection: DoubleArray): LaneContraction {
        val terms =
            block.terms.mapIndexed { k, term ->
                LaneContraction.Term(tables[k], term.weight, term.packed, parts[k].first.properties.size, parts[k].second.properties.size, term.offset)
            }
        val matrix = if (projection.isEmpty()) DoubleArray(q * block.q) else projection
        return LaneContraction(terms, block.key.lambda, block.q, q, matrix)
    }

    /** What the terms of [contraction] multiply. */
    fun factors(): Array<LaneContraction.Factors> = Array(parts.size) { LaneContraction.Factors(parts[it].first.values, rows.first, parts[it].second.values, rows.second) }

    /** Writes every property of the samples from [from] until [to]; sample s begins at `base + s * perSample` of [out]. */
    fun terms(kernel: ProductKernel, from: Int, to: Int, out: DoubleArray, base: Int) {
        for ((k, term) in block.terms.withIndex()) {
            val (a, b) = parts[k]
            val na = a.properties.size
            val nb = b.properties.size
            val second = rows.second
            if (term.packed) {
                kernel.self(tables[k], a.values, na, from, to, out, block.q, base + term.offset)
            } else if (second != null) {
                scattered(kernel, k, second, from, to, out, base)
            } else {
                kernel.outer(tables[k], term.weight, a.values, na, rows.first, b.values, nb, from, to, out, block.q, base + term.offset)
            }
        }
    }

    /** The second factor's samples are put in the order of the output's first: kernels walk through them. */
    private fun scattered(kernel: ProductKernel, k: Int, second: IntArray, from: Int, to: Int, out: DoubleArray, base: Int) {
        val term = block.terms[k]
        val (a, b) = parts[k]
        val width = b.componentSize * b.properties.size
        val values = DoubleArray((to - from) * width)
        for (s in from until to) b.values.copyInto(values, (s - from) * width, second[s] * width, (second[s] + 1) * width)
        val firstRows = rows.first?.copyOfRange(from, to) ?: IntArray(to - from) { from + it }
        val offset = base + from * perSample + term.offset
        kernel.outer(tables[k], term.weight, a.values, a.properties.size, firstRows, values, b.properties.size, 0, to - from, out, block.q, offset)
    }
}
