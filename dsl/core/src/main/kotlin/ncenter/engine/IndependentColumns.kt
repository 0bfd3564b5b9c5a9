package ncenter.engine

import ncenter.plan.DensityStep
import ncenter.plan.FeatureKey
import ncenter.plan.FeatureStep
import ncenter.plan.ProductStep
import ncenter.plan.counting.spans
import ncenter.plan.rules.featureSteps
import ncenter.run.Workers
import ncenter.spec.features.FeatureSpec

/**
 * The properties of one block that are linearly independent and span the others, whatever the structures.
 *
 * @property columns numbers of these properties, ascending; as many as there are independent equivariants
 * @property properties how many the block has
 * @property gap how much smaller the part of any other property that they do not span is than the smallest part any of them adds
 */
public class IndependentColumns internal constructor(
    public val key: FeatureKey,
    public val columns: IntArray,
    public val properties: Int,
    public val gap: Double,
)

/**
 * Finds the redundant properties of a correlation without looking at data: by a factorization with column pivoting of the values for
 * random densities, one for all properties that are made of the same density coefficients, checked against the exact number of independent
 * equivariants. `correlate(nu, independent = true)` computes no others.
 *
 * @throws IllegalArgumentException if [features] are not products of densities on single atoms, or leave intermediate orders out
 */
public fun independentColumns(features: FeatureSpec, elements: List<Int>, seed: Long = 1): List<IndependentColumns> {
    val steps = featureSteps(features, elements)
    val last = steps.last()
    require(last is ProductStep && steps.all { it !is FeatureStep || it is DensityStep || it is ProductStep }) {
        "independentColumns: a product of densities of one atom was expected, got $features; write rho.correlate(nu = 3)"
    }
    val spans = spans(steps).filter { it.step == last.id }
    spans.firstOrNull { !it.isComplete }?.let { throw IllegalArgumentException("independentColumns: features that span every equivariant were expected, got ${it.key} which $it; raise lMax") }
    val search = enough { samples -> IndependentSearch(steps, samples, seed, Workers).also { it.run(through = last) } }
    return spans.map { span ->
        val found = search.choose(last, span.key, span.all.intValueExact())
        IndependentColumns(span.key, found.columns, span.properties, found.gap)
    }
}
