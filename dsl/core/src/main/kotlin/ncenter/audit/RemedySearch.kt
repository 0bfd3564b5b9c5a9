package ncenter.audit

import ncenter.engine.Engine
import ncenter.spec.features.CombinationSpec
import ncenter.spec.features.CorrelationSpec
import ncenter.spec.features.DensitySpec
import ncenter.spec.features.FeatureSpec
import ncenter.spec.features.Gto
import ncenter.spec.features.Orders
import ncenter.spec.features.asPair
import ncenter.structures.Structure

/** Looks for the lowest correlation order, and for features on pairs, that tell two environments apart. */
internal class RemedySearch(
    private val leaf: Leaf,
    private val engine: Engine,
    private val tolerance: Double,
) {
    /** The cheapest first; both structures have their center as atom 0. */
    fun search(first: Structure, second: Structure): List<Remedy> {
        val channels = first.elements.size
        val density = DensitySpec(leaf.cutoff, Gto(if (channels <= 2) 2 else 1, ANGULAR), leaf.shape, leaf.radialScale)
        val basis = "(tried with ${density.basis})"
        val orders = (1..MOST_ORDERS).firstNotNullOfOrNull { nu -> order(density, nu, first, second, basis) }
        val pairs = pairs(density, first, second, basis)
        return (orders.orEmpty() + pairs).filter { it.difference > tolerance }
    }

    private fun order(density: DensitySpec, nu: Int, first: Structure, second: Structure, basis: String): List<Remedy>? {
        val found = difference(invariants(density, nu), first, second)
        if (!found.isSeen(tolerance)) return null
        return listOf(
            Remedy("correlate(nu = $nu), sigma = +1 $basis", found.invariants),
            Remedy("correlate(nu = $nu), sigma = -1 $basis", found.pseudoscalars),
        )
    }

    private fun pairs(density: DensitySpec, first: Structure, second: Structure, basis: String): List<Remedy> {
        val found = difference(CorrelationSpec(density, Orders(1), 2, ANGULAR, density.asPair()), first, second)
        return listOf(Remedy("a nonlinear function of correlate(nu = 1, centers = 2), summed over neighbors $basis", found.invariants))
    }

    /** All lambda = 0 of order [nu]: intermediate orders up to that of the basis, cut at the last product only. */
    private fun invariants(density: DensitySpec, nu: Int): FeatureSpec = if (nu == 1) {
        CorrelationSpec(density, Orders(1), 1, 0)
    } else {
        CombinationSpec(CorrelationSpec(density, Orders(nu - 1), 1, ANGULAR), density, 0)
    }

    private fun difference(features: FeatureSpec, first: Structure, second: Structure): Difference {
        val found = descriptors(engine.compute(features, listOf(first, second)), features.centers)
        return difference(found.getValue(Place(0, 0)), found.getValue(Place(1, 0)))
    }

    private companion object {
        const val MOST_ORDERS = 4
        const val ANGULAR = 3
    }
}
