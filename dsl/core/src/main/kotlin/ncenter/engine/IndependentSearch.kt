package ncenter.engine

import ncenter.labels.Labels
import ncenter.labels.TensorBlock
import ncenter.labels.TensorMap
import ncenter.plan.Attach
import ncenter.plan.DensityStep
import ncenter.plan.FeatureKey
import ncenter.plan.FeatureStep
import ncenter.plan.IndependentStep
import ncenter.plan.ProductBlock
import ncenter.plan.ProductStep
import ncenter.plan.ProductTerm
import ncenter.plan.Step
import ncenter.run.Chunk
import ncenter.run.Workers
import ncenter.run.correlations.IndependentRunner
import ncenter.run.correlations.ProductRunner
import ncenter.structures.Structure
import java.util.Random
import kotlin.math.abs

/** The columns of each block of each [IndependentStep] among [steps], found on random densities. */
internal fun findIndependent(steps: List<Step>, workers: Workers = Workers, seed: Long = 1): Map<Int, Map<FeatureKey, IntArray>> {
    if (steps.none { it is IndependentStep }) return emptyMap()
    return enough { samples -> IndependentSearch(steps, samples, seed, workers).also { it.run() } }.found
}

/** The search with enough samples to decide every rank. */
internal fun enough(search: (samples: Int) -> IndependentSearch): IndependentSearch {
    var last = search(FEWEST_SAMPLES)
    while (last.samplesNeeded > last.samples) last = search(last.samplesNeeded)
    return last
}

private const val FEWEST_SAMPLES = 32

/** Samples beyond what the largest group needs to be told from a smaller one. */
private const val EXTRA = 4

/**
 * Walks through densities and their products with random numbers in place of density coefficients, and keeps of each product the columns
 * that are linearly independent.
 *
 * @property samples how many environments with numbers of their own
 */
internal class IndependentSearch(
    private val steps: List<Step>,
    val samples: Int,
    private val seed: Long,
    private val workers: Workers,
) {
    private val chunk = Chunk(emptyList(), 0)
    private val labels = Labels.of(listOf("system", "atom"), IntArray(2 * samples) { if (it % 2 == 0) it / 2 else 0 })
    private val values = mutableMapOf<Int, TensorMap>()
    private val factors = mutableMapOf<Int, Map<FeatureKey, FactorLists>>()
    private val choices = mutableMapOf<Any, IntArray>()

    val found: MutableMap<Int, Map<FeatureKey, IntArray>> = mutableMapOf()

    /** More than there are if ranks could not be decided with so few. */
    var samplesNeeded: Int = samples
        private set

    /** @param through a whole product whose columns are chosen afterwards */
    fun run(through: ProductStep? = null) {
        for (step in steps.filterIsInstance<FeatureStep>()) {
            when (step) {
                is DensityStep -> density(step)
                is ProductStep -> if (step.attach == Attach.SAME && step.inputs.all(values::containsKey)) product(step)
                is IndependentStep -> independent(step)
                else -> Unit
            }
            if (samplesNeeded > samples) return
        }
        through?.blocks?.forEach { block -> need(factors.getValue(through.id).getValue(block.key).groups(), block.key) }
    }

    /** The independent columns of a block of a product that is computed whole. */
    fun choose(step: ProductStep, key: FeatureKey, expected: Int): IndependentGroups.Choice {
        val made = values.getValue(step.id)
        val largest = made.blocks.maxOf { block -> block.values.maxOfOrNull { abs(it) } ?: 0.0 }
        return IndependentGroups(key, made.block(key.row), factors.getValue(step.id).getValue(key).groups(), largest).choose(expected, workers)
    }

    private fun need(groups: List<IntArray>, key: FeatureKey) {
        samplesNeeded = maxOf(samplesNeeded, (groups.maxOfOrNull { it.size } ?: 0) / key.components + EXTRA)
    }

    /** Equal numbers for every type of center: what is independent does not depend on it. */
    private fun density(step: DensityStep) {
        val blocks = step.blocks.map { block ->
            val random = Random(seed + block.key.lambda)
            TensorBlock(DoubleArray(samples * block.key.components * block.q) { random.nextGaussian() }, labels, listOf(Labels.mu(block.key.lambda)), block.properties)
        }
        values[step.id] = TensorMap(Labels.of(FeatureKey.names(1, false), step.blocks.map { it.key.row }), blocks)
        factors[step.id] = step.blocks.associate { it.key to FactorLists.of(it.key.lambda, it.q) }
    }

    private fun product(step: ProductStep) {
        values[step.id] = ProductRunner(step).run(chunk, values.getValue(step.inputs[0]), values.getValue(step.inputs[1]), workers)
        factors[step.id] = step.blocks.associate { it.key to lists(step, it.terms) }
    }

    private fun independent(step: IndependentStep) {
        val chosen = mutableMapOf<FeatureKey, IntArray>()
        for (block in step.blocks) {
            val shape = Triple(step.id, block.key.lambda to block.key.sigma, block.terms.map { listOf(it.first.row.take(2), it.second.row.take(2)) })
            val whole = ProductBlock(block.key, Labels.range("column", 0, block.columns - 1), block.terms)
            chosen[block.key] = choices.getOrPut(shape) { choose(step, whole, block.q) ?: return }
        }
        found[step.id] = chosen
        values[step.id] = IndependentRunner(step, chosen).run(values.getValue(step.inputs[0]), values.getValue(step.inputs[1]), workers)
        factors[step.id] = step.blocks.associate { it.key to lists(step, it.terms).only(chosen.getValue(it.key)) }
    }

    /** Null if there are too few samples. */
    private fun choose(step: IndependentStep, block: ProductBlock, expected: Int): IntArray? {
        val groups = lists(step, block.terms).groups()
        need(groups, block.key)
        if (samplesNeeded > samples) return null
        val product = ProductStep(step.id, step.inputs, 1, Attach.SAME, step.exchange, listOf(block))
        val made = ProductRunner(product).run(chunk, values.getValue(step.inputs[0]), values.getValue(step.inputs[1]), workers).blocks.single()
        return IndependentGroups(block.key, made, groups, made.values.maxOf { abs(it) }).choose(expected, workers).columns
    }

    private fun lists(step: FeatureStep, terms: List<ProductTerm>): FactorLists {
        val (first, second) = step.inputs.map(factors::getValue)
        return FactorLists.ofProduct(terms.map { Triple(it, first.getValue(it.first), second.getValue(it.second)) })
    }
}
