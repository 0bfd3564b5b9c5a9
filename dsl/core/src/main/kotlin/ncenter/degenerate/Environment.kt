package ncenter.degenerate

import ncenter.structures.Structure
import kotlin.math.sqrt

/**
 * Atoms around a point: their [types] and their vectors from it in angstrom, `atoms x 3`.
 *
 * @property center the type of the atom at the point; null if there is none
 */
public class Environment(
    types: IntArray,
    vectors: DoubleArray,
    public val center: Int? = null,
) {
    internal val types = types.copyOf()
    internal val vectors = vectors.copyOf()

    init {
        require(vectors.size == 3 * types.size) { "environment: ${3 * types.size} numbers were expected for ${types.size} atoms, got ${vectors.size}" }
    }

    /** Number of atoms around the point. */
    public val size: Int get() = types.size

    /** The vector of [atom] from the point, in angstrom. */
    public fun vector(atom: Int): DoubleArray = vectors.copyOfRange(3 * atom, 3 * atom + 3)

    internal fun radius(atom: Int): Double = sqrt((0..2).sumOf { vectors[3 * atom + it] * vectors[3 * atom + it] })

    override fun toString(): String = "Environment($size atoms)"

    public companion object {
        /** All other atoms around [atom] of a structure that is not periodic. */
        @JvmStatic
        public fun of(structure: Structure, atom: Int): Environment {
            require(!structure.isPeriodic) { "environment: a structure without periodic axes was expected, got $structure" }
            val others = (0 until structure.size).filter { it != atom }
            val vectors = DoubleArray(3 * others.size) { structure.position(others[it / 3], it % 3) - structure.position(atom, it % 3) }
            return Environment(IntArray(others.size) { structure.type(others[it]) }, vectors, structure.type(atom))
        }

        /** All atoms of a structure that is not periodic, seen from their mean position. */
        @JvmStatic
        public fun of(structure: Structure): Environment {
            require(!structure.isPeriodic) { "environment: a structure without periodic axes was expected, got $structure" }
            val mean = DoubleArray(3) { axis -> (0 until structure.size).sumOf { structure.position(it, axis) } / structure.size }
            return Environment(structure.types, DoubleArray(3 * structure.size) { structure.position(it / 3, it % 3) - mean[it % 3] })
        }
    }
}
