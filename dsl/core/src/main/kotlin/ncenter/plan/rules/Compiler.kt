package ncenter.plan.rules

import ncenter.plan.Candidate
import ncenter.plan.Choice
import ncenter.plan.Plan
import ncenter.plan.PlanSettings
import ncenter.plan.SampleCounts
import ncenter.plan.naivePlan
import ncenter.spec.models.RegressionSpec
import ncenter.structures.Schema

/** From a spec to a lean plan. Without [counts] the plan shows exact labels; with them also sizes, and the memory rules and the budgets of `auto` apply. */
public fun compilePlan(
    spec: RegressionSpec,
    schema: Schema,
    counts: SampleCounts? = null,
    memoryBytes: Long = Runtime.getRuntime().maxMemory(),
    rules: List<Rule> = allRules,
): Plan = rewritten(naivePlan(spec, schema, counts, PlanSettings(memoryBytes)), rules)

/** The lean plan of a [naive] one. */
internal fun rewritten(naive: Plan, rules: List<Rule> = allRules): Plan {
    val (last, first) = rules.partition { it == OutOfCore || it == Chunking }
    return last.fold(withinBudget(first.fold(naive, ::applyRule)), ::applyRule)
}

/** Whether [plan] is what all rules made of a naive plan with these [counts] and this much memory, and no `auto` has chosen since. */
internal fun isRewritten(plan: Plan, counts: SampleCounts, memoryBytes: Long): Boolean = plan.counts == counts &&
    plan.settings.memoryBytes == memoryBytes && plan.choices.isEmpty() && plan.rules.map { it.rule } == allRules.map { it.name }

/** The plan of a model that was trained before: of the [candidates] then, with what was [chosen] then. No memory rule applies. */
internal fun compileChosen(spec: RegressionSpec, schema: Schema, counts: SampleCounts, candidates: List<Candidate>, chosen: List<Choice>): Plan {
    val enough = Long.MAX_VALUE / 4
    if (candidates.isEmpty()) return compilePlan(spec, schema, counts, enough)
    val whole = (allRules - OutOfCore - Chunking).fold(naivePlan(spec, schema, counts, PlanSettings(enough)), ::applyRule)
    return whole.with(candidates = candidates).choosing(chosen)
}
