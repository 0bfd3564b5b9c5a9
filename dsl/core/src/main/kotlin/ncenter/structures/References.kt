package ncenter.structures

/** A quantity that is known for every structure of a data set, under a name. */
public sealed interface Reference {
    /** The name it was attached under. */
    public val name: String

    /** What is stored, without the numbers. */
    public val schema: ReferenceSchema
}

/**
 * Symmetric matrices over atomic orbitals, one per structure, in canonical order (atoms; shells by l, then n; m = -l..l) and
 * hartree.
 *
 * @property orbitals the orbitals of the rows
 */
public class MatrixReference internal constructor(
    override val name: String,
    public val orbitals: Orbitals,
    private val squares: List<DoubleArray>,
    private val overlaps: List<DoubleArray>?,
) : Reference {
    /** Whether the basis is orthogonal: no overlap was given. */
    public val isOrthogonal: Boolean get() = overlaps == null

    /** Rows of the matrix of [structure], counted from 0. */
    public fun side(structure: Int): Int = side(squares[structure])

    /** A copy of the matrix of [structure] in hartree, row-major. */
    public fun matrix(structure: Int): DoubleArray = squares[structure].copyOf()

    /** A copy of the overlap matrix of [structure], row-major, or null if the basis is orthogonal. */
    public fun overlap(structure: Int): DoubleArray? = overlaps?.get(structure)?.copyOf()

    override val schema: ReferenceSchema get() = ReferenceSchema.Matrix(name, orbitals, isOrthogonal)

    internal fun subset(indices: IntArray) = MatrixReference(name, orbitals, indices.map(squares::get), overlaps?.let { indices.map(it::get) })

    internal fun forEachArray(visit: (DoubleArray) -> Unit) {
        squares.forEach(visit)
        overlaps?.forEach(visit)
    }

    override fun toString(): String = "MatrixReference($name, $orbitals${if (isOrthogonal) ", orthogonal" else ""})"
}

/**
 * Numbers of each structure, or of each atom, in the unit of their source.
 *
 * @property perAtom whether every atom has its own row of [components] numbers; otherwise every structure has one row
 * @property components numbers per row; an equivariant quantity has 2 lambda + 1 of them, in the order m = -lambda..lambda
 */
public class PropertyReference internal constructor(
    override val name: String,
    public val perAtom: Boolean,
    public val components: Int,
    private val rows: List<DoubleArray>,
) : Reference {
    /** A copy of the numbers of [structure]: `components` of them, or `atoms x components` row-major. */
    public fun values(structure: Int): DoubleArray = rows[structure].copyOf()

    override val schema: ReferenceSchema get() = ReferenceSchema.Property(name, perAtom, components)

    internal fun subset(indices: IntArray) = PropertyReference(name, perAtom, components, indices.map(rows::get))

    internal fun forEachArray(visit: (DoubleArray) -> Unit) = rows.forEach(visit)

    override fun toString(): String = "PropertyReference($name, $components per ${if (perAtom) "atom" else "structure"})"
}
