package ncenter.plan

import ncenter.labels.Labels
import ncenter.plan.characters.Character

/**
 * An output block of an [IndependentStep]: as many properties as there are linearly independent equivariants of its order.
 *
 * @property terms the product as it would be if all of it were computed
 */
public class IndependentBlock(
    key: FeatureKey,
    properties: Labels,
    public val terms: List<ProductTerm>,
) : FeatureBlock(key, properties) {
    /** Properties of the whole product, from which those of this block are chosen. */
    public val columns: Int get() = terms.sumOf { it.size }

    override fun equals(other: Any?): Boolean = other is IndependentBlock && super.equals(other) && other.terms == terms

    override fun hashCode(): Int = super.hashCode()
}

/**
 * The [nu]-th power of a density with [channels] radial functions and neighbor elements and angular orders up to [lMax], from the power before
 * ([first]) and the density ([second]); a product as it is where nothing in it is redundant.
 */
internal fun independentPower(id: Int, first: FeatureStep, second: FeatureStep, nu: Int, channels: Int, lMax: Int, outputLMax: Int): FeatureStep {
    val character = Character.ofHarmonics(channels, lMax).symmetricPower(nu)
    val exchange = first.id == second.id
    val blocks = second.blocks.map { it.key.types }.distinct().flatMap { types ->
        val sources = first.blocks.filter { it.key.types == types }
        val partners = second.blocks.filter { it.key.types == types }
        (0..outputLMax).flatMap { lambda -> listOf(1, -1).map { FeatureKey(lambda, it, types) } }.mapNotNull { key ->
            val terms = productTerms(key.lambda, key.sigma, sources, partners, exchange)
            val count = character.multiplicity(key.lambda, key.sigma).intValueExact()
            if (count == 0) null else IndependentBlock(key, Labels.range("independent", 0, count - 1), terms)
        }
    }
    return IndependentStep(id, listOf(first.id, second.id), exchange, blocks).let { if (it.isAll) it.whole(first, second) else it }
}

/** Whether every property of the product is independent of the others. */
private val IndependentStep.isAll: Boolean get() = blocks.all { it.columns == it.q }

private fun IndependentStep.whole(first: FeatureStep, second: FeatureStep): ProductStep {
    val a = first.blocks.associateBy { it.key }
    val b = second.blocks.associateBy { it.key }
    return ProductStep(id, inputs, centers, Attach.SAME, exchange, blocks.map { ProductBlock(it.key, productLabels(it.terms, a, b), it.terms) })
}

/** Two operations per coefficient and chosen property; of the terms, each counts by its share of the properties. */
internal fun independentFlops(block: IndependentBlock, counts: SampleCounts): Long {
    val average = block.terms.sumOf { it.size * couplingNonZeros(it.first, it.second, block.key) } / maxOf(1, block.columns)
    return counts.samples(block.key) * block.q * 2 * average
}
