package ncenter.plan.rules

import ncenter.plan.Attach
import ncenter.plan.Plan
import ncenter.plan.ProductStep
import ncenter.plan.Step
import ncenter.plan.SumNeighborsStep
import ncenter.plan.shareSteps

/**
 * Sums over a neighbor move inside products: sum_j A_i x P_ij becomes A_i x (sum_j P_ij), one product per atom instead of one per
 * pair (arXiv:2202.01566). Exact by linearity; order and labels of the properties stay those of the direct sum.
 */
public object RegroupSums : Rule {
    override val name: String get() = "regroup-sums"

    override fun rewrite(plan: Plan): Rewrite {
        val after = regrouped(plan.steps)
        val sums = plan.steps.filter { it is SumNeighborsStep && movesInside(it, plan.steps) }
        if (sums.isEmpty()) return Rewrite(plan, false, listOf("no sum over neighbors of a product that another atom feature enters"))
        val notes = sums.map { sum ->
            val product = plan.step(sum.inputs[0]) as ProductStep
            val summed = product.inputs[innerSum(product)!!.input]
            "sum #${sum.id} of product #${product.id} is a product on ${product.centers - 1} instead of ${product.centers} centers with the sum of #$summed in it"
        }
        return Rewrite(plan.with(after), true, notes)
    }

    private fun movesInside(sum: Step, steps: List<Step>): Boolean {
        val source = steps.first { it.id == sum.inputs[0] }
        return source is ProductStep && steps.count { source.id in it.inputs } == 1 && innerSum(source) != null
    }
}

/** [steps] with every sum moved inside the products it can enter, equal steps merged and unread ones dropped; the last stays last. */
internal fun regrouped(steps: List<Step>): List<Step> {
    val moved = SumMover(steps).moved()
    return shareSteps(needed(moved))
}

/** Steps that the last one needs, itself included. */
private fun needed(steps: List<Step>): List<Step> {
    val ids = mutableSetOf(steps.last().id)
    for (step in steps.reversed()) if (step.id in ids) ids += step.inputs
    return steps.filter { it.id in ids }
}

/** Which input of [product] is summed when the sum over its last center moves inside, and how the factors then meet. */
internal fun innerSum(product: ProductStep): InnerSum? {
    val centers = product.centers - 1
    return when (product.attach) {
        Attach.SAME -> null
        Attach.FIRST_ATOM -> InnerSum(1, Attach.FIRST_ATOM)
        Attach.SECOND_ATOM -> if (centers >= 2) InnerSum(1, Attach.SECOND_ATOM) else null
        Attach.NEW_CENTER -> if (product.selfPairs) InnerSum(1, if (centers == 1) Attach.SAME else Attach.UNDER_FIRST) else null
        Attach.UNDER_FIRST -> InnerSum(0, if (centers == 1) Attach.SAME else Attach.UNDER_FIRST)
    }
}

internal class InnerSum(
    val input: Int,
    val attach: Attach,
)
