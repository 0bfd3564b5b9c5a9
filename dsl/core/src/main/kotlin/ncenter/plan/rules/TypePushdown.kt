package ncenter.plan.rules

import ncenter.plan.Plan
import ncenter.plan.keepsAngular

/** Each element and pair of elements computes only the (lambda, sigma) that its own targets have. */
public object TypePushdown : Rule {
    override val name: String get() = "type-pushdown"

    override fun rewrite(plan: Plan): Rewrite {
        val after = restrict(plan, { it.keepsAngular }) { key, wanted -> key in wanted }
        return rewriteBy(plan, after, "every element needs every (lambda, sigma) that is computed")
    }
}
