package ncenter.plan.rules

import ncenter.plan.Plan
import ncenter.plan.RuleReport

/** A rewrite of a plan. It may change cost, never values. */
public interface Rule {
    /** The name that `explain()` prints. */
    public val name: String

    /** The rewritten plan and what was done, or the plan itself and why nothing was. */
    public fun rewrite(plan: Plan): Rewrite
}

/** Outcome of a [Rule]. */
public class Rewrite(
    public val plan: Plan,
    public val applied: Boolean,
    public val notes: List<String>,
)

/** All rules, in the order they are applied. */
public val allRules: List<Rule> =
    listOf(SharedStep, RegroupSums, EmptyBlock, TargetPushdown, TypePushdown, TriangleParity, DualWhenWide, StreamNormalEquations, OutOfCore, Chunking)

/** [plan] after one rule, with its report. */
public fun applyRule(plan: Plan, rule: Rule): Plan {
    val rewrite = rule.rewrite(plan)
    return rewrite.plan.reported(RuleReport(rule.name, rewrite.applied, rewrite.notes))
}
