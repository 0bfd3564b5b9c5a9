package ncenter

import ncenter.spec.features.Contraction
import ncenter.spec.features.DensitySpec
import ncenter.spec.features.FeatureSpec
import ncenter.spec.features.PairDensitySpec
import ncenter.spec.features.Top
import ncenter.spec.models.Budget
import ncenter.spec.models.Candidates

/** This many estimated seconds, as a budget. */
public val Int.seconds: Budget get() = Budget(seconds = toDouble())

/** This many estimated minutes, as a budget. */
public val Int.minutes: Budget get() = Budget(seconds = 60.0 * this)

/** This many million bytes, as a budget. */
public val Int.megabytes: Budget get() = Budget(bytes = 1_000_000L * this)

/** This many billion bytes, as a budget. */
public val Int.gigabytes: Budget get() = Budget(bytes = 1_000_000_000L * this)

/**
 * [candidates] in ascending cost, of which training keeps for every regression problem (block type, elements, lambda, sigma) the one with
 * the smallest cross-validated error: `onSite from auto(rho.correlate(nu = 1), rho.correlate(nu = 2), budget = 60.seconds)`.
 *
 * A candidate whose estimated cost is above [budget] is left out before anything is trained. Each competes alone, as it is written.
 */
public fun auto(vararg candidates: FeatureSpec, budget: Budget): Candidates = Candidates(candidates.toList(), budget)

/** Orders that training chooses among: `rho.correlate(orders = auto(budget = 2.minutes), upTo = 4)`. */
public fun auto(budget: Budget): AutoOrders = AutoOrders(budget)

/** A choice of orders within [budget], still without the features it is about. */
public class AutoOrders internal constructor(
    internal val budget: Budget,
)

/**
 * Candidates of all orders from the smallest useful one (1 on atoms, 0 on pairs and tuples) to [upTo]. Orders that multiply at most two
 * densities are taken whole; higher ones once for every entry of [contract], or whole too if there is none.
 *
 * @param contract contractions to choose among, from the strongest to the weakest, `listOf(pca(30), pca(100))`
 * @param screen pairs of components that are multiplied in contracted orders
 */
public fun DensitySpec.correlate(
    orders: AutoOrders,
    upTo: Int,
    centers: Int = 1,
    lMax: Int = this.lMax,
    pair: PairDensitySpec? = null,
    contract: List<Contraction> = emptyList(),
    screen: Top? = null,
): Candidates {
    val first = if (centers == 1) 1 else 0
    require(upTo > first) { "correlate: an order above $first was expected to choose among orders, got upTo = $upTo; write upTo = ${first + 2}" }
    val features = (first..upTo).flatMap { nu ->
        val whole = nu <= 2 || contract.isEmpty()
        if (whole) listOf(correlate(nu, centers, lMax, pair)) else contract.map { correlate(nu, centers, lMax, pair, it, screen) }
    }
    return Candidates(features, orders.budget)
}
