package ncenter.plan.rules

import ncenter.plan.Plan
import ncenter.plan.Step
import ncenter.plan.shareSteps

/** Steps that are equal in all but their number are computed once. */
public object SharedStep : Rule {
    override val name: String get() = "shared-step"

    override fun rewrite(plan: Plan): Rewrite {
        val kept = shareSteps(plan.steps)
        val merged = plan.steps.size - kept.size
        if (merged == 0) return Rewrite(plan, false, listOf("no two steps are equal"))
        return Rewrite(plan.with(kept), true, listOf("${plan.steps.size} -> ${kept.size} steps; " + sharedNames(kept)))
    }

    private fun sharedNames(steps: List<Step>): String {
        val readers = steps.associate { step -> step.id to steps.filter { step.id in it.inputs }.map { it.id } }
        return steps.filter { readers.getValue(it.id).size > 1 }.joinToString("; ") { step ->
            "#${step.id} serves ${readers.getValue(step.id).joinToString(" and ") { "#$it" }}"
        }
    }
}
