package ncenter.tests.completeness

import ncenter.kernels.linalg.LinearAlgebras
import ncenter.labels.Labels
import ncenter.labels.TensorBlock
import ncenter.labels.TensorMap
import ncenter.plan.DensityStep
import ncenter.plan.FeatureKey
import ncenter.plan.FeatureStep
import ncenter.plan.IndependentStep
import ncenter.plan.PairDensityStep
import ncenter.plan.ProductStep
import ncenter.plan.Step
import ncenter.run.Chunk
import ncenter.run.Workers
import ncenter.run.correlations.IndependentRunner
import ncenter.run.correlations.ProductRunner
import ncenter.structures.Structure
import java.util.Random

/** The output of the last of [steps] (densities and products of atoms only) for [samples] densities of random numbers; [columns] of products that keep some. */
fun randomFeatures(steps: List<Step>, samples: Int, seed: Long = 1, columns: Map<Int, Map<FeatureKey, IntArray>> = emptyMap()): TensorMap {
    val random = Random(seed)
    val outputs = mutableMapOf<Int, TensorMap>()
    val chunk = Chunk(listOf(Structure(intArrayOf(6), DoubleArray(3))), 0)
    val densities = mutableMapOf<Any, TensorMap>()
    for (step in steps) {
        when (step) {
            is DensityStep -> outputs[step.id] = densities.getOrPut(step.spec) { randomBlocks(step, samples, random) }
            is ProductStep -> outputs[step.id] = ProductRunner(step).run(chunk, outputs.getValue(step.inputs[0]), outputs.getValue(step.inputs[1]), Workers)
            is IndependentStep -> {
                outputs[step.id] = IndependentRunner(step, columns.getValue(step.id)).run(outputs.getValue(step.inputs[0]), outputs.getValue(step.inputs[1]), Workers)
            }
            else -> Unit
        }
    }
    return outputs.getValue(steps.last().id)
}

/** As [randomFeatures] for pair features: sample k is the pair of atoms 2k and 2k + 1 of one structure, each with a density of its own. */
fun randomPairFeatures(steps: List<Step>, pairs: Int): TensorMap {
    val random = Random(3)
    val chunk = Chunk(listOf(Structure(IntArray(2 * pairs) { 6 }, DoubleArray(6 * pairs) { it.toDouble() })), 0)
    val samples = Labels.of(
        ncenter.run.PAIR_SAMPLES,
        IntArray(6 * pairs) {
            if (it % 6 == 1) {
                2 * (it / 6)
            } else if (it % 6 == 2) {
                2 * (it / 6) + 1
            } else {
                0
            }
        },
    )
    val outputs = mutableMapOf<Int, TensorMap>()
    for (step in steps) {
        when (step) {
            is DensityStep -> outputs[step.id] = randomBlocks(step, 2 * pairs, random)
            is PairDensityStep -> outputs[step.id] = randomPairs(step, samples, random)
            is ProductStep -> outputs[step.id] = ProductRunner(step).run(chunk, outputs.getValue(step.inputs[0]), outputs.getValue(step.inputs[1]), Workers)
            else -> Unit
        }
    }
    return outputs.getValue(steps.last().id)
}

private fun randomPairs(step: PairDensityStep, samples: Labels, random: Random): TensorMap {
    val keys = Labels.of(listOf("o3_lambda", "o3_sigma", "first_atom_type", "second_atom_type"), step.blocks.map { it.key.row })
    return TensorMap(
        keys,
        step.blocks.map { block ->
            TensorBlock(DoubleArray(samples.size * block.key.components * block.q) { random.nextGaussian() }, samples, listOf(Labels.mu(block.key.lambda)), block.properties)
        },
    )
}

private fun randomBlocks(step: FeatureStep, samples: Int, random: Random): TensorMap {
    val labels = Labels.of(listOf("system", "atom"), IntArray(2 * samples) { if (it % 2 == 0) it / 2 else 0 })
    val keys = Labels.of(listOf("o3_lambda", "o3_sigma", "center_type"), step.blocks.map { it.key.row.take(3) })
    return TensorMap(
        keys,
        step.blocks.map { block ->
            TensorBlock(DoubleArray(samples * block.key.components * block.q) { random.nextGaussian() }, labels, listOf(Labels.mu(block.key.lambda)), block.properties)
        },
    )
}

/** The numerical rank of a `rows x columns` matrix with normalized columns, and the ratio of the singular values on both sides of it. */
class Rank(
    val rank: Int,
    val gap: Double,
)

fun rank(values: DoubleArray, rows: Int, columns: Int): Rank {
    val a = values.copyOf()
    val norms = DoubleArray(columns) { c -> kotlin.math.sqrt((0 until rows).sumOf { a[it * columns + c] * a[it * columns + c] }) }
    // Columns that vanish by symmetry hold rounding errors only.
    for (c in 0 until columns) for (r in 0 until rows) a[r * columns + c] *= if (norms[c] > 1e-10 * norms.max()) 1 / norms[c] else 0.0
    val s = singularValues(a, rows, columns)
    val r = s.count { it > 1e-9 * s[0] }
    return Rank(r, if (r == s.size) Double.POSITIVE_INFINITY else s[r - 1] / s[r])
}

private fun singularValues(a: DoubleArray, rows: Int, columns: Int): DoubleArray {
    val la = LinearAlgebras.preferred()
    val k = minOf(rows, columns)
    val s = DoubleArray(k)
    la.svd(rows, columns, a, DoubleArray(rows * k), s, DoubleArray(k * columns))
    return s
}
