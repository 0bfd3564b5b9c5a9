package ncenter.plan.explain

import ncenter.plan.IndependentStep
import ncenter.plan.Plan
import ncenter.plan.counting.BlockSpan
import ncenter.plan.counting.spans
import ncenter.structures.Elements

/**
 * How much of all equivariants of its order each product spans. Products whose every block has exactly as many properties as there are
 * independent equivariants are not listed: nothing is lost there and nothing is made twice. Those reduced to such properties are.
 */
internal fun spanText(plan: Plan): String {
    val listed = spans(plan).groupBy { it.step }.filter { (step, blocks) -> plan.step(step) is IndependentStep || blocks.any(::isLossyOrRedundant) }.values
    if (listed.isEmpty()) return ""
    val lines = listed.flatten().groupBy { it.step to it.key.types }.values.flatMap(::lines)
    return lines.joinToString("\n", "spans   linearly independent equivariants of the same order, exact counts\n")
}

private fun isLossyOrRedundant(span: BlockSpan) = !span.isComplete || span.all != span.properties.toBigInteger()

/** Complete blocks side by side, every other one with its reason. */
private fun lines(blocks: List<BlockSpan>): List<String> {
    val first = blocks.first()
    val head = "  #${first.step} ${first.key.types.joinToString("-", transform = Elements::symbol).padEnd(TYPES)} "
    val (complete, lossy) = blocks.partition { it.isComplete }
    val whole = if (complete.isEmpty()) emptyList() else listOf(complete.joinToString("  ", "${head}spans ") { "${key(it)}: ${it.all}/${it.all}" })
    return whole + lossy.map { "$head${key(it)} $it" }
}

private fun key(span: BlockSpan) = "(${span.key.lambda},${if (span.key.sigma > 0) "+1" else "-1"})"

private const val TYPES = 5
