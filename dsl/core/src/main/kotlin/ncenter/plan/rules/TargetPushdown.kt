package ncenter.plan.rules

import ncenter.plan.Plan
import ncenter.plan.keepsAngular

/** Only (lambda, sigma) that some target has are computed: the matrix blocks asked for decide what the features must hold. */
public object TargetPushdown : Rule {
    override val name: String get() = "target-pushdown"

    override fun rewrite(plan: Plan): Rewrite {
        val after = restrict(plan, { it.keepsAngular }) { key, wanted -> wanted.any { it.sameAngular(key) } }
        return rewriteBy(plan, after, "every (lambda, sigma) is asked for by some target")
    }
}
