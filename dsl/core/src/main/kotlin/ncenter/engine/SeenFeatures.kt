package ncenter.engine

import ncenter.labels.TensorMap
import ncenter.plan.FeatureStep
import ncenter.plan.SumCentersStep
import ncenter.plan.SymmetrizeStep
import ncenter.plan.routeOf
import ncenter.plan.rules.featureSteps
import ncenter.run.Chunk
import ncenter.spec.features.FeatureSpec
import ncenter.structures.Structure

/** [features] of all [structures], some structures at a time; samples carry the numbers that structures have in the whole list. Contractions are fitted to all. */
internal fun Engine.computeInChunks(features: FeatureSpec, structures: List<Structure>, atOnce: Int): Sequence<TensorMap> {
    val elements = structures.flatMap { it.elements }.distinct().sorted()
    val steps = featureSteps(features, elements)
    val workers = workers(ProgressListener.NONE)
    val chunks = (structures.indices step atOnce).map { Chunk(structures.subList(it, minOf(it + atOnce, structures.size)), it) }
    val executor = StepExecutor(steps, elements, fitSteps(steps, elements, chunks, linearAlgebra, workers), linearAlgebra)
    val last = steps.last().id
    return chunks.asSequence().map { executor.run(it, setOf(last), workers).getValue(last) }
}

/** The features that a fitted model reads of its atoms and pairs, before pairs are symmetrized and atoms summed. */
internal class SeenFeatures(
    private val engine: Engine,
    fitted: FittedModel,
) {
    private val plan = fitted.plan
    private val executor = StepExecutor(plan.steps, plan.schema.elements, fitted.steps, engine.linearAlgebra)

    /** The steps that put them out. */
    val steps: List<FeatureStep> = plan.regression.problems.map { beforeSums(plan.step(it.features) as FeatureStep) }.distinct()

    /** What the user called the features of [step]. */
    fun specOf(step: FeatureStep): FeatureSpec {
        val problem = plan.regression.problems.first { beforeSums(plan.step(it.features) as FeatureStep) == step }
        return plan.spec.routeOf(problem).candidates[problem.candidate]
    }

    private fun beforeSums(step: FeatureStep): FeatureStep = if (step is SumCentersStep || step is SymmetrizeStep) {
        beforeSums(plan.step(step.inputs[0]) as FeatureStep)
    } else {
        step
    }

    /** As [computeInChunks]. */
    fun compute(step: FeatureStep, structures: List<Structure>, atOnce: Int): Sequence<TensorMap> = (structures.indices step atOnce).asSequence().map {
        val chunk = Chunk(structures.subList(it, minOf(it + atOnce, structures.size)), it)
        executor.run(chunk, setOf(step.id), engine.workers()).getValue(step.id)
    }
}
