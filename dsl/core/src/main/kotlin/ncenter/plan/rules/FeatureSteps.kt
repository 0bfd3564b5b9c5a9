package ncenter.plan.rules

import ncenter.plan.FeatureStep
import ncenter.plan.PlanBuilder
import ncenter.plan.Step
import ncenter.plan.keeping
import ncenter.plan.reads
import ncenter.plan.shareSteps
import ncenter.spec.features.FeatureSpec
import ncenter.structures.Schema

/**
 * The steps of one feature alone, without a regression: every block of it. The feature is the last. Equal steps are there once, and
 * blocks that the feature does not need are left out.
 *
 * @param regroup whether sums over neighbors move inside products: same values and labels up to rounding, less work
 */
public fun featureSteps(features: FeatureSpec, elements: List<Int>, regroup: Boolean = true): List<Step> {
    val schema = Schema(elements, periodic = false, references = emptyList(), maxAtoms = 1)
    val steps = shareSteps(PlanBuilder(schema).apply { feature(features) }.steps)
    return pruned(if (regroup) regrouped(steps) else steps)
}

/** Every step with only those blocks that the last one needs. */
private fun pruned(steps: List<Step>): List<Step> {
    val byId = steps.associateBy { it.id }.toMutableMap()
    fun feature(id: Int) = byId.getValue(id) as FeatureStep
    for (step in steps.dropLast(1).reversed().filterIsInstance<FeatureStep>()) {
        val readers = steps.filter { step.id in it.inputs }.map { feature(it.id) }
        val wanted = readers.flatMapTo(mutableSetOf()) { reader ->
            val inputs = reader.inputs.indices.filter { reader.inputs[it] == step.id }
            inputs.flatMap { input -> reader.blocks.flatMap { reader.reads(it, input, ::feature) } }
        }
        byId[step.id] = step.keeping { it in wanted }
    }
    return steps.map { byId.getValue(it.id) }
}
