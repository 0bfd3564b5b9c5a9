package ncenter.structures

import ncenter.units.Energy

/**
 * Structures and what is known about them. Immutable: attaching a reference gives a new data set that shares the arrays.
 *
 * Numbers that come with every structure (an energy in the header of a file, forces) are properties without being attached.
 */
public class Dataset private constructor(
    structures: List<Structure>,
    private val attached: Map<String, Reference>,
) {
    /** A data set without attached references. */
    public constructor(structures: List<Structure>) : this(structures.toList(), emptyMap())

    /** The structures, in the order of their source. */
    public val structures: List<Structure> = structures

    init {
        if (structures.isEmpty()) mistake("data set", "at least one structure", "none", "check the file it was read from")
    }

    /** Number of structures. */
    public val size: Int get() = structures.size

    /** What a plan needs to know: elements, references, counts, no coordinates. */
    public val schema: Schema by lazy { schemaOf(structures, attached.values) }

    /** SHA-256 of structures and references as 64 hexadecimal digits: equal for equal content, wherever it was stored. */
    public val digest: String by lazy {
        val digest = Digest()
        digest.add(size)
        structures.forEach(digest::add)
        attached.toSortedMap().values.forEach(digest::add)
        digest.hex()
    }

    /** Structure [index], counted from 0. */
    public operator fun get(index: Int): Structure = structures[index]

    /**
     * Attaches one symmetric matrix per structure, for example a Fock matrix, as reference [name].
     *
     * The rows are brought to canonical order and the entries to hartree. With an [overlap], the declared order is compared
     * with the directions of the bonds, and a wrong one is refused with the order that fits.
     *
     * @param matrices with the order they were declared in, see [RawMatrices.inOrder]
     * @param orbitals the orbitals of the rows
     * @param unit the energy that the number 1 stands for
     * @param overlap the overlap matrices of the basis, in the same order, dimensionless; null if the basis is orthogonal
     * @throws IllegalArgumentException if sizes, symmetry, or order do not fit, or an entry is not finite
     */
    @JvmOverloads
    public fun withMatrices(
        name: String,
        matrices: Matrices,
        orbitals: Orbitals,
        unit: Energy = Energy.ofHartree(1.0),
        overlap: Matrices? = null,
    ): Dataset {
        val canonical = checkedCanonical(structures, matrices, orbitals)
        val canonicalOverlap =
            overlap?.let {
                checkSameOrder(matrices, it)
                val result = checkedCanonical(structures, it, orbitals)
                checkDeclaredOrder(structures, it, it.stored ?: orbitals)
                result
            }
        return with(MatrixReference(name, orbitals, scaled(canonical.squares, unit.inHartree), canonicalOverlap?.squares))
    }

    /**
     * Attaches numbers as reference [name]: one row per structure, or with [perAtom] one row per atom.
     *
     * @param values for each structure the numbers of its row, or of its atoms (`atoms x components`, row-major); copied
     */
    @JvmOverloads
    public fun withProperty(
        name: String,
        values: List<DoubleArray>,
        perAtom: Boolean = false,
    ): Dataset = with(propertyOf(name, structures, values, perAtom))

    /** Attaches one number, or [components] numbers, per structure; [values] is `structures x components`, row-major. */
    @JvmOverloads
    public fun withProperty(name: String, values: DoubleArray, components: Int = 1): Dataset {
        if (components < 1 || values.size != size * components) {
            mistake(
                "withProperty",
                "$size x $components numbers for '$name'",
                "${values.size}",
                "give $components for each of the $size structures",
            )
        }
        return withProperty(name, List(size) { values.copyOfRange(it * components, (it + 1) * components) })
    }

    /** The matrices attached as [name]. */
    public fun matrices(name: String): MatrixReference = attached[name] as? MatrixReference
        ?: mistake(
            "matrices",
            "one of ${attached.values.filterIsInstance<MatrixReference>().map(Reference::name)}",
            "'$name'",
            "attach it with withMatrices",
        )

    /** The numbers attached as [name], or else those that every structure carries under this name. */
    public fun property(name: String): PropertyReference = attached[name] as? PropertyReference ?: carriedProperty(name, structures)

    /** The structures [indices], in that order, with their references. */
    public fun subset(indices: IntArray): Dataset {
        indices.firstOrNull { it !in structures.indices }?.let {
            mistake("subset", "indices from 0 to ${size - 1}", "$it", "count structures from 0")
        }
        val parts =
            attached.mapValues { (_, reference) ->
                when (reference) {
                    is MatrixReference -> reference.subset(indices)
                    is PropertyReference -> reference.subset(indices)
                }
            }
        return Dataset(indices.map(structures::get), parts)
    }

    /** Draws [train] and [test] different structures with [seed]; the same ones on every machine. */
    public fun split(train: Int, test: Int, seed: Long): SplitDataset = split(Split.random(size, train, test, seed))

    /** The structures of two ranges, counted from 0: `split(train = 0..39, test = 40..49)`. */
    public fun split(
        train: IntRange,
        test: IntRange,
    ): SplitDataset = split(Split("train = $train, test = $test", indices(train), indices(test)))

    /** The structures with the given indices, counted from 0. */
    public fun split(
        train: IntArray,
        test: IntArray,
    ): SplitDataset = split(Split("train = ${train.size} given, test = ${test.size} given", train, test))

    /** The two parts of [split]. */
    public fun split(split: Split): SplitDataset = SplitDataset(this, split)

    private fun indices(range: IntRange): IntArray {
        if (!range.isEmpty() && range.last >= size) {
            mistake("split", "indices from 0 to ${size - 1} for $size structures", "$range", "count structures from 0")
        }
        return range.toList().toIntArray()
    }

    private fun with(reference: Reference): Dataset {
        if (reference.name.isBlank()) mistake("data set", "a name for the reference", "'${reference.name}'", "write for example \"fock\"")
        if (reference.name in
            attached
        ) {
            mistake("data set", "a new name for a reference", "'${reference.name}', which is attached", "choose another name")
        }
        return Dataset(structures, attached + (reference.name to reference))
    }

    override fun toString(): String {
        val names = if (attached.isEmpty()) "" else ", with ${attached.keys.sorted().joinToString(", ")}"
        return "Dataset($size ${if (size == 1) "structure" else "structures"} of ${schema.elements.joinToString(
            " ",
            transform = Elements::symbol,
        )}$names)"
    }
}
