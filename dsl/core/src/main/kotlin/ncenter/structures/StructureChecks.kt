package ncenter.structures

import kotlin.math.abs

private const val AXES = "xyz"
private const val VECTORS = "abc"

/** Relative volume below which lattice vectors count as dependent. */
private const val FLAT = 1e-10

internal fun checkAtoms(types: IntArray, positions: DoubleArray) {
    if (types.isEmpty()) mistake("structure", "at least one atom", "none", "leave empty structures out")
    if (positions.size != 3 * types.size) {
        mistake("structure", "${3 * types.size} coordinates for ${types.size} atoms", "${positions.size}", "give x, y, z of every atom")
    }
    types.forEachIndexed { atom, type ->
        if (type !in 0..Elements.LAST) {
            mistake("structure", "an atomic number from 0 to ${Elements.LAST} for atom $atom", "$type", "write for example 8 for O")
        }
    }
    positions.forEachIndexed { k, value ->
        if (!value.isFinite()) {
            val who = "${AXES[k % 3]} of atom ${k / 3} (${Elements.symbol(types[k / 3])})"
            mistake("structure", "a finite coordinate for $who", "$value", "give it in angstrom")
        }
    }
}

internal fun checkCell(cell: DoubleArray?, periodic: BooleanArray) {
    if (periodic.size != 3) mistake("structure", "three periodic flags", "${periodic.size}", "give one for each lattice vector")
    if (cell == null) {
        if (periodic.any {
                it
            }
        ) {
            mistake("structure", "a cell for ${periodicity(periodic)}", "none", "give nine numbers, one lattice vector per row")
        }
        return
    }
    if (cell.size != 9) mistake("structure", "nine cell numbers", "${cell.size}", "give three lattice vectors, one per row")
    cell.forEachIndexed { k, value ->
        if (!value.isFinite()) {
            mistake(
                "structure",
                "a finite ${AXES[k % 3]} of lattice vector ${VECTORS[k / 3]}",
                "$value",
                "give it in angstrom",
            )
        }
    }
    val rows = (0..2).filter { periodic[it] }.map { cell.copyOfRange(3 * it, 3 * it + 3) }
    if (rows.isNotEmpty() && flatness(rows) < FLAT) {
        mistake(
            "structure",
            "independent lattice vectors along the periodic axes",
            "cell ${cell.joinToString(" ", "[", "]")}",
            "give a cell with a volume, or mark the axis as not periodic",
        )
    }
}

internal fun checkArray(name: String, array: AtomArray, atoms: Int) {
    if (array.atoms != atoms) {
        mistake(
            "structure",
            "array '$name' to hold ${atoms * array.columns} values for $atoms atoms",
            "${array.atoms * array.columns}",
            "give a row for each atom",
        )
    }
}

/** Length, area or volume spanned by one to three vectors, divided by the product of their lengths: 0 if they depend on each other. */
private fun flatness(rows: List<DoubleArray>): Double {
    val lengths = rows.map { dot(it, it) }
    if (lengths.any { it == 0.0 }) return 0.0
    val unit = rows.mapIndexed { k, row -> DoubleArray(3) { row[it] / kotlin.math.sqrt(lengths[k]) } }
    return when (unit.size) {
        1 -> 1.0
        2 -> cross(unit[0], unit[1]).let { kotlin.math.sqrt(dot(it, it)) }
        else -> abs(dot(cross(unit[0], unit[1]), unit[2]))
    }
}

internal fun periodicity(periodic: BooleanArray): String {
    val along = VECTORS.filterIndexed { k, _ -> periodic[k] }.toList()
    return when (along.size) {
        0 -> "not periodic"
        3 -> "periodic"
        else -> "periodic along ${along.joinToString(" and ")}"
    }
}

internal fun hillFormula(types: IntArray): String {
    val counts = types.toList().groupingBy(Elements::symbol).eachCount()
    val first = if ("C" in counts) listOf("C", "H").filter { it in counts } else emptyList()
    return (first + (counts.keys - first.toSet()).sorted()).joinToString("") { it + if (counts[it] == 1) "" else "${counts[it]}" }
}

internal fun dot(a: DoubleArray, b: DoubleArray): Double = a[0] * b[0] + a[1] * b[1] + a[2] * b[2]

private fun cross(a: DoubleArray, b: DoubleArray) = DoubleArray(3) { a[(it + 1) % 3] * b[(it + 2) % 3] - a[(it + 2) % 3] * b[(it + 1) % 3] }
