package ncenter.audit

import ncenter.spec.features.CombinationSpec
import ncenter.spec.features.CorrelationSpec
import ncenter.spec.features.DensitySpec
import ncenter.spec.features.FeatureSpec
import ncenter.spec.features.NonlinearSpec
import ncenter.spec.features.Nonlinearity
import ncenter.spec.features.Orders
import ncenter.spec.features.SelectionSpec
import ncenter.spec.features.SumNeighborsSpec
import ncenter.spec.features.asPair

/**
 * Features of single atoms that might tell two environments apart.
 *
 * @property name how they are written
 * @property features what is computed
 * @property hasParity whether they have pseudoscalars beside their invariants
 */
internal class Trial(
    val name: String,
    val features: FeatureSpec,
    val hasParity: Boolean,
)

/**
 * Kinds of features, each a list from which the cheapest that helps is wanted.
 *
 * @param scale one over the size of the invariants of a feature, so that a nonlinear function of them is nonlinear
 */
internal fun trials(density: DensitySpec, scale: (FeatureSpec) -> Double): List<List<Trial>> = listOf(
    (1..MOST_ORDERS).map { Trial("correlate(nu = $it)", invariants(density, it), hasParity = true) },
    MESSAGES.map { Trial("correlate(nu = $it, centers = 2).sumNeighbors()", SumNeighborsSpec(tuples(density, it, 2)), hasParity = true) },
    PAIRS.map { nonlinear(density, it, 2, scale) },
    TRIPLES.map { nonlinear(density, it, 3, scale) },
)

private const val MOST_ORDERS = 4

/** Linear in every neighbor; with densities of the neighbor, which correlations of the center alone do not have. */
private val MESSAGES = listOf(Orders(0, 1), Orders(1, 1), Orders(1, 2))

private val PAIRS = listOf(Orders(0), Orders(1), Orders(0, 1), Orders(2), Orders(1, 1))

private val TRIPLES = listOf(Orders(0), Orders(1))

/** silu of the invariants of tuples, summed to their first atom. */
private fun nonlinear(density: DensitySpec, nu: Orders, centers: Int, scale: (FeatureSpec) -> Double): Trial {
    val tuples = tuples(density, nu, centers)
    val factor = scale(tuples)
    val summed = (1 until centers).fold<Int, FeatureSpec>(NonlinearSpec(tuples, Nonlinearity.SILU, factor)) { feature, _ -> SumNeighborsSpec(feature) }
    return Trial("silu(correlate(nu = $nu, centers = $centers), scale = $factor)${".sumNeighbors()".repeat(centers - 1)}", summed, hasParity = false)
}

/** lambda = 0 of pairs and triples: intermediate orders up to that of the basis. */
private fun tuples(density: DensitySpec, nu: Orders, centers: Int): FeatureSpec = SelectionSpec(CorrelationSpec(density, nu, centers, density.lMax, density.asPair()), lambda = 0)

/** All lambda = 0 of order [nu]: intermediate orders up to that of the basis, cut at the last product only. */
private fun invariants(density: DensitySpec, nu: Int): FeatureSpec = if (nu == 1) {
    CorrelationSpec(density, Orders(1), 1, 0)
} else {
    CombinationSpec(CorrelationSpec(density, Orders(nu - 1), 1, density.lMax), density, 0)
}
