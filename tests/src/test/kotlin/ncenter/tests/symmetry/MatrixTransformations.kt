package ncenter.tests.symmetry

import ncenter.kernels.math.Rotations
import ncenter.structures.Orbitals
import ncenter.structures.Structure

/** The block-diagonal matrix that turns the orbitals of [structure] as [rotation] turns space, proper or improper; row-major. */
fun orbitalRotation(structure: Structure, orbitals: Orbitals, rotation: DoubleArray): DoubleArray {
    val n = orbitals.size(structure)
    val out = DoubleArray(n * n)
    var start = 0
    for (shell in structure.types.flatMap { orbitals.shells(it) }) {
        val d = Rotations.wignerD(shell.l, rotation)
        for (a in 0 until shell.size) for (b in 0 until shell.size) out[(start + a) * n + start + b] = d[a * shell.size + b]
        start += shell.size
    }
    return out
}

/** D H D^T: the matrix of the turned structure. */
fun rotatedMatrix(matrix: DoubleArray, structure: Structure, orbitals: Orbitals, rotation: DoubleArray): DoubleArray {
    val n = orbitals.size(structure)
    val d = orbitalRotation(structure, orbitals, rotation)
    return product(product(d, matrix, n), transposed(d, n), n)
}

/** The matrix of `structure.permuted(order)`, given that of [structure]. */
fun permutedMatrix(matrix: DoubleArray, structure: Structure, orbitals: Orbitals, order: IntArray): DoubleArray {
    val n = orbitals.size(structure)
    val starts = orbitals.offsets(structure)
    val rows = order.flatMap { atom -> starts[atom] until starts[atom + 1] }
    return DoubleArray(n * n) { matrix[rows[it / n] * n + rows[it % n]] }
}

fun transposed(matrix: DoubleArray, n: Int): DoubleArray = DoubleArray(n * n) { matrix[it % n * n + it / n] }

private fun product(
    a: DoubleArray,
    b: DoubleArray,
    n: Int,
): DoubleArray = DoubleArray(n * n) { e -> (0 until n).sumOf { a[e / n * n + it] * b[it * n + e % n] } }
