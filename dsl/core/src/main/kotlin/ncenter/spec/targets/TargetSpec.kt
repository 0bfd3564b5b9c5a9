package ncenter.spec.targets

import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import ncenter.spec.OrbitalsSerializer
import ncenter.structures.Elements
import ncenter.structures.Orbitals

/** What is learned. [reference] is the name of the quantity stored with the data. */
@Serializable
public sealed interface TargetSpec {
    public val reference: String
}

/** Which matrix a [MatrixSpec] describes. */
@Serializable
public enum class MatrixKind {
    /** An energy, stored in hartree. */
    HAMILTONIAN,

    /** Dimensionless. */
    OVERLAP,
}

/**
 * A symmetric matrix over the atomic orbitals of a structure, predicted block by block.
 *
 * @property transform applied to the reference before it is learned; the prediction is the transformed matrix
 * @property learnedAs images of that matrix to learn in its place; the prediction is the matrix again
 * @property relativeTo superposed atoms whose Fock matrix, brought into the same basis, is taken off before learning and added to predictions
 */
@Serializable
@SerialName("matrix")
public data class MatrixSpec(
    val kind: MatrixKind,
    @Serializable(with = OrbitalsSerializer::class) val orbitals: Orbitals,
    override val reference: String,
    val transform: MatrixTransform = NoTransform,
    val learnedAs: Stretch? = null,
    val relativeTo: SuperposedAtoms? = null,
) : TargetSpec {
    init {
        require(reference.isNotBlank()) {
            "hamiltonian: a reference name was expected, got '$reference'; write hamiltonian(orbitals, reference = \"fock\")"
        }
        require(kind == MatrixKind.HAMILTONIAN || transform == NoTransform) {
            "overlap: no transform was expected, got $transform; an overlap is learned as it is"
        }
        require(kind == MatrixKind.HAMILTONIAN || learnedAs == null) { "overlap: no images were expected, got $learnedAs; an overlap is learned as it is" }
        relativeTo?.let(::checkAtoms)
        if (transform is Saph) checkMinimal(transform.minimal)
        learnedAs?.functions?.checkCover(learnedOrbitals)
    }

    private fun checkAtoms(atoms: SuperposedAtoms) {
        require(kind == MatrixKind.HAMILTONIAN) { "overlap: no superposed atoms were expected, got $atoms; an overlap is learned as it is" }
        require(transform == NoTransform || atoms.transform == NoTransform) {
            "hamiltonian: one transform was expected, got ${atoms.transform} of the superposed atoms beside $transform, which is applied to both matrices; leave the first out"
        }
        val expected = if (atoms.transform == NoTransform) orbitals else learnedOrbitals
        val found = atoms.transformedOrbitals
        atoms.checkElements(expected.elements, "hamiltonian")
        for (type in expected.elements) {
            require(expected.shells(type) == found.shells(type)) {
                "hamiltonian: the shells ${expected.shells(type).joinToString(" ")} of ${Elements.symbol(type)} were expected in the Fock matrix of superposed atoms, " +
                    "got ${found.shells(type).joinToString(" ")}; use the functions of the same basis, or superposedAtoms(...).transformed(saph(...)) for a projected reference"
            }
        }
    }

    private fun checkMinimal(minimal: Orbitals) {
        for (element in minimal.elements.filter { it in orbitals.elements }) {
            val full = orbitals.shells(element)
            val unknown = minimal.shells(element).firstOrNull { it !in full } ?: continue
            throw IllegalArgumentException(
                "saph: shells among ${full.joinToString(" ")} of ${Elements.symbol(element)} were expected, got $unknown; " +
                    "project on shells of the full basis",
            )
        }
    }

    /** The orbitals of the matrix that is learned: those of the reference, or the projected ones. */
    val learnedOrbitals: Orbitals get() = (transform as? Saph)?.minimal ?: orbitals

    /** How many images of each matrix are learned. */
    val images: Int get() = learnedAs?.powers?.size ?: 1

    override fun toString(): String {
        val verb = if (kind == MatrixKind.OVERLAP) "overlap" else "hamiltonian"
        val suffix = if (transform == NoTransform) "" else ", transform = $transform"
        val images = learnedAs?.let { ", learnedAs = $it" } ?: ""
        val start = relativeTo?.let { ", relativeTo = $it" } ?: ""
        return "$verb($orbitals, reference = \"$reference\"$suffix$images$start)"
    }
}

/** A change of basis of the reference matrix that keeps it equivariant. */
@Serializable
public sealed interface MatrixTransform

/** The matrix is learned as it is. */
@Serializable
@SerialName("none")
public data object NoTransform : MatrixTransform {
    override fun toString(): String = "none"
}

/** Löwdin orthogonalization: S^(-1/2) H S^(-1/2), with the overlap attached to the reference. */
@Serializable
@SerialName("lowdin")
public data object Lowdin : MatrixTransform {
    override fun toString(): String = "lowdin()"
}

/**
 * Symmetry-adapted projected Hamiltonian (arXiv:2109.12083): the eigenvalues of the chosen molecular orbitals are kept exactly
 * in an orthonormal basis that looks like the [minimal] functions of the full basis.
 *
 * @property minimal the functions of the full basis that are projected on, for example `orbitals(H to "1s", O to "2s 2p")`
 * @property coresPerElement molecular orbitals dropped at the bottom, per atom of each element (symbol to count)
 * @property extraCandidates how many molecular orbitals more than needed are considered
 */
@Serializable
@SerialName("saph")
public data class Saph(
    @Serializable(with = OrbitalsSerializer::class) val minimal: Orbitals,
    val coresPerElement: Map<String, Int>,
    val extraCandidates: Int = 8,
) : MatrixTransform {
    init {
        require(extraCandidates >= 0) { "saph: at least 0 extra candidates were expected, got $extraCandidates" }
        coresPerElement.forEach { (element, cores) ->
            require(cores >= 0) { "saph: at least 0 cores of $element were expected, got $cores" }
        }
    }

    override fun toString(): String = "saph($minimal, cores = $coresPerElement)"
}

/**
 * An equivariant property of order [lambda]: one number for lambda = 0, a vector (y, z, x) for lambda = 1, and so on.
 *
 * @property sigma +1 for a proper tensor, -1 for a pseudo-tensor
 * @property perAtom one value per atom if true; otherwise one per structure, learned as a sum over atoms
 */
@Serializable
@SerialName("property")
public data class PropertySpec(
    override val reference: String,
    val lambda: Int = 0,
    val sigma: Int = 1,
    val perAtom: Boolean = false,
) : TargetSpec {
    init {
        require(reference.isNotBlank()) { "property: a name was expected, got '$reference'; write property(\"energy\")" }
        require(lambda >= 0) { "property: an angular order of at least 0 was expected, got lambda=$lambda" }
        require(sigma == 1 || sigma == -1) { "property: sigma +1 or -1 was expected, got $sigma; sigma is the parity of the property" }
    }

    override fun toString(): String = "property(\"$reference\"" + (if (lambda != 0) ", lambda = $lambda" else "") + (if (sigma != 1) ", sigma = $sigma" else "") +
        (if (perAtom) ", perAtom = true" else "") + ")"
}
