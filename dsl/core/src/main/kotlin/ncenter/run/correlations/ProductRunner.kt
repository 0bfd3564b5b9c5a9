package ncenter.run.correlations

import ncenter.kernels.coupling.CouplingProduct
import ncenter.kernels.coupling.CouplingTable
import ncenter.labels.TensorBlock
import ncenter.labels.TensorMap
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
        val rowsOf =
            step.blocks.distinctBy { it.key.types }.associate { block ->
                val term = block.terms.first()
                block.key.types to factorRows(step, chunk, first.block(term.first.row), second.block(term.second.row))
            }
        val blocks = step.blocks.map { emptyBlock(it, rowsOf.getValue(it.key.types).samples) }
        workers.forEachTile(blocks.map { it.samples.size }, SAMPLES_PER_TASK) { k, from, to ->
            val block = step.blocks[k]
            couple(block, first, second, rowsOf.getValue(block.key.types), from, to, blocks[k])
        }
        return tensorMap(step, blocks)
    }

    private fun couple(block: ProductBlock, first: TensorMap, second: TensorMap, rows: FactorRows, from: Int, to: Int, out: TensorBlock) {
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
        rows: FactorRows,
        b: TensorBlock,
        from: Int,
        to: Int,
        out: TensorBlock,
        stride: Int,
    ) {
        val na = a.properties.size
        val nb = b.properties.size
        CouplingProduct.outerAdd(table, term.weight, a.values, na, rows.first, b.values, nb, rows.second, from, to, out.values, stride, term.offset)
    }
}
