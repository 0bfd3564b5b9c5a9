package ncenter.plan.explain

import ncenter.plan.Plan
import ncenter.plan.counting.BlockSpan
import ncenter.plan.counting.spans
import ncenter.structures.Elements

/**
 * How much of all equivariants of its order each product spans. Products whose every block has exactly as many properties as there are
 * independent equivariants are not listed: nothing is lost there and nothing is made twice.
 */
internal fun spanText(plan: Plan): String {
    val listed = spans(plan).groupBy { it.step }.values.filter { blocks -> blocks.any { !it.isComplete || it.all != it.properties.toBigInteger() } }
    if (listed.isEmpty()) return ""
    return listed.flatten().joinToString("\n", "spans   independent equivariants of this order: spanned/all (exact counts), and the properties that span them\n", transform = ::line)
}

private fun line(span: BlockSpan): String {
    val types = span.key.types.joinToString("-", transform = Elements::symbol)
    val key = "(${span.key.lambda},${if (span.key.sigma > 0) "+1" else "-1"})"
    return "  #${span.step}  ${types.padEnd(TYPES)}  $key  $span; ${span.properties} properties"
}

private const val TYPES = 5
