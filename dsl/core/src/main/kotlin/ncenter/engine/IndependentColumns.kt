package ncenter.engine

import ncenter.labels.Labels
import ncenter.labels.TensorBlock
import ncenter.labels.TensorMap
import ncenter.plan.DensityStep
import ncenter.plan.FeatureKey
import ncenter.plan.FeatureStep
import ncenter.plan.ProductStep
import ncenter.plan.Step
import ncenter.plan.counting.BlockSpan
import ncenter.plan.counting.spans
import ncenter.plan.rules.featureSteps
import ncenter.run.Chunk
import ncenter.run.Workers
import ncenter.run.correlations.ProductRunner
import ncenter.spec.features.FeatureSpec
import ncenter.structures.Structure
import java.util.Random
import kotlin.math.abs
import kotlin.math.sqrt

/**
 * The properties of one block that are linearly independent and span the others, whatever the structures.
 *
 * @property columns numbers of these properties, ascending; as many as there are independent equivariants
 * @property properties how many the block has
 * @property gap how much smaller the part of any other property that they do not span is than the smallest part any of them adds
 */
public class IndependentColumns internal constructor(
    public val key: FeatureKey,
    public val columns: IntArray,
    public val properties: Int,
    public val gap: Double,
)

/**
 * Finds the redundant properties of a correlation without looking at data: by a factorization with column pivoting of the values for
 * random densities, stopped at the exact number of independent equivariants and checked to leave nothing behind.
 *
 * @throws IllegalArgumentException if [features] are not products of densities on single atoms, or leave intermediate orders out
 */
public fun independentColumns(features: FeatureSpec, elements: List<Int>, seed: Long = 1): List<IndependentColumns> {
    val steps = featureSteps(features, elements)
    val last = steps.last()
    require(last is ProductStep && steps.all { it !is FeatureStep || it is DensityStep || it is ProductStep }) {
        "independentColumns: a product of densities of one atom was expected, got $features; write rho.correlate(nu = 3)"
    }
    val spans = spans(steps).filter { it.step == last.id }
    spans.firstOrNull { !it.isComplete }?.let { throw IllegalArgumentException("independentColumns: features that span every equivariant were expected, got ${it.key} which $it; raise lMax") }
    val samples = spans.maxOf { it.all.toInt() / it.key.components + EXTRA }
    val values = ofRandomDensities(steps, elements, samples, Random(seed))
    val scale = values.blocks.maxOf { block -> block.values.maxOfOrNull { abs(it) } ?: 0.0 }
    return spans.map { span -> pivots(span, values.block(span.key.row), scale) }
}

/** Samples beyond the number of independent equivariants. */
private const val EXTRA = 16

private const val SMALLEST_GAP = 1e4

/** Rounding errors of products that cancel, relative to products that do not. */
private const val VANISHING = 1e-10

/** The output of the last step for random numbers in place of density coefficients; every center type has the same samples. */
private fun ofRandomDensities(steps: List<Step>, elements: List<Int>, samples: Int, random: Random): TensorMap {
    val chunk = Chunk(listOf(Structure(elements.toIntArray(), DoubleArray(3 * elements.size))), 0)
    val labels = Labels.of(listOf("system", "atom"), IntArray(2 * samples) { if (it % 2 == 0) it / 2 else 0 })
    val densities = mutableMapOf<Any, TensorMap>()
    val outputs = mutableMapOf<Int, TensorMap>()
    for (step in steps) {
        if (step is DensityStep) outputs[step.id] = densities.getOrPut(step.spec) { randomDensity(step, labels, random) }
        if (step is ProductStep) outputs[step.id] = ProductRunner(step).run(chunk, outputs.getValue(step.inputs[0]), outputs.getValue(step.inputs[1]), Workers)
    }
    return outputs.getValue(steps.last().id)
}

private fun randomDensity(step: DensityStep, samples: Labels, random: Random) = TensorMap(
    Labels.of(FeatureKey.names(1, false), step.blocks.map { it.key.row }),
    step.blocks.map { block ->
        TensorBlock(DoubleArray(samples.size * block.key.components * block.q) { random.nextGaussian() }, samples, listOf(Labels.mu(block.key.lambda)), block.properties)
    },
)

/** Gram-Schmidt with pivoting on normalized columns; columns that vanish by symmetry, next to values of size [scale], are left out first. */
private fun pivots(span: BlockSpan, block: TensorBlock, scale: Double): IndependentColumns {
    val q = block.properties.size
    val rows = block.samples.size * block.componentSize
    val columns = Array(q) { c -> DoubleArray(rows) { block.values[it * q + c] } }
    val open = columns.indices.filter { c -> columns[c].any { abs(it) > VANISHING * scale } }.toMutableSet()
    open.forEach { c -> norm(columns[c]).let { n -> scale(columns[c], 1 / n) } }
    val found = IntArray(span.all.toInt())
    var smallest = 1.0
    for (k in found.indices) {
        val next = open.maxBy { norm(columns[it]) }
        smallest = minOf(smallest, norm(columns[next]))
        found[k] = next
        open -= next
        scale(columns[next], 1 / norm(columns[next]))
        // Twice is enough: the second pass takes off what rounding left in the first.
        for (c in open) repeat(2) { takeOff(columns[c], columns[next]) }
    }
    val gap = smallest / maxOf(open.maxOfOrNull { norm(columns[it]) } ?: 0.0, 1e-16)
    check(gap > SMALLEST_GAP) { "independentColumns: ${span.all} independent properties were expected in ${span.key}, got a gap of $gap (this is a bug, please report it)" }
    return IndependentColumns(span.key, found.sortedArray(), q, gap)
}

private fun norm(a: DoubleArray): Double {
    var sum = 0.0
    for (x in a) sum += x * x
    return sqrt(sum)
}

private fun scale(a: DoubleArray, factor: Double) {
    for (k in a.indices) a[k] *= factor
}

private fun takeOff(a: DoubleArray, unit: DoubleArray) {
    var overlap = 0.0
    for (k in a.indices) overlap += a[k] * unit[k]
    for (k in a.indices) a[k] -= overlap * unit[k]
}
