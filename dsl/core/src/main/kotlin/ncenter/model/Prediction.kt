package ncenter.model

import ncenter.kernels.linalg.LinearAlgebra
import ncenter.run.hamiltonians.eigenvalues
import ncenter.run.hamiltonians.generalizedEigenvalues
import ncenter.spec.targets.MatrixSpec
import ncenter.spec.targets.PropertySpec
import ncenter.structures.Orbitals
import ncenter.structures.Structure

/** What a model says about one [structure]. */
public sealed interface Prediction {
    public val structure: Structure

    /** The predicted numbers, row-major. */
    public val values: DoubleArray
}

/**
 * A predicted matrix over the orbitals of a structure, symmetric, in canonical order (atoms; shells as listed; m = -l..l);
 * hartree for a Hamiltonian.
 */
public class HamiltonianMatrix internal constructor(
    override val structure: Structure,
    private val target: MatrixSpec,
    private val entries: DoubleArray,
    private val linearAlgebra: LinearAlgebra,
    /** Whether the basis is orthonormal, so that eigenvalues need no overlap. */
    public val isOrthonormal: Boolean,
) : Prediction {
    /** The orbitals of the rows. */
    public val orbitals: Orbitals get() = target.learnedOrbitals

    /** Number of rows. */
    public val size: Int = orbitals.size(structure)

    /** A copy of the matrix, `size x size` row-major. */
    override val values: DoubleArray get() = entries.copyOf()

    public operator fun get(row: Int, column: Int): Double = entries[row * size + column]

    /**
     * Eigenvalues in hartree, ascending.
     *
     * @throws IllegalArgumentException if the basis is not orthonormal: then they need the overlap
     */
    public fun eigenvalues(): DoubleArray {
        require(isOrthonormal) {
            "eigenvalues: an overlap was expected, because the basis of '${target.reference}' is not orthonormal; write eigenvalues(overlap)"
        }
        return eigenvalues(entries, size, linearAlgebra)
    }

    /** Eigenvalues in hartree, ascending, with the [overlap] of the basis (`size x size`, row-major). */
    public fun eigenvalues(overlap: DoubleArray): DoubleArray {
        require(overlap.size == size * size) { "eigenvalues: an overlap with $size x $size numbers was expected, got ${overlap.size}" }
        return generalizedEigenvalues(entries, overlap, size, linearAlgebra)
    }

    override fun toString(): String = "HamiltonianMatrix(${structure.formula}, $size x $size)"
}

/** A predicted property: `components` numbers, or `atoms x components` row-major, components m = -lambda..lambda. */
public class PropertyPrediction internal constructor(
    override val structure: Structure,
    private val target: PropertySpec,
    private val numbers: DoubleArray,
) : Prediction {
    override val values: DoubleArray get() = numbers.copyOf()

    /** The number of an invariant of the whole structure. */
    public val value: Double
        get() {
            require(numbers.size == 1) { "value: one number was expected, got ${numbers.size} for $target; use values" }
            return numbers[0]
        }

    override fun toString(): String = "PropertyPrediction(${structure.formula}, ${numbers.size} values)"
}
