package ncenter.labels

/**
 * A table of integers that says what the entries along one axis are: [size] rows, one column per name in [names].
 *
 * Rows are stored flat, row after row. Property labels of correlated features can have 10^5 rows that nobody looks at,
 * so the values may be given lazily; [size] is always exact.
 */
public class Labels private constructor(
    public val names: List<String>,
    public val size: Int,
    private val source: Lazy<IntArray>,
) {
    /** The flat table, `size * names.size` integers. Do not modify. */
    public val values: IntArray by lazy(LazyThreadSafetyMode.PUBLICATION) {
        source.value.also {
            check(it.size == size * names.size) {
                "labels: ${size * names.size} values were announced, got ${it.size} (this is a bug, please report it)"
            }
        }
    }

    /** The entry of row [row] in the column named [name]. */
    public operator fun get(row: Int, name: String): Int = values[row * names.size + column(name)]

    /** One whole row. */
    public fun row(row: Int): List<Int> = List(names.size) { values[row * names.size + it] }

    /** One whole column. */
    public fun column(name: String, copy: Boolean = true): IntArray {
        val c = column(name)
        if (names.size == 1 && !copy) return values
        return IntArray(size) { values[it * names.size + c] }
    }

    /** The row that equals [row], or -1. Linear search: for keys, not for samples. */
    public fun indexOf(row: List<Int>): Int = (0 until size).firstOrNull { row(it) == row } ?: -1

    private fun column(name: String): Int {
        val c = names.indexOf(name)
        require(c >= 0) { "labels: a column of $names was expected, got '$name'" }
        return c
    }

    override fun equals(other: Any?): Boolean = other is Labels && other.names == names && other.size == size && other.values.contentEquals(values)

    override fun hashCode(): Int = names.hashCode() * 31 + size

    override fun toString(): String = "Labels(${names.joinToString(", ")}; $size rows)"

    public companion object {
        /** Labels from a flat table of `rows * names.size` integers, which is taken over, not copied. */
        public fun of(names: List<String>, values: IntArray): Labels {
            require(names.isNotEmpty()) { "labels: at least one name was expected, got none" }
            require(names.toSet().size == names.size) { "labels: distinct names were expected, got $names" }
            require(values.size % names.size == 0) {
                "labels: a multiple of ${names.size} values was expected for $names, got ${values.size}"
            }
            return Labels(names.toList(), values.size / names.size, lazyOf(values))
        }

        /** Labels from rows. */
        public fun of(names: List<String>, rows: List<List<Int>>): Labels {
            rows.forEach { require(it.size == names.size) { "labels: ${names.size} entries were expected in each row, got $it" } }
            return of(names, IntArray(rows.size * names.size) { rows[it / names.size][it % names.size] })
        }

        /** Labels whose [size] is known now and whose values are made when first looked at. */
        public fun lazy(
            names: List<String>,
            size: Int,
            values: () -> IntArray,
        ): Labels = Labels(names.toList(), size, lazy(LazyThreadSafetyMode.PUBLICATION, values))

        /** The numbers `from..to` under one name. */
        public fun range(name: String, from: Int, to: Int): Labels = of(listOf(name), IntArray(maxOf(0, to - from + 1)) { from + it })

        /** The component axis of a spherical block: `o3_mu` = -lambda..lambda. */
        public fun mu(lambda: Int): Labels = range("o3_mu", -lambda, lambda)
    }
}
