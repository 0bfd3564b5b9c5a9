package ncenter.structures

/**
 * One set of atoms, with a cell if it is periodic. Immutable; arrays are copied on the way in and out.
 *
 * @param types atomic number of each atom (see [Elements])
 * @param positions angstrom, `atoms x 3`, row-major
 * @param cell angstrom, three rows of three numbers, one lattice vector per row; null without a cell
 * @param periodic which of the three lattice vectors repeat; all of them if there is a cell and nothing else is said
 * @param info named values of the whole structure, in the units of their source
 * @param arrays named values of the atoms, in the units of their source
 * @throws IllegalArgumentException for an empty structure, a coordinate that is not finite (the atom is named), wrong sizes,
 *   or periodic axes without independent lattice vectors
 */
public class Structure
@JvmOverloads
constructor(
    types: IntArray,
    positions: DoubleArray,
    cell: DoubleArray? = null,
    periodic: BooleanArray = BooleanArray(3) { cell != null },
    info: Map<String, InfoValue> = emptyMap(),
    arrays: Map<String, AtomArray> = emptyMap(),
) {
    internal val storedTypes = types.copyOf()
    internal val storedPositions = positions.copyOf()
    internal val storedCell = cell?.copyOf()
    internal val storedPeriodic = periodic.copyOf()

    /** Named values of the whole structure, in the order of their source. */
    public val info: Map<String, InfoValue> = info.toMap()

    /** Named values of the atoms, in the order of their source. */
    public val arrays: Map<String, AtomArray> = arrays.toMap()

    init {
        checkAtoms(storedTypes, storedPositions)
        checkCell(storedCell, storedPeriodic)
        this.arrays.forEach { (name, array) -> checkArray(name, array, size) }
    }

    /** Number of atoms. */
    public val size: Int get() = storedTypes.size

    /** A copy of the atomic numbers. */
    public val types: IntArray get() = storedTypes.copyOf()

    /** A copy of the positions in angstrom, `atoms x 3`, row-major. */
    public val positions: DoubleArray get() = storedPositions.copyOf()

    /** A copy of the lattice vectors in angstrom, one per row, or null. */
    public val cell: DoubleArray? get() = storedCell?.copyOf()

    /** A copy of the three flags: which lattice vectors repeat. */
    public val periodic: BooleanArray get() = storedPeriodic.copyOf()

    /** Whether at least one lattice vector repeats. */
    public val isPeriodic: Boolean get() = storedPeriodic.any { it }

    /** The distinct atomic numbers, ascending. */
    public val elements: List<Int> get() = elementsOf(listOf(this))

    /** Composition in Hill order: carbon, hydrogen, then alphabetical; without carbon all alphabetical. */
    public val formula: String get() = hillFormula(storedTypes)

    /** The atomic number of [atom], counted from 0. */
    public fun type(atom: Int): Int = storedTypes[atom]

    /** One coordinate of [atom] in angstrom; [axis] 0, 1, 2 for x, y, z. */
    public fun position(atom: Int, axis: Int): Double = storedPositions[3 * atom + axis]

    /** The number stored as [name] for the whole structure. */
    public fun number(name: String): Double = (find("number", name) as? InfoValue.Number)?.value ?: wrongKind("number", name, "one number")

    /** A copy of the numbers stored as [name]; one number counts as a list of one. */
    public fun numbers(name: String): DoubleArray = when (val value = find("numbers", name)) {
        is InfoValue.Number -> doubleArrayOf(value.value)
        is InfoValue.Numbers -> value.values
        else -> wrongKind("numbers", name, "numbers")
    }

    /** The text stored as [name]. */
    public fun text(name: String): String = (find("text", name) as? InfoValue.Text)?.value ?: wrongKind("text", name, "text")

    /** The values of the atoms stored as [name]. */
    public fun array(name: String): AtomArray = arrays[name] ?: mistake("array", "one of the arrays ${arrays.keys}", "'$name'", "write one of these names")

    private fun find(
        function: String,
        name: String,
    ): InfoValue = info[name] ?: mistake(function, "one of the values ${info.keys}", "'$name'", "write one of these names")

    private fun wrongKind(
        function: String,
        name: String,
        wanted: String,
    ): Nothing = mistake(function, "'$name' to hold $wanted", "${info[name]}", "read it with number(), numbers() or text() as it is stored")

    override fun equals(other: Any?): Boolean = other is Structure &&
        other.storedTypes.contentEquals(storedTypes) &&
        other.storedPositions.contentEquals(storedPositions) &&
        other.storedCell.contentEquals(storedCell) &&
        other.storedPeriodic.contentEquals(storedPeriodic) &&
        other.info == info &&
        other.arrays == arrays

    override fun hashCode(): Int = 31 * storedTypes.contentHashCode() + storedPositions.contentHashCode()

    override fun toString(): String = "Structure($formula, $size ${if (size == 1) "atom" else "atoms"}, ${periodicity(storedPeriodic)})"
}

/** The distinct atomic numbers of all [structures], ascending. */
internal fun elementsOf(structures: List<Structure>): List<Int> {
    val present = java.util.BitSet()
    for (structure in structures) for (type in structure.storedTypes) present.set(type)
    return generateSequence(present.nextSetBit(0)) { present.nextSetBit(it + 1) }.takeWhile { it >= 0 }.toList()
}
