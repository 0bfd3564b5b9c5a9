package ncenter.plan

import ncenter.labels.Labels

// Property labels name the density factors a feature was made of, in order: neighbor_type_k, n_k, l_k for factor k, and
// k_k for the angular order reached after factor k of a longer product. They are exact but lazy: products have up to 10^6
// properties and their labels are wanted for a few.

private val FACTOR_COLUMNS =
    setOf("neighbor_type", "n", "l", "k", "component", "combination", "column", "independent", "part", "property", "center_type", "first_n", "first_l", "second_n", "second_l")

/** The number of the factor that a column speaks of; null if it speaks of none. */
private fun factorOf(name: String): Int? = if (name.substringBeforeLast('_') in FACTOR_COLUMNS) name.substringAfterLast('_').toUIntOrNull()?.toInt() else null

/** How many density factors the columns of a block speak of. */
private fun factors(labels: Labels): Int = labels.names.mapNotNull { factorOf(it) }.maxOrNull() ?: 1

/** Column names of [labels] as part of a product, its factors counted from [start] + 1. */
private fun productNames(labels: Labels, start: Int): List<String> {
    val renamed =
        labels.names.map { name ->
            val factor = factorOf(name)
            if (factor == null) "${name}_${start + 1}" else "${name.substringBeforeLast('_')}_${factor + start}"
        }
    return renamed + if (factors(labels) == 1) "l_${start + 1}" else "k_${start + factors(labels)}"
}

/** Property labels of a product: all factors of the first block, then all of the second. */
internal fun productLabels(terms: List<ProductTerm>, first: Map<FeatureKey, FeatureBlock>, second: Map<FeatureKey, FeatureBlock>): Labels {
    val size = terms.sumOf { it.size }
    val a = terms.firstOrNull()?.let { first.getValue(it.first).properties } ?: return Labels.of(listOf("n_1"), IntArray(0))
    val b = second.getValue(terms.first().second).properties
    val names = productNames(a, 0) + productNames(b, factors(a))
    return Labels.lazy(names, size) {
        val table = IntArray(size * names.size)
        var row = 0
        for (term in terms) {
            val left = first.getValue(term.first).properties
            val right = second.getValue(term.second).properties
            for (i in 0 until left.size) {
                for (j in partners(term, i, right.size)) {
                    writeRow(table, row++ * names.size, left, i, term.first.lambda, right, j, term.second.lambda)
                }
            }
        }
        table
    }
}

private fun partners(term: ProductTerm, i: Int, size: Int): IntRange = when {
    !term.packed -> 0 until size
    term.size == size * (size + 1) / 2 -> i until size
    else -> i + 1 until size
}

private fun writeRow(table: IntArray, at: Int, left: Labels, i: Int, leftLambda: Int, right: Labels, j: Int, rightLambda: Int) {
    val a = left.names.size
    left.values.copyInto(table, at, i * a, (i + 1) * a)
    table[at + a] = leftLambda
    val b = right.names.size
    right.values.copyInto(table, at + a + 1, j * b, (j + 1) * b)
    table[at + a + 1 + b] = rightLambda
}

/** Labels of [parts] put one behind the other; `part` tells which, `property` counts within. */
internal fun joinedLabels(parts: List<Labels>, partName: String = "part", partValues: List<Int> = parts.indices.toList()): Labels {
    val size = parts.sumOf { it.size }
    if (parts.isNotEmpty() && parts.all { it.names == parts[0].names } && partName != "part") {
        val names = listOf(partName) + parts[0].names
        if (names.toSet().size == names.size) {
            return Labels.lazy(names, size) {
                parts.indices.flatMap { p -> (0 until parts[p].size).flatMap { listOf(partValues[p]) + parts[p].row(it) } }.toIntArray()
            }
        }
    }
    return Labels.lazy(listOf(partName, "property"), size) {
        parts.indices.flatMap { p -> (0 until parts[p].size).flatMap { listOf(partValues[p], it) } }.toIntArray()
    }
}
