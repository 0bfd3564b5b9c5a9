package ncenter.run.correlations

import ncenter.kernels.coupling.CouplingProduct
import ncenter.kernels.coupling.CouplingTable
import ncenter.labels.TensorBlock
import ncenter.labels.TensorMap
import ncenter.plan.Attach
import ncenter.plan.ProductBlock
import ncenter.plan.ProductStep
import ncenter.plan.ProductTerm
import ncenter.run.Chunk
import ncenter.run.Workers
import ncenter.run.emptyBlock
import ncenter.run.forEachTile
import ncenter.run.tensorMap

private const val SAMPLES_PER_TASK = 64

/** Couples two features sample by sample: |A x B; sigma lambda mu> (arXiv:2007.03407; arXiv:2109.12083). */
public class ProductRunner(
    private val step: ProductStep,
) {
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
        val blocks = step.blocks.map { emptyBlock(it, samplesOf.getValue(it.key.types)) }
        workers.forEachTile(blocks.map { it.samples.size }, SAMPLES_PER_TASK) { k, from, to ->
            val block = step.blocks[k]
            couple(block, first, second, rowsOf[block.key.types], from, to, blocks[k])
        }
        return tensorMap(step, blocks)
    }

    private fun attachedRows(chunk: Chunk, samples: ncenter.labels.Labels): IntArray? = when (step.attach) {
        Attach.SAME -> null
        Attach.FIRST_ATOM -> chunk.rowsOf(samples, 1)
        Attach.SECOND_ATOM -> chunk.rowsOf(samples, 2)
    }

    private fun couple(block: ProductBlock, first: TensorMap, second: TensorMap, rows: IntArray?, from: Int, to: Int, out: TensorBlock) {
        for (term in block.terms) {
            val table = CouplingTable.of(term.first.lambda, term.second.lambda, block.key.lambda)
            val a = first.block(term.first.row)
            val b = second.block(term.second.row)
            if (term.packed) {
                CouplingProduct.selfAdd(table, a.values, a.properties.size, from, to, out.values, block.q, term.offset)
            } else {
                addTerm(table, term, a, rows, b, from, to, out, block.q)
            }
        }
    }

    private fun addTerm(
        table: CouplingTable,
        term: ProductTerm,
        a: TensorBlock,
        rows: IntArray?,
        b: TensorBlock,
        from: Int,
        to: Int,
        out: TensorBlock,
        stride: Int,
    ) {
        val na = a.properties.size
        val nb = b.properties.size
        CouplingProduct.outerAdd(table, term.weight, a.values, na, rows, b.values, nb, null, from, to, out.values, stride, term.offset)
    }
}
