package ncenter.engine

import ncenter.plan.flops
import ncenter.plan.rules.compilePlan
import ncenter.spec.features.FeatureSpec
import ncenter.spec.models.RegressionSpec
import ncenter.spec.models.Route
import ncenter.spec.targets.BlockType
import ncenter.spec.targets.PropertySpec
import ncenter.structures.Schema
import ncenter.structures.Structure
import ncenter.structures.elementsOf

/** Estimated floating-point operations of the invariants of [features], which are features of atoms, for [structures]. */
internal fun Engine.operations(features: FeatureSpec, structures: List<Structure>): Long {
    val target = PropertySpec("invariants", lambda = 0, sigma = 1, perAtom = true)
    val spec = RegressionSpec(target, listOf(Route(listOf(BlockType.OnSite), features)))
    val schema = Schema(elementsOf(structures), structures.any { it.isPeriodic }, emptyList(), structures.maxOf { it.size })
    val naive = compilePlan(spec, schema, counts = null, rules = emptyList())
    val cutoff = naive.neighbors.maxOf { it.cutoff }
    val counts = countSamples(structures, cutoff, workers(ProgressListener.NONE), naive.featureSteps.maxOf { it.centers })
    val plan = compilePlan(spec, schema, counts, memoryBytes = Long.MAX_VALUE / 4)
    return (plan.neighbors + plan.featureSteps).sumOf { flops(it, counts, plan) }
}
