package ncenter

import ncenter.spec.targets.Lowdin
import ncenter.spec.targets.MatrixKind
import ncenter.spec.targets.MatrixSpec
import ncenter.spec.targets.MatrixTransform
import ncenter.spec.targets.NoTransform
import ncenter.spec.targets.PropertySpec
import ncenter.spec.targets.Saph
import ncenter.spec.targets.Stretch
import ncenter.structures.Elements
import ncenter.structures.GaussianFunctions
import ncenter.structures.Orbitals

/** A chemical element. Scripts and notebooks import one-letter names from `ncenter.elements`. */
public class Element(
    /** The chemical symbol, for example `O`. */
    public val symbol: String,
) {
    /** The atomic number. */
    public val number: Int = Elements.number(symbol)

    override fun equals(other: Any?): Boolean = other is Element && other.number == number

    override fun hashCode(): Int = number

    override fun toString(): String = symbol
}

/** The atomic orbitals of each element in matrix order: `orbitals(H to "1s", C to "1s 2s 2p")`. */
public fun orbitals(vararg shells: Pair<Element, String>): Orbitals = Orbitals.of(*shells.map { it.first.symbol to it.second }.toTypedArray())

/**
 * A Hamiltonian (Fock, Kohn-Sham) matrix over [orbitals]; [reference] names the matrices stored with the data.
 *
 * @param transform the basis it is predicted in
 * @param learnedAs images of it to learn in its place; the prediction is the matrix again
 */
@JvmOverloads
public fun hamiltonian(
    orbitals: Orbitals,
    reference: String,
    transform: MatrixTransform = NoTransform,
    learnedAs: Stretch? = null,
): MatrixSpec = MatrixSpec(MatrixKind.HAMILTONIAN, orbitals, reference, transform, learnedAs)

/** Learn H as S^p H S^p with p = [power], S being the overlap of [functions]: 0.5 undoes Löwdin's orthogonalization and favors occupied levels. */
public fun stretched(functions: GaussianFunctions, power: Double): Stretch = Stretch(functions, power, power)

/**
 * Learn H as S^p H S^p for two powers p, and take the occupied levels from the first and the virtual levels from the second, each with the
 * image whose errors harm it least. [electrons] are those that an atom brings to the levels of the matrix: cores that it lacks do not count.
 */
public fun stretched(functions: GaussianFunctions, occupied: Double, virtual: Double, electrons: Map<Element, Int>): Stretch = Stretch(functions, occupied, virtual, electrons.mapKeys { it.key.symbol })

/** The overlap matrix of [orbitals]; [reference] names the matrices stored with the data. */
public fun overlap(orbitals: Orbitals, reference: String): MatrixSpec = MatrixSpec(MatrixKind.OVERLAP, orbitals, reference)

/** Löwdin orthogonalization of a reference that has an overlap. */
public fun lowdin(): MatrixTransform = Lowdin

/** Projection on the [minimal] functions that keeps the chosen eigenvalues; [cores] molecular orbitals are dropped per atom. */
public fun saph(
    minimal: Orbitals,
    vararg cores: Pair<Element, Int>,
): MatrixTransform = Saph(minimal, cores.associate { it.first.symbol to it.second })

/**
 * An equivariant property stored with the data as [name]: one number for lambda = 0, components m = -lambda..lambda otherwise.
 *
 * @param perAtom one value per atom; otherwise one per structure, learned as a sum over atoms
 */
@JvmOverloads
public fun property(
    name: String,
    lambda: Int = 0,
    sigma: Int = 1,
    perAtom: Boolean = false,
): PropertySpec = PropertySpec(name, lambda, sigma, perAtom)
