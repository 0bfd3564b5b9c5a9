package ncenter.plan.rules

import ncenter.plan.Plan
import ncenter.plan.PlanSettings
import ncenter.plan.SampleCounts
import ncenter.plan.naivePlan
import ncenter.spec.models.RegressionSpec
import ncenter.structures.Schema

/** From a spec to a lean plan. Without [counts] the plan shows exact labels; with them also sizes, and the memory rules apply. */
public fun compilePlan(
    spec: RegressionSpec,
    schema: Schema,
    counts: SampleCounts? = null,
    memoryBytes: Long = Runtime.getRuntime().maxMemory(),
    rules: List<Rule> = allRules,
): Plan = rules.fold(naivePlan(spec, schema, counts, PlanSettings(memoryBytes))) { plan, rule -> applyRule(plan, rule) }
