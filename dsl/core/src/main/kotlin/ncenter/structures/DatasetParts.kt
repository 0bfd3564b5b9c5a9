package ncenter.structures

/** [matrices] after all checks, in canonical order. */
internal fun checkedCanonical(structures: List<Structure>, matrices: Matrices, orbitals: Orbitals): Matrices {
    if (!orbitals.isCanonical) {
        mistake(
            "withMatrices",
            "orbitals in matrix order",
            "$orbitals",
            "pass orbitals.canonical() here and the stored ones to inOrder",
        )
    }
    matrices.stored?.let { checkSameShells(structures, it, orbitals) }
    checkSides(structures, orbitals, matrices)
    checkEntries(matrices)
    return if (matrices.isCanonical) matrices else matrices.toCanonical(structures, orbitals)
}

private fun checkSameShells(structures: List<Structure>, stored: Orbitals, orbitals: Orbitals) {
    structures.flatMap { it.elements }.distinct().forEach { type ->
        if (stored.canonical().shells(type) != orbitals.shells(type)) {
            mistake("withMatrices", "the stored shells to be those of $orbitals", "$stored", "list the same shells in both")
        }
    }
}

/** The order of an overlap can be checked, that of other matrices only by being the same. */
internal fun checkSameOrder(matrices: Matrices, overlap: Matrices) {
    if (!matrices.order.components(1).contentEquals(overlap.order.components(1))) {
        mistake(
            "withMatrices",
            "matrices and overlap in the same order",
            "${matrices.order} and ${overlap.order}",
            "correct one of them, or convert both with toCanonical",
        )
    }
}

/** All arrays times [factor]; the same arrays if it is 1. */
internal fun scaled(squares: List<DoubleArray>, factor: Double): List<DoubleArray> = when {
    factor == 1.0 -> squares
    factor > 0.0 -> squares.map { square -> DoubleArray(square.size) { square[it] * factor } }
    else -> mistake("withMatrices", "a positive unit", "$factor Ha", "write the energy that the number 1 stands for")
}

internal fun propertyOf(name: String, structures: List<Structure>, values: List<DoubleArray>, perAtom: Boolean): PropertyReference {
    if (values.size != structures.size) {
        mistake(
            "withProperty",
            "${structures.size} rows for '$name', one per structure",
            "${values.size}",
            "give numbers for each structure",
        )
    }
    val components = values[0].size / if (perAtom) structures[0].size else 1
    structures.forEachIndexed { k, structure ->
        val wanted = components * if (perAtom) structure.size else 1
        if (values[k].size != wanted || wanted == 0) {
            mistake(
                "withProperty",
                "${maxOf(wanted, 1)} numbers of '$name' for structure $k (${structure.formula})",
                "${values[k].size}",
                "give every structure the same components",
            )
        }
        values[k].firstOrNull { !it.isFinite() }?.let {
            mistake("withProperty", "finite numbers of '$name' for structure $k", "$it", "leave the structure out")
        }
    }
    return PropertyReference(name, perAtom, components, values.map(DoubleArray::copyOf))
}

/** The property that every structure carries as [name] in its info or arrays. */
internal fun carriedProperty(name: String, structures: List<Structure>): PropertyReference {
    val schema =
        carried(structures).firstOrNull { it.name == name }
            ?: mistake(
                "property",
                "one of ${carried(structures).map(ReferenceSchema.Property::name)}",
                "'$name'${missing(name, structures)}",
                "attach it with withProperty",
            )
    return propertyOf(name, structures, structures.map { if (schema.perAtom) it.array(name).values else it.numbers(name) }, schema.perAtom)
}

private fun missing(name: String, structures: List<Structure>): String {
    val without = structures.indexOfFirst { name !in it.info && name !in it.arrays }
    return when {
        structures.none { name in it.info || name in it.arrays } -> ""
        without >= 0 -> ", which structure $without does not have"
        else -> ", which is not the same kind of numbers in every structure"
    }
}

/** Finite numbers with the same components in all structures; an array comes before an info value of the same name. */
private fun carried(structures: List<Structure>): List<ReferenceSchema.Property> {
    val first = structures[0]
    val arrays = first.arrays.map { (name, array) -> ReferenceSchema.Property(name, true, array.columns) }
    val values =
        (first.info.keys - first.arrays.keys).mapNotNull { name ->
            components(first, name)?.let { ReferenceSchema.Property(name, false, it) }
        }
    return (arrays + values).filter { wanted ->
        structures.all {
            if (wanted.perAtom) {
                it.arrays[wanted.name]?.columns == wanted.components
            } else {
                components(it, wanted.name) ==
                    wanted.components
            }
        }
    }
}

private fun components(structure: Structure, name: String): Int? = when (val value = structure.info[name]) {
    is InfoValue.Number -> 1
    is InfoValue.Numbers -> value.size
    else -> null
}

internal fun schemaOf(structures: List<Structure>, attached: Collection<Reference>): Schema {
    val names = attached.map(Reference::name)
    val references = attached.map(Reference::schema) + carried(structures).filter { it.name !in names }
    val atoms =
        structures
            .flatMap { it.storedTypes.asIterable() }
            .groupingBy { it }
            .eachCount()
            .toSortedMap()
    return Schema(
        elements = atoms.keys.toList(),
        periodic = structures.any(Structure::isPeriodic),
        references = references.sortedBy(ReferenceSchema::name),
        maxAtoms = structures.maxOf(Structure::size),
        structures = structures.size,
        atoms = atoms,
    )
}
