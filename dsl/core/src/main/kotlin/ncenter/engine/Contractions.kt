package ncenter.engine

import ncenter.kernels.linalg.LinearAlgebra
import ncenter.labels.TensorMap
import ncenter.plan.ContractStep
import ncenter.plan.FeatureKey
import ncenter.plan.FeatureStep
import ncenter.plan.IterationStep
import ncenter.plan.Step
import ncenter.run.Chunk
import ncenter.run.Workers
import ncenter.run.correlations.ContractionFit
import ncenter.run.correlations.FittedIteration
import ncenter.run.correlations.IterationFit
import ncenter.spec.features.isSelection

/** Projections by contraction step and block. */
internal typealias Projections = Map<Int, Map<FeatureKey, DoubleArray>>

/**
 * What the feature steps of a plan learned from training structures.
 *
 * @property projections principal components by contraction step and block
 * @property iterations pairs and matrices by iteration step
 * @property columns kept properties by step and block: numbers in the block that they are chosen from, ascending
 */
public class FittedSteps(
    public val projections: Map<Int, Map<FeatureKey, DoubleArray>> = emptyMap(),
    public val iterations: Map<Int, FittedIteration> = emptyMap(),
    public val columns: Map<Int, Map<FeatureKey, IntArray>> = emptyMap(),
)

/** Fits all contractions, one pass over the structures per depth: a contraction waits for those it is fed by. */
internal class StepFitting(
    private val steps: List<Step>,
    private val elements: List<Int>,
    private val chunks: List<Chunk>,
    private val linearAlgebra: LinearAlgebra,
    private val workers: Workers,
) {
    private val projections = mutableMapOf<Int, Map<FeatureKey, DoubleArray>>()
    private val iterations = mutableMapOf<Int, FittedIteration>()
    private val columns: MutableMap<Int, Map<FeatureKey, IntArray>> = findIndependent(steps, workers).toMutableMap()
    private val importances = mutableMapOf<Int, Map<FeatureKey, DoubleArray>>()

    fun fit(): FittedSteps {
        val open = steps.filterIsInstance<FeatureStep>().filter { structuresOf(it) != null }.toMutableList()
        while (open.isNotEmpty()) {
            val ready = open.filter { step -> upstream(step, steps).none { up -> open.any { it.id == up } } }
            for ((structures, together) in ready.groupBy { structuresOf(it)!! }) fitTogether(together, sampled(chunks, structures))
            open -= ready.toSet()
        }
        return FittedSteps(projections, iterations, columns)
    }

    private fun fitTogether(ready: List<FeatureStep>, chunks: List<Chunk>) {
        val executor = StepExecutor(steps, elements, FittedSteps(projections, iterations, columns), linearAlgebra)
        val contractions = ready.filterIsInstance<ContractStep>().map { ContractionFit(it, linearAlgebra) }
        val products = ready.filterIsInstance<IterationStep>().map { IterationFit(it, importances.getValue(it.inputs[0]), importances.getValue(it.inputs[1]), linearAlgebra) }
        for (chunk in chunks) {
            val outputs = executor.run(chunk, ready.flatMap { it.inputs }.toSet(), workers)
            contractions.forEach { it.add(outputs.getValue(it.step.inputs[0]), workers) }
            products.forEach { fit -> fit.add(chunk, inputs(fit.step, outputs), workers) }
        }
        for (fit in contractions) {
            val fitted = fit.solve(workers)
            if (fit.step.contraction.isSelection) columns[fit.step.id] = fitted.columns else projections[fit.step.id] = fitted.projections
            importances[fit.step.id] = fit.importances()
        }
        for (fit in products) {
            val (fitted, strengths) = fit.solve(workers)
            iterations[fit.step.id] = fitted
            importances[fit.step.id] = strengths
        }
    }

    private fun inputs(step: Step, outputs: Map<Int, TensorMap>): List<TensorMap> = step.inputs.map(outputs::getValue)

    /** How many structures [step] is fitted on; null if there is nothing to fit. */
    private fun structuresOf(step: FeatureStep): Int? = when (step) {
        is ContractStep -> step.contraction.structures ?: Int.MAX_VALUE
        is IterationStep -> step.contraction.structures ?: Int.MAX_VALUE
        else -> null
    }
}

/** Fits what the feature [steps] learn from the structures of [chunks]. */
internal fun fitSteps(steps: List<Step>, elements: List<Int>, chunks: List<Chunk>, linearAlgebra: LinearAlgebra, workers: Workers): FittedSteps = StepFitting(steps, elements, chunks, linearAlgebra, workers).fit()

/** [count] structures evenly spread over those of [chunks], in chunks of the same size; all of them if there are no more. */
private fun sampled(chunks: List<Chunk>, count: Int): List<Chunk> {
    val total = chunks.sumOf { it.structures.size }
    if (count >= total) return chunks
    val size = chunks.maxOf { it.structures.size }
    val all = chunks.flatMap { it.structures }
    val chosen = List(count) { all[Math.toIntExact(it.toLong() * total / count)] }
    return chosen.chunked(size).mapIndexed { k, part -> Chunk(part, k * size) }
}

/** Ids of all steps that [step] depends on. */
private fun upstream(step: Step, steps: List<Step>): Set<Int> {
    val found = mutableSetOf<Int>()
    val queue = ArrayDeque(step.inputs)
    while (queue.isNotEmpty()) {
        val id = queue.removeFirst()
        if (found.add(id)) queue += steps.first { it.id == id }.inputs
    }
    return found
}
