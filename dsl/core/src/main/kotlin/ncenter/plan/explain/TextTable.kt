package ncenter.plan.explain

/** Plain text columns, each as wide as its widest entry. Entries of the last columns are right-aligned numbers. */
internal class TextTable(
    private val header: List<String>,
) {
    private val rows = mutableListOf<List<String>>()

    fun add(row: List<String>) {
        rows += row + List(header.size - row.size) { "" }
    }

    fun render(): String {
        val all = listOf(header) + rows
        val widths = header.indices.map { c -> all.maxOf { it[c].length } }
        return all.joinToString("\n") { row ->
            row.indices.joinToString("  ") { c -> if (c in RIGHT) row[c].padStart(widths[c]) else row[c].padEnd(widths[c]) }.trimEnd()
        }
    }

    private companion object {
        /** The number column, and samples, sizes, operations. */
        val RIGHT = setOf(0, 6, 7, 8, 9)
    }
}
