package ncenter

import ncenter.spec.targets.Lowdin
import ncenter.spec.targets.MatrixKind
import ncenter.spec.targets.MatrixSpec
import ncenter.spec.targets.MatrixTransform
import ncenter.spec.targets.NoTransform
import ncenter.spec.targets.PropertySpec
import ncenter.spec.targets.Saph
import ncenter.spec.targets.Stretch
import ncenter.spec.targets.SuperposedAtoms
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
 * @param relativeTo superposed atoms: what is learned is the difference to their Fock matrix
 */
@JvmOverloads
public fun hamiltonian(
    orbitals: Orbitals,
    reference: String,
    transform: MatrixTransform = NoTransform,
    learnedAs: Stretch? = null,
    relativeTo: SuperposedAtoms? = null,
): MatrixSpec = MatrixSpec(MatrixKind.HAMILTONIAN, orbitals, reference, transform, learnedAs, relativeTo)

/** Learn H as S^p H S^p with p = [power], S being the overlap of [functions]: 0.5 undoes Löwdin's orthogonalization and favors occupied levels. */
public fun stretched(functions: GaussianFunctions, power: Double): Stretch = Stretch(functions, power, power)

/**
 * Learn H as S^p H S^p for two powers p, and take the occupied levels from the first and the virtual levels from the second, each with the
 * image whose errors harm it least. [electrons] are those that an atom brings to the levels of the matrix: cores that it lacks do not count.
 */
public fun stretched(functions: GaussianFunctions, occupied: Double, virtual: Double, electrons: Map<Element, Int>): Stretch = Stretch(functions, occupied, virtual, electrons.mapKeys { it.key.symbol })

/**
 * Neutral atoms put where the atoms of a structure are, in the basis of [functions]: `superposedAtoms(gaussians("sto3g-gaussians.json"),
 * H to "1s1", C to "1s2 2s2 2p2")`. Their Fock matrix is what [hamiltonian] can be learned `relativeTo`; their matrices are features too.
 *
 * @param filled the functions that the electrons are in: those of a minimal basis, if [functions] are a larger one
 */
public fun superposedAtoms(functions: GaussianFunctions, vararg electrons: Pair<Element, String>, filled: GaussianFunctions = functions): SuperposedAtoms = SuperposedAtoms(
    functions,
    electrons.associate { (element, shells) -> element.symbol to shells.trim().split(Regex("\\s+")).associate { electronsOf(element, it) } },
    filled,
)

/** The same atoms, their Fock matrix transformed as a reference was before it was stored: `atoms.transformed(saph(...))`. */
public fun SuperposedAtoms.transformed(transform: MatrixTransform): SuperposedAtoms = copy(transform = transform)

/** "2p3" is three electrons in 2p. */
private fun electronsOf(element: Element, text: String): Pair<String, Int> = text.drop(2).toIntOrNull()?.let { text.take(2) to it } ?: throw IllegalArgumentException(
    "superposedAtoms: shells with their electrons, like \"1s2 2s2 2p3\", were expected for $element, got '$text'",
)

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
