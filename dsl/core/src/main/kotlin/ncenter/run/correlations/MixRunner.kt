package ncenter.run.correlations

import ncenter.kernels.lanes.KernelForm
import ncenter.kernels.linalg.RowProduct
import ncenter.labels.TensorBlock
import ncenter.labels.TensorMap
import ncenter.plan.FeatureKey
import ncenter.plan.NonlinearStep
import ncenter.run.Workers
import ncenter.run.emptyBlock
import ncenter.run.forEachTile
import ncenter.run.tensorMap
import ncenter.spec.features.Mix
import java.util.Random
import kotlin.math.sqrt

private const val SAMPLES_PER_TASK = 256

/**
 * Even and odd part of a function of combinations y = u + v of scalars (u) and pseudoscalars (v): inversion makes u - v of y, so that
 * (f(u + v) + f(u - v)) / 2 is a scalar and (f(u + v) - f(u - v)) / 2 a pseudoscalar (arXiv:2302.14770).
 */
internal class MixRunner(
    private val step: NonlinearStep,
    private val mix: Mix,
    private val function: (Double) -> Double,
) {
    fun run(source: TensorMap, workers: Workers): TensorMap {
        val kinds = step.blocks.map { it.key.types }.distinct().map { types -> Kind(source, types) }
        workers.forEachTile(kinds.map { it.samples }, SAMPLES_PER_TASK) { k, from, to -> kinds[k].run(from, to) }
        return tensorMap(step, step.blocks.map { block -> kinds.firstNotNullOf { it.out[block.key] } })
    }

    /** The blocks of one kind of centers. */
    private inner class Kind(
        source: TensorMap,
        types: List<Int>,
    ) {
        private val scalars = source.blockOrNull(FeatureKey(0, 1, types).row)
        private val pseudoscalars = source.blockOrNull(FeatureKey(0, -1, types).row)
        private val labels = (scalars ?: pseudoscalars!!).samples
        private val weights = weights(scalars?.properties?.size ?: 0, pseudoscalars?.properties?.size ?: 0)
        val out: Map<FeatureKey, TensorBlock> = step.blocks.filter { it.key.types == types }.associate { it.key to emptyBlock(it, labels) }
        private val even = out[FeatureKey(0, 1, types)]
        private val odd = out[FeatureKey(0, -1, types)]
        val samples: Int = labels.size

        fun run(from: Int, to: Int) {
            val u = combinations(scalars, weights.first, from, to)
            val v = combinations(pseudoscalars, weights.second, from, to)
            for (k in u.indices) {
                val plus = function(step.scale * (u[k] + v[k]))
                val minus = function(step.scale * (u[k] - v[k]))
                even?.let { it.values[from * mix.count + k] = 0.5 * (plus + minus) }
                odd?.let { it.values[from * mix.count + k] = 0.5 * (plus - minus) }
            }
        }
    }

    private fun combinations(block: TensorBlock?, weights: RowProduct?, from: Int, to: Int): DoubleArray {
        val values = DoubleArray((to - from) * mix.count)
        if (block != null && weights != null) weights.multiply(to - from, block.values, from * block.properties.size, values, 0)
        return values
    }

    /** The weights of scalars and of pseudoscalars; each combination draws its own, scalars first. */
    private fun weights(scalars: Int, pseudoscalars: Int): Pair<RowProduct?, RowProduct?> {
        val random = Random(mix.seed)
        val (a, b) = DoubleArray(mix.count * scalars) to DoubleArray(mix.count * pseudoscalars)
        val size = 1 / sqrt((scalars + pseudoscalars).toDouble())
        for (k in 0 until mix.count) {
            for (p in 0 until scalars) a[k * scalars + p] = size * random.nextGaussian()
            for (p in 0 until pseudoscalars) b[k * pseudoscalars + p] = size * random.nextGaussian()
        }
        return product(a, scalars) to product(b, pseudoscalars)
    }

    private fun product(weights: DoubleArray, q: Int): RowProduct? = if (q == 0) null else RowProduct.ofTransposed(KernelForm.chosen(), q, mix.count, weights)
}
