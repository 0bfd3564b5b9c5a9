package ncenter.engine

import ncenter.labels.TensorMap
import ncenter.plan.FeatureStep
import ncenter.plan.SumCentersStep
import ncenter.plan.SymmetrizeStep
import ncenter.run.Chunk
import ncenter.structures.Structure

/** The features that a fitted model reads of its atoms and pairs, before pairs are symmetrized and atoms summed. */
internal class SeenFeatures(
    private val engine: Engine,
    fitted: FittedModel,
) {
    private val plan = fitted.plan
    private val executor = StepExecutor(plan.steps, plan.schema.elements, fitted.projections, engine.linearAlgebra)

    /** The steps that put them out. */
    val steps: List<FeatureStep> = plan.regression.problems.map { beforeSums(plan.step(it.features) as FeatureStep) }.distinct()

    private fun beforeSums(step: FeatureStep): FeatureStep = if (step is SumCentersStep || step is SymmetrizeStep) {
        beforeSums(plan.step(step.inputs[0]) as FeatureStep)
    } else {
        step
    }

    fun compute(step: FeatureStep, structures: List<Structure>): TensorMap = executor
        .run(Chunk(structures, 0), setOf(step.id), engine.workers(ProgressListener.NONE))
        .getValue(step.id)
}
