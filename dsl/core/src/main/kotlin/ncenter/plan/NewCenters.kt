package ncenter.plan

import ncenter.labels.Labels
import ncenter.spec.features.Mix
import ncenter.spec.features.NonlinearSpec

/**
 * The product of a feature of N centers with a pair feature of its first atom, whose second atom becomes center N + 1:
 * |rho_(i j...) x g_ik>, all types of the new center (arXiv:2109.12083, arXiv:2202.01566).
 */
internal fun newCenter(id: Int, first: FeatureStep, pair: FeatureStep, selfPairs: Boolean, lMax: Int): ProductStep {
    val a = first.blocks.associateBy { it.key }
    val b = pair.blocks.associateBy { it.key }
    val pairs = pair.blocks.groupBy { it.key.types }
    val blocks = mutableListOf<ProductBlock>()
    for ((types, sources) in first.blocks.groupBy { it.key.types }) {
        for ((pairTypes, partners) in pairs.filterKeys { it[0] == types[0] }) {
            for (key in reached(types + pairTypes[1], lMax)) {
                val terms = productTerms(key.lambda, key.sigma, sources, partners, exchange = false)
                if (terms.isNotEmpty()) blocks += ProductBlock(key, productLabels(terms, a, b), terms)
            }
        }
    }
    return ProductStep(id, listOf(first.id, pair.id), first.centers + 1, Attach.NEW_CENTER, exchange = false, blocks, selfPairs)
}

private fun reached(types: List<Int>, lMax: Int): List<FeatureKey> = (0..lMax).flatMap { lambda -> listOf(1, -1).map { FeatureKey(lambda, it, types) } }

/**
 * One block of true scalars per kind of centers: the images of the scalars, then those of the pseudoscalars (arXiv:2302.14770). Of combinations
 * with pseudoscalars a block of pseudoscalars too.
 */
internal fun nonlinearStep(id: Int, spec: NonlinearSpec, source: FeatureStep): NonlinearStep {
    val invariants = source.blocks.filter { it.key.lambda == 0 }.groupBy { it.key.types }
    val blocks =
        invariants.flatMap { (types, parts) -> spec.mix?.let { mixed(it, types, parts) } ?: listOf(FeatureBlock(FeatureKey(0, 1, types), invariantLabels(parts.sortedByDescending { it.key.sigma }))) }
    return NonlinearStep(id, listOf(source.id), source.centers, spec.function, spec.scale, spec.mix, blocks)
}

private fun mixed(mix: Mix, types: List<Int>, parts: List<FeatureBlock>): List<FeatureBlock> {
    val sigmas = if (parts.any { it.key.sigma == -1 }) listOf(1, -1) else listOf(1)
    return sigmas.map { FeatureBlock(FeatureKey(0, it, types), Labels.range("combination", 0, mix.count - 1)) }
}

/** Which invariant a property is the image of: `o3_sigma` of its block and `property`, its number there. */
private fun invariantLabels(parts: List<FeatureBlock>): Labels = Labels.lazy(listOf("o3_sigma", "property"), parts.sumOf { it.q }) {
    parts.flatMap { part -> (0 until part.q).flatMap { listOf(part.key.sigma, it) } }.toIntArray()
}
