package ncenter.plan.rules

import ncenter.plan.Plan
import ncenter.plan.RidgeForm

/** Ridge regression with more features than rows is solved in sample space. */
public object DualWhenWide : Rule {
    override val name: String get() = "dual-when-wide"

    override fun rewrite(plan: Plan): Rewrite {
        val counts = plan.counts ?: return Rewrite(plan, false, listOf("needs a data set: the number of rows is not known"))
        val regression = plan.regression
        val problems =
            regression.problems.map { problem ->
                val q =
                    plan
                        .feature(problem.features)
                        .blocks
                        .first { it.key == problem.key }
                        .q
                if (problem.form == RidgeForm.PRIMAL && q > counts.rows(problem.key)) problem.copy(form = RidgeForm.DUAL) else problem
            }
        val turned = problems.count { it.form == RidgeForm.DUAL }
        if (turned == 0) return Rewrite(plan, false, listOf("no problem has more features than rows"))
        return Rewrite(
            plan.replacing(regression.copy(problems = problems)),
            true,
            listOf("$turned of ${problems.size} ridge problems have more features than rows"),
        )
    }
}
