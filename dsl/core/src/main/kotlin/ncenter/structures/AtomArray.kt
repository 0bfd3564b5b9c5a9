package ncenter.structures

/**
 * Numbers that belong to the atoms of one structure: `columns` per atom, row after row, in the unit of the file they came from.
 *
 * @param values `atoms x columns`, row-major; copied
 */
public class AtomArray(
    public val columns: Int,
    values: DoubleArray,
) {
    private val stored = values.copyOf()

    init {
        if (columns < 1) mistake("atom array", "at least one column", "$columns", "write 1 for one number per atom")
        if (stored.size % columns != 0) {
            mistake("atom array", "a multiple of $columns values", "${stored.size}", "give $columns values for every atom")
        }
    }

    /** How many atoms the numbers are for. */
    public val atoms: Int get() = stored.size / columns

    /** A copy of the numbers, `atoms x columns`, row-major. */
    public val values: DoubleArray get() = stored.copyOf()

    /** The number of [atom] in [column], both counted from 0. */
    public operator fun get(atom: Int, column: Int): Double = stored[atom * columns + column]

    internal fun permuted(order: IntArray) = AtomArray(
        columns,
        DoubleArray(stored.size) {
            stored[
                order[it / columns] * columns +
                    it % columns,
            ]
        },
    )

    internal fun rotated(matrix: DoubleArray) = AtomArray(columns, rotateRows(stored, matrix))

    override fun equals(other: Any?): Boolean = other is AtomArray && other.columns == columns && other.stored.contentEquals(stored)

    override fun hashCode(): Int = 31 * columns + stored.contentHashCode()

    override fun toString(): String = "AtomArray($atoms atoms, $columns ${if (columns == 1) "column" else "columns"})"
}
