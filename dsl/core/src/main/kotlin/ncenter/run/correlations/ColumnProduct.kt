package ncenter.run.correlations

import ncenter.kernels.coupling.CouplingTable
import ncenter.kernels.coupling.LaneKernels
import ncenter.kernels.coupling.LaneTile
import ncenter.labels.Labels
import ncenter.labels.TensorMap
import ncenter.plan.FeatureBlock
import ncenter.plan.FeatureKey
import ncenter.plan.ProductTerm
import ncenter.plan.productLabels

/**
 * Some properties of one block of a product, and no others.
 *
 * @param terms of the whole block
 * @param columns numbers of the properties in the whole block, ascending
 */
internal class ColumnProduct(
    key: FeatureKey,
    private val terms: List<ProductTerm>,
    private val columns: IntArray,
    private val inputs: List<TensorMap>,
    private val kernels: LaneKernels,
) {
    private val components = key.components
    private val runs = columnRuns(terms, columns) { input, name -> inputs[input].block(name.row).properties.size }
    private val tables = runs.map { CouplingTable.of(it.firstKey.lambda, it.secondKey.lambda, key.lambda) }

    /** The labels that these properties have in the whole block. */
    val labels: Labels get() = chosen(productLabels(terms, labelled(0), labelled(1)), columns)

    private fun labelled(input: Int): Map<FeatureKey, FeatureBlock> = terms.map { if (input == 0) it.first else it.second }
        .distinct()
        .associateWith { FeatureBlock(it, inputs[input].block(it.row).properties) }

    /** Writes the samples from [from] until [to] of [out], which holds all samples. */
    fun run(source: TileSource, from: Int, to: Int, out: DoubleArray) {
        val scratch = DoubleArray(BlockExpansion.PAIRS * LaneTile.LANES * components)
        for (start in from until to step LaneTile.LANES) {
            val end = minOf(to, start + LaneTile.LANES)
            source.move(start, end)
            tile(source, start, end, scratch, out)
        }
    }

    private fun tile(source: TileSource, from: Int, to: Int, scratch: DoubleArray, out: DoubleArray) {
        var position = from * components * columns.size
        for ((k, run) in runs.withIndex()) {
            val a = source.block(0, run.firstKey).properties.size
            val b = source.block(1, run.secondKey).properties.size
            for (at in 0 until run.size step BlockExpansion.PAIRS) {
                val count = minOf(BlockExpansion.PAIRS, run.size - at)
                kernels.expand(tables[k], source.tile(0, run.firstKey), a, source.tile(1, run.secondKey), b, run.first, run.second, run.weight, at, count, scratch)
                LaneTile.rows(scratch, components, count, to - from, out, columns.size, position)
                position += count
            }
        }
    }
}

/** The rows [columns] of [all], made when they are asked for. */
internal fun chosen(all: Labels, columns: IntArray): Labels {
    val width = all.names.size
    return Labels.lazy(all.names, columns.size) { IntArray(columns.size * width) { all.values[columns[it / width] * width + it % width] } }
}
