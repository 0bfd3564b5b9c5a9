package ncenter.plan

import ncenter.spec.features.FeatureSpec
import ncenter.structures.Schema

/** The steps of one feature alone, without a regression: every block of it, equal steps once. The feature is the last. */
public fun featureSteps(features: FeatureSpec, elements: List<Int>): List<Step> {
    val schema = Schema(elements, periodic = false, references = emptyList(), maxAtoms = 1)
    return shareSteps(PlanBuilder(schema).apply { feature(features) }.steps)
}
