package ncenter.run.correlations

import ncenter.labels.TensorBlock
import ncenter.labels.TensorMap
import ncenter.plan.FeatureKey
import ncenter.plan.NonlinearStep
import ncenter.run.Workers
import ncenter.run.filledBlocks
import ncenter.run.tensorMap
import ncenter.spec.features.Nonlinearity
import kotlin.math.exp
import kotlin.math.tanh

private const val SAMPLES_PER_TASK = 256

/** Applies a function to every invariant: f(x) for true scalars, f(x) + f(-x) for pseudoscalars (arXiv:2302.14770); or to combinations of them. */
public class NonlinearRunner(
    private val step: NonlinearStep,
) {
    public fun run(source: TensorMap, workers: Workers): TensorMap {
        step.mix?.let { return MixRunner(step, it, scalarFunction()).run(source, workers) }
        val parts = step.blocks.map { block -> listOf(1, -1).map { source.blockOrNull(FeatureKey(0, it, block.key.types).row) } }
        val samples = parts.map { part -> part.firstNotNullOf { it }.samples }
        val blocks = filledBlocks(step.blocks, samples, SAMPLES_PER_TASK, workers) { k, from, to, out ->
            val (scalars, pseudoscalars) = parts[k]
            val offset = scalars?.properties?.size ?: 0
            if (scalars != null) apply(scalars, from, to, out, 0, scalarFunction())
            if (pseudoscalars != null) apply(pseudoscalars, from, to, out, offset, pseudoscalarFunction())
        }
        return tensorMap(step, blocks)
    }

    private fun scalarFunction(): (Double) -> Double = when (step.function) {
        Nonlinearity.SQUARE -> { x -> x * x }
        Nonlinearity.SILU -> { x -> x / (1.0 + exp(-x)) }
    }

    /** Even in x. silu(x) + silu(-x) = x tanh(x/2); of the square, both signs are the same number. */
    private fun pseudoscalarFunction(): (Double) -> Double = when (step.function) {
        Nonlinearity.SQUARE -> { x -> x * x }
        Nonlinearity.SILU -> { x -> x * tanh(0.5 * x) }
    }

    private fun apply(from: TensorBlock, start: Int, end: Int, to: TensorBlock, offset: Int, function: (Double) -> Double) {
        val width = from.properties.size
        val stride = to.properties.size
        for (s in start until end) {
            for (p in 0 until width) to.values[s * stride + offset + p] = function(step.scale * from.values[s * width + p])
        }
    }
}
