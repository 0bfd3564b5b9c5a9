package ncenter.spec.features

import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import ncenter.spec.targets.SuperposedAtoms

/** A matrix of superposed atoms, see [SuperposedAtoms]. */
@Serializable
public enum class AtomicMatrix {
    /** The overlap of the functions. */
    OVERLAP,

    /** The Fock matrix, hartree. */
    FOCK,

    /** The density matrix of its lowest levels in Löwdin's orthogonalized functions, electrons. */
    DENSITY,
}

/**
 * The coupled blocks of a [matrix] of superposed [atoms], sum cg(m, m', mu) M(m, m') for every pair of shells: those on the atoms without a
 * [cutoff], those between two atoms closer than the cutoff with it, times its soft edge. An overlap of two atoms depends on these alone, a
 * Fock matrix fades with distance, a density matrix knows the whole molecule.
 */
@Serializable
@SerialName("matrix_blocks")
public data class MatrixBlocksSpec(
    val matrix: AtomicMatrix,
    val atoms: SuperposedAtoms,
    val cutoff: Cutoff? = null,
) : FeatureSpec {
    override val centers: Int get() = if (cutoff == null) 1 else 2

    /** Nominal: that of the atoms it is attached to. Fock and density matrices depend on all others as well. */
    override val bodyOrder: Int get() = centers

    override val lMax: Int get() = atoms.orbitals.let { all -> 2 * all.elements.maxOf { type -> all.shells(type).maxOf { it.l } } }

    override fun toString(): String = "${matrix.name.lowercase()}Matrix($atoms${cutoff?.let { ", $it" } ?: ""})"
}
