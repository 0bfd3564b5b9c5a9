package ncenter.engine

import ncenter.kernels.linalg.LinearAlgebra
import ncenter.plan.ContractStep
import ncenter.plan.FeatureKey
import ncenter.plan.Step
import ncenter.run.Chunk
import ncenter.run.Workers
import ncenter.run.correlations.ContractionFit

/** Projections by contraction step and block. */
internal typealias Projections = Map<Int, Map<FeatureKey, DoubleArray>>

/** Fits all contractions, one pass over [chunks] per depth: a contraction waits for those it is fed by. */
internal fun fitContractions(
    steps: List<Step>,
    elements: List<Int>,
    chunks: List<Chunk>,
    linearAlgebra: LinearAlgebra,
    workers: Workers,
): Projections {
    val fitted = mutableMapOf<Int, Map<FeatureKey, DoubleArray>>()
    val open = steps.filterIsInstance<ContractStep>().toMutableList()
    while (open.isNotEmpty()) {
        val ready = open.filter { step -> upstream(step, steps).none { up -> open.any { it.id == up } } }
        val executor = StepExecutor(steps, elements, fitted)
        val fits = ready.map { ContractionFit(it, linearAlgebra) }
        for (chunk in chunks) {
            val outputs = executor.run(chunk, ready.map { it.inputs[0] }.toSet(), workers)
            fits.forEach { it.add(outputs.getValue(it.step.inputs[0]), workers) }
        }
        fits.forEach { fitted[it.step.id] = it.solve(workers) }
        open -= ready.toSet()
    }
    return fitted
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
