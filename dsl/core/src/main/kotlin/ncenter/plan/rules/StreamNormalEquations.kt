package ncenter.plan.rules

import ncenter.plan.Plan
import ncenter.plan.RidgeForm

/** Features of a chunk are folded into X^T X at once instead of being kept. */
public object StreamNormalEquations : Rule {
    override val name: String get() = "stream-normal-equations"

    override fun rewrite(plan: Plan): Rewrite {
        val primal = plan.regression.problems.count { it.form == RidgeForm.PRIMAL }
        if (primal == 0) return Rewrite(plan, false, listOf("every problem is solved in sample space, which keeps its rows"))
        val after = plan.replacing(plan.regression.copy(streaming = true))
        return Rewrite(after, true, listOf("$primal of ${plan.regression.problems.size} ridge problems keep X^T X instead of their rows"))
    }
}
