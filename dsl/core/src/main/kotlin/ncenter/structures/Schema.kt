package ncenter.structures

/** What is stored under one name, without the numbers. */
public sealed interface ReferenceSchema {
    public val name: String

    /** Matrices over [orbitals]; [orthogonal] if no overlap belongs to them. */
    public data class Matrix(
        override val name: String,
        val orbitals: Orbitals,
        val orthogonal: Boolean,
    ) : ReferenceSchema

    /** [components] numbers per structure, or per atom. */
    public data class Property(
        override val name: String,
        val perAtom: Boolean,
        val components: Int,
    ) : ReferenceSchema
}

/**
 * What a data set holds, without coordinates: all a plan needs to know.
 *
 * @property elements atomic numbers that occur, ascending
 * @property periodic whether any structure repeats along any axis
 * @property references what is stored for every structure, ordered by name
 * @property maxAtoms atoms of the largest structure
 * @property structures how many structures there are, or null if that is open
 * @property atoms how many atoms of each atomic number there are; empty if that is open
 */
public data class Schema(
    val elements: List<Int>,
    val periodic: Boolean,
    val references: List<ReferenceSchema>,
    val maxAtoms: Int,
    val structures: Int? = null,
    val atoms: Map<Int, Int> = emptyMap(),
) {
    init {
        if (elements.isEmpty()) mistake("schema", "at least one element", "none", "name the atomic numbers that occur")
        if (elements != elements.distinct().sorted()) {
            mistake("schema", "distinct atomic numbers, ascending", "$elements", "write ${elements.distinct().sorted()}")
        }
    }

    /** What is stored as [name]. */
    public fun reference(name: String): ReferenceSchema = references.firstOrNull { it.name == name }
        ?: mistake(
            "reference",
            "one of ${references.map(ReferenceSchema::name)}",
            "'$name'",
            "attach it with withMatrices or withProperty",
        )

    /** The same without counts: equal for two data sets that differ only in how many structures they hold. */
    public fun withoutCounts(): Schema = copy(structures = null, atoms = emptyMap())

    override fun toString(): String {
        val count = structures?.let { ", $it structures" } ?: ""
        return "schema {${elements.joinToString(
            ", ",
            transform = Elements::symbol,
        )}}$count, ${if (periodic) "periodic" else "not periodic"}"
    }
}
