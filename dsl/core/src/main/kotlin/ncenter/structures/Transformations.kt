package ncenter.structures

import kotlin.math.abs

private const val ORTHOGONAL = 1e-9

/**
 * The structure turned by an orthogonal [matrix] (3 x 3, row-major, determinant +1 or -1) about the coordinate origin;
 * the cell turns along.
 *
 * Values that turn with the structure must be named in [vectors]: arrays of three columns and lists of three numbers, in
 * the order x, y, z. Other values with several components are left out, because they would be wrong afterwards; single
 * numbers, flags and texts stay.
 */
public fun Structure.rotated(matrix: DoubleArray, vectors: Set<String> = emptySet()): Structure {
    checkRotation(matrix)
    (vectors - info.keys - arrays.keys).firstOrNull()?.let {
        mistake("rotated", "vectors among ${info.keys + arrays.keys}", "'$it'", "write one of these names")
    }
    return Structure(
        storedTypes,
        rotateRows(storedPositions, matrix),
        storedCell?.let { rotateRows(it, matrix) },
        storedPeriodic,
        rotatedInfo(matrix, vectors),
        rotatedArrays(matrix, vectors),
    )
}

/** The structure mirrored at the coordinate origin: every position times -1. Values are treated as in [rotated]. */
public fun Structure.inverted(vectors: Set<String> = emptySet()): Structure = rotated(doubleArrayOf(-1.0, 0.0, 0.0, 0.0, -1.0, 0.0, 0.0, 0.0, -1.0), vectors)

/** The structure moved by ([x], [y], [z]) angstrom; everything else stays. */
public fun Structure.translated(x: Double, y: Double, z: Double): Structure {
    val shift = doubleArrayOf(x, y, z)
    val moved = DoubleArray(storedPositions.size) { storedPositions[it] + shift[it % 3] }
    return Structure(storedTypes, moved, storedCell, storedPeriodic, info, arrays)
}

/** The structure with its atoms in another [order]: atom `k` of the result is atom `order[k]` of this one. */
public fun Structure.permuted(order: IntArray): Structure {
    if (!isPermutation(order, size)) {
        mistake("permuted", "every atom from 0 to ${size - 1} once", order.joinToString(", ", "[", "]"), "name each atom exactly once")
    }
    return Structure(
        IntArray(size) { storedTypes[order[it]] },
        DoubleArray(3 * size) { storedPositions[3 * order[it / 3] + it % 3] },
        storedCell,
        storedPeriodic,
        info,
        arrays.mapValues { it.value.permuted(order) },
    )
}

internal fun isPermutation(
    order: IntArray,
    size: Int,
): Boolean = order.size == size && order.toSet().size == size && order.all { it in 0 until size }

/** Each row of three numbers, multiplied by [matrix] from the left. */
internal fun rotateRows(rows: DoubleArray, matrix: DoubleArray): DoubleArray = DoubleArray(rows.size) {
    val row = it - it % 3
    val axis = 3 * (it % 3)
    matrix[axis] * rows[row] + matrix[axis + 1] * rows[row + 1] + matrix[axis + 2] * rows[row + 2]
}

private fun Structure.rotatedInfo(matrix: DoubleArray, vectors: Set<String>): Map<String, InfoValue> = buildMap {
    info.forEach { (name, value) ->
        when {
            name in vectors -> put(name, InfoValue.Numbers(rotateRows(vectorOf(name, numbers(name), 3), matrix)))
            value !is InfoValue.Numbers -> put(name, value)
        }
    }
}

private fun Structure.rotatedArrays(matrix: DoubleArray, vectors: Set<String>): Map<String, AtomArray> = buildMap {
    arrays.forEach { (name, value) ->
        when {
            name in vectors -> {
                vectorOf(name, DoubleArray(value.columns), 3)
                put(name, value.rotated(matrix))
            }
            value.columns == 1 -> {
                put(name, value)
            }
        }
    }
}

private fun vectorOf(name: String, values: DoubleArray, size: Int): DoubleArray {
    if (values.size != size) mistake("rotated", "'$name' to have $size components x, y, z", "${values.size}", "leave it out of vectors")
    return values
}

private fun checkRotation(matrix: DoubleArray) {
    if (matrix.size != 9) mistake("rotated", "nine numbers, a 3 x 3 matrix row after row", "${matrix.size}", "give the full matrix")
    for (i in 0..2) {
        for (j in 0..2) {
            val product = dot(matrix.copyOfRange(3 * i, 3 * i + 3), matrix.copyOfRange(3 * j, 3 * j + 3))
            val deviation = abs(product - if (i == j) 1.0 else 0.0)
            if (!(deviation <= ORTHOGONAL)) {
                mistake("rotated", "an orthogonal matrix", "rows $i and $j with product $product", "normalize the rows, or use a rotation")
            }
        }
    }
}
