package ncenter.audit

import ncenter.engine.Engine
import ncenter.engine.operations
import ncenter.spec.features.DensitySpec
import ncenter.spec.features.FeatureSpec
import ncenter.spec.features.Gto
import ncenter.structures.Structure
import kotlin.math.ceil
import kotlin.math.log10
import kotlin.math.pow
import kotlin.math.sqrt

/**
 * Looks for the cheapest features of each kind that tell two environments apart: the lowest correlation order, the lowest orders on two
 * centers, and the lowest orders on two and three centers with a nonlinear function.
 */
internal class RemedySearch(
    private val leaf: Leaf,
    private val engine: Engine,
    private val tolerance: Double,
) {
    /** The cheapest first; both structures have their center as atom 0. Nothing for congruent environments, which nothing may tell apart. */
    fun search(first: Structure, second: Structure): List<Remedy> {
        val both = listOf(first, second)
        val density = DensitySpec(leaf.cutoff, Gto(if (first.elements.size <= 2) 2 else 1, ANGULAR), leaf.shape, leaf.radialScale)
        val found = trials(density) { scale(it, both) }.mapNotNull { kind ->
            val byCost = kind.map { it to engine.operations(it.features, both) }.sortedBy { it.second }
            byCost.firstNotNullOfOrNull { (trial, cost) -> remedies(trial, "(tried with ${density.basis})", cost, both) }
        }
        return found.sortedBy { it.first().operations }.flatten()
    }

    /** What [trial] sees; null if that is nothing. */
    private fun remedies(trial: Trial, basis: String, operations: Long, both: List<Structure>): List<Remedy>? {
        val values = descriptors(engine.compute(trial.features, both), 1)
        val found = difference(values.getValue(Place(0, 0)), values.getValue(Place(1, 0)))
        val parts = if (trial.hasParity) {
            listOf(Remedy("${trial.name}, sigma = +1 $basis", found.invariants, operations), Remedy("${trial.name}, sigma = -1 $basis", found.pseudoscalars, operations))
        } else {
            listOf(Remedy("${trial.name} $basis", found.invariants, operations))
        }
        return parts.filter { it.difference > tolerance }.ifEmpty { null }
    }

    /** One over the root mean square of all invariants of [features], rounded up to a power of ten. */
    private fun scale(features: FeatureSpec, both: List<Structure>): Double {
        val blocks = engine.compute(features, both).blocks
        val mean = blocks.sumOf { block -> block.values.sumOf { it * it } } / maxOf(1, blocks.sumOf { it.values.size })
        return if (mean > 0.0) 10.0.pow(ceil(log10(1 / sqrt(mean)))) else 1.0
    }

    private companion object {
        const val ANGULAR = 3
    }
}
