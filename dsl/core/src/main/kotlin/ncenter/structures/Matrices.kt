package ncenter.structures

import kotlin.math.sqrt

/**
 * Square matrices over atomic orbitals, one per structure, as a file holds them: in an order nobody has declared yet.
 * They cannot be attached to a data set; say the order with [inOrder] first.
 *
 * @param source what error messages call them, usually the file name
 * @param squares one row-major square matrix per structure; taken over, not copied
 */
public class RawMatrices(
    public val source: String,
    internal val squares: List<DoubleArray>,
) {
    init {
        squares.forEachIndexed { k, square ->
            if (side(square).let { it * it } != square.size) {
                mistake(
                    "matrices",
                    "a square matrix for structure $k of $source",
                    "${square.size} numbers",
                    "give n x n numbers, row after row",
                )
            }
        }
    }

    /** Number of matrices. */
    public val count: Int get() = squares.size

    /** Rows of matrix [k]. */
    public fun side(k: Int): Int = side(squares[k])

    /** Declares the [order] inside each shell. Shells are stored all s, then all p, then d. */
    public fun inOrder(order: OrbitalOrder): Matrices = Matrices(source, squares, order, null, null)

    /** Declares the [order] inside each shell, and that the shells are stored as [shells] lists them (see [Orbitals.stored]). */
    public fun inOrder(order: OrbitalOrder, shells: Orbitals): Matrices = Matrices(source, squares, order, shells, null)

    override fun toString(): String = "RawMatrices($source, $count matrices, order not declared)"
}

/**
 * Square matrices over atomic orbitals, one per structure, whose order is known. Immutable.
 *
 * @property source what error messages call them
 * @property order the order they are in now
 * @property convertedFrom the order they had before [toCanonical], or null if they were never converted
 */
public class Matrices internal constructor(
    public val source: String,
    internal val squares: List<DoubleArray>,
    public val order: OrbitalOrder,
    internal val stored: Orbitals?,
    public val convertedFrom: OrbitalOrder?,
) {
    /** Number of matrices. */
    public val count: Int get() = squares.size

    /** Whether the rows are ordered as this library wants them. */
    public val isCanonical: Boolean get() = order == OrbitalOrder.CANONICAL && (stored == null || stored.isCanonical)

    /** Rows of matrix [k]. */
    public fun side(k: Int): Int = side(squares[k])

    /** A copy of matrix [k], row-major. */
    public fun matrix(k: Int): DoubleArray = squares[k].copyOf()

    /**
     * The matrices in canonical order.
     *
     * @throws IllegalArgumentException if they are canonical already: a second conversion would scramble them
     */
    public fun toCanonical(structures: List<Structure>, orbitals: Orbitals): Matrices {
        if (isCanonical) {
            val how = convertedFrom?.let { ", converted from $it" } ?: ""
            mistake("toCanonical", "matrices in the order of a code", "$source, already canonical$how", "use them as they are")
        }
        val listing = stored ?: orbitals
        checkSides(structures, listing, this)
        val converted = squares.mapIndexed { k, square -> gather(square, canonicalRows(structures[k], listing, order)) }
        return Matrices(source, converted, OrbitalOrder.CANONICAL, null, order)
    }

    /** Canonical matrices in the order of a code: the inverse of [toCanonical]. */
    public fun toOrder(order: OrbitalOrder, structures: List<Structure>, orbitals: Orbitals): Matrices {
        if (!isCanonical) mistake("toOrder", "canonical matrices", "$source in order ${this.order}", "call toCanonical first")
        if (order == OrbitalOrder.CANONICAL) mistake("toOrder", "the order of a code", "CANONICAL", "use the matrices as they are")
        checkSides(structures, orbitals, this)
        val converted = squares.mapIndexed { k, square -> gather(square, inverse(canonicalRows(structures[k], orbitals, order))) }
        return Matrices(source, converted, order, null, null)
    }

    override fun toString(): String = "Matrices($source, $count matrices, $order)"
}

internal fun side(square: DoubleArray): Int = sqrt(square.size.toDouble()).toInt()

/** Entry (i, j) of the result is entry (rows[i], rows[j]) of [square]. */
private fun gather(square: DoubleArray, rows: IntArray): DoubleArray {
    val n = rows.size
    return DoubleArray(n * n) { square[rows[it / n] * n + rows[it % n]] }
}

private fun inverse(permutation: IntArray) = IntArray(permutation.size).also { permutation.forEachIndexed { k, p -> it[p] = k } }
