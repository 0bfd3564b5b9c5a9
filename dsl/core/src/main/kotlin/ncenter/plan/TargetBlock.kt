package ncenter.plan

import ncenter.spec.targets.BlockType
import ncenter.structures.Shell

/** One irreducible part of what is learned. */
public sealed interface TargetBlock {
    public val lambda: Int
    public val sigma: Int

    /** Whether symmetry forces the values to vanish. */
    public val vanishes: Boolean
}

/**
 * The (lambda, sigma) part of the block between [firstShell] of the first atom and [secondShell] of the second;
 * sigma = (-1)^(l + l' + lambda).
 *
 * @property image which image of the matrix the block is cut from, see [ncenter.spec.targets.MatrixSpec.learnedAs]
 */
public data class MatrixBlock(
    val blockType: BlockType,
    val types: List<Int>,
    val firstShell: Shell,
    val secondShell: Shell,
    override val lambda: Int,
    val image: Int = 0,
) : TargetBlock {
    override val sigma: Int get() = if ((firstShell.l + secondShell.l + lambda) % 2 == 0) 1 else -1

    // Identical shells on one element: the exchange of the two sides leaves only one parity.
    override val vanishes: Boolean
        get() =
            firstShell == secondShell &&
                when (blockType) {
                    BlockType.OnSite, BlockType.SameSpeciesPlus -> sigma == -1
                    BlockType.SameSpeciesMinus -> sigma == 1
                    BlockType.DifferentSpecies -> false
                }

    /** How often the squared error of this block counts in the squared error of the whole matrix. */
    val errorWeight: Int get() = if (blockType == BlockType.DifferentSpecies || firstShell != secondShell) 2 else 1

    /** The block as a row of a `TensorMap`. */
    val row: List<Int>
        get() = listOf(blockType.code) + types + listOf(firstShell.n, firstShell.l, secondShell.n, secondShell.l, lambda, sigma)

    public companion object {
        /** Column names of [row]; on-site blocks name their element twice in files, once here. */
        public val NAMES: List<String> =
            listOf("block_type", "first_atom_type", "second_atom_type", "n_i", "l_i", "n_j", "l_j", "o3_lambda", "o3_sigma")
    }
}

/** A property of atoms of type [type], or of whole structures if null. */
public data class PropertyBlock(
    override val lambda: Int,
    override val sigma: Int,
    val type: Int?,
) : TargetBlock {
    override val vanishes: Boolean get() = false
}

/** How a ridge problem is solved. */
public enum class RidgeForm {
    /** In feature space: X^T X. */
    PRIMAL,

    /** In sample space: X X^T. */
    DUAL,

    /** In sample space, X X^T added up from columns of rows that wait in a temporary file. */
    SPILLED_DUAL,

    /** By conjugate gradients over rows that wait in a temporary file. */
    ITERATIVE,

    /** In sample space, with the kernel of the invariants multiplied in. */
    KERNEL,
}

/**
 * Targets that share the features [key] of step [features].
 *
 * @property candidate which of its route's candidates the features are
 * @property invariants the block of the same step whose kernel multiplies that of [key]; null for linear models
 * @property intercept a constant is fitted too; symmetry allows it only for invariants of single atoms
 */
public data class RidgeProblem(
    val features: Int,
    val key: FeatureKey,
    val targets: List<TargetBlock>,
    val intercept: Boolean,
    val form: RidgeForm,
    val invariants: FeatureKey? = null,
    val candidate: Int = 0,
) {
    /** All blocks of the features that this problem reads. */
    val keys: List<FeatureKey> get() = listOfNotNull(key, invariants).distinct()
}
