package ncenter.run.correlations

import ncenter.kernels.lanes.KernelForm
import ncenter.kernels.linalg.LinearAlgebra
import ncenter.kernels.linalg.RowProduct
import ncenter.kernels.regression.ColumnSelection
import ncenter.kernels.regression.Pca
import ncenter.labels.TensorMap
import ncenter.plan.ContractStep
import ncenter.plan.FeatureKey
import ncenter.run.Workers
import ncenter.run.filledBlocks
import ncenter.run.tensorMap
import ncenter.spec.features.Contraction
import ncenter.spec.features.Cur
import ncenter.spec.features.Fps
import ncenter.spec.features.isSelection

private const val SAMPLES_PER_TASK = 64

/** Projects every block on its principal components: out = values x projection, sample by sample. */
public class ContractRunner(
    private val step: ContractStep,
    projections: Map<FeatureKey, DoubleArray>,
) {
    private val products by lazy { projectionsOf(step, projections) }

    public fun run(source: TensorMap, workers: Workers): TensorMap {
        val inputs = step.blocks.map { source.block(it.key.row) }
        val blocks = filledBlocks(step.blocks, inputs.map { it.samples }, SAMPLES_PER_TASK, workers) { k, from, to, out ->
            val m = out.componentSize
            products[k].multiply((to - from) * m, inputs[k].values, from * m * inputs[k].properties.size, out.values, from * m * out.properties.size)
        }
        return tensorMap(step, blocks)
    }
}

/** Multiplication with the projection of each block of [step]: rounding of a row does not depend on the rows that are in memory with it. */
internal fun projectionsOf(step: ContractStep, vectors: Map<FeatureKey, DoubleArray>): List<RowProduct> {
    val form = KernelForm.chosen()
    return step.blocks.map { block ->
        val projection = vectors.getValue(block.key)
        RowProduct.ofTransposed(form, if (block.q == 0) 0 else projection.size / block.q, block.q, projection)
    }
}

/**
 * What a contraction learned: `components x q` by block (row-major, strongest first, zero where nothing was seen), or the numbers of the kept
 * properties, ascending.
 */
public class FittedContraction(
    public val projections: Map<FeatureKey, DoubleArray>,
    public val columns: Map<FeatureKey, IntArray>,
)

/** How properties are chosen; null if they are combined. */
internal fun ruleOf(contraction: Contraction): ColumnSelection.Rule? = when (contraction) {
    is ncenter.spec.features.Pca -> null
    is Cur -> ColumnSelection.Rule.LEVERAGE
    is Fps -> ColumnSelection.Rule.FARTHEST
}

/** Accumulates the uncentered covariance of every input block of a contraction, chunk by chunk. */
public class ContractionFit(
    public val step: ContractStep,
    private val linearAlgebra: LinearAlgebra,
) {
    private val pcas = arrayOfNulls<Pca>(step.blocks.size)
    private val widths = IntArray(step.blocks.size)
    private val strengths = sortedMapOf<Int, DoubleArray>()

    public fun add(source: TensorMap, workers: Workers) {
        workers.forEach(step.blocks.size) { k ->
            val input = source.block(step.blocks[k].key.row)
            widths[k] = input.properties.size
            val pca = pcas[k] ?: Pca(input.properties.size).also { pcas[k] = it }
            pca.add(input.values, input.samples.size * input.componentSize, linearAlgebra)
        }
    }

    /** What is kept of every block: components, or columns; nothing is known of a block that no structure has samples of. */
    public fun solve(workers: Workers): FittedContraction {
        val vectors = arrayOfNulls<DoubleArray>(step.blocks.size)
        val columns = arrayOfNulls<IntArray>(step.blocks.size)
        workers.forEach(step.blocks.size) { k ->
            val pca = checkNotNull(pcas[k]) { "contract: features were expected before solve (this is a bug, please report it)" }
            val rule = ruleOf(step.contraction)
            val strength = if (rule == null) components(k, pca) { vectors[k] = it } else select(k, pca, rule) { columns[k] = it }
            synchronized(strengths) { strengths[k] = strength }
        }
        val keys = step.blocks.indices.associateBy { step.blocks[it].key }
        return if (step.contraction.isSelection) FittedContraction(emptyMap(), keys.mapValues { columns[it.value]!! }) else FittedContraction(keys.mapValues { vectors[it.value]!! }, emptyMap())
    }

    private fun components(k: Int, pca: Pca, found: (DoubleArray) -> Unit): DoubleArray {
        val kept = step.blocks[k].q
        val solved = if (pca.rows() == 0L) null else pca.solve(kept, linearAlgebra)
        found(solved?.vectors() ?: DoubleArray(kept * widths[k]))
        return solved?.let { s -> s.variances().takeWhile { it > NOTHING * s.totalVariance() }.toDoubleArray() } ?: DoubleArray(0)
    }

    private fun select(k: Int, pca: Pca, rule: ColumnSelection.Rule, found: (IntArray) -> Unit): DoubleArray {
        val kept = step.blocks[k].q
        if (pca.rows() == 0L) return DoubleArray(0).also { found(IntArray(kept) { it }) }
        val columns = pca.select(rule, kept, linearAlgebra)
        val squares = pca.meanSquares(linearAlgebra)
        found(columns)
        return DoubleArray(kept) { squares[columns[it]] }
    }

    /** Mean square of what is kept of every block after [solve]; components that are rounding are left out. */
    public fun importances(): Map<FeatureKey, DoubleArray> = strengths.entries.associate { step.blocks[it.key].key to it.value }

    private companion object {
        /** Components with less than this share of the mean square of a block are rounding. */
        const val NOTHING = 1e-14
    }
}
