package ncenter.plan.rules

import ncenter.plan.Plan

/** Inputs of a product keep only blocks that can reach a wanted (lambda, sigma) through all products that follow. */
public object TriangleParity : Rule {
    override val name: String get() = "triangle-parity"

    override fun rewrite(plan: Plan): Rewrite {
        val after = restrict(plan, { true }) { key, wanted -> key in wanted }
        return rewriteBy(plan, after, "every block can reach a target")
    }
}
