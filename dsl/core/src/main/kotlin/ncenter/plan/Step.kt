package ncenter.plan

import ncenter.spec.features.DensitySpec
import ncenter.spec.features.PairDensitySpec
import ncenter.spec.features.Pca
import ncenter.spec.models.UnlikePairs
import ncenter.spec.targets.TargetSpec
import ncenter.units.Length

/** One step of a plan. [inputs] are the ids of steps that come before it. */
public sealed interface Step {
    public val id: Int
    public val inputs: List<Int>
}

/** A step that puts out feature [blocks] on [centers] atoms (0: on structures). */
public sealed interface FeatureStep : Step {
    public val centers: Int
    public val blocks: List<FeatureBlock>
}

/** All pairs within [cutoff], both directions, periodic images included. */
public data class NeighborsStep(
    override val id: Int,
    val cutoff: Length,
) : Step {
    override val inputs: List<Int> get() = emptyList()
}

/** |rho_i>: one block per (l, center type), properties (neighbor_type, n). [channels] are the neighbor types in order. */
public data class DensityStep(
    override val id: Int,
    override val inputs: List<Int>,
    val spec: DensitySpec,
    val channels: List<Int>,
    override val blocks: List<FeatureBlock>,
) : FeatureStep {
    override val centers: Int get() = 1
}

/**
 * |g_ij>: one block per (l, first type, second type), property n.
 *
 * @property selfPairs whether i = j is a sample too; sums over neighbors need it to close on the density
 */
public data class PairDensityStep(
    override val id: Int,
    override val inputs: List<Int>,
    val spec: PairDensitySpec,
    val selfPairs: Boolean,
    override val blocks: List<FeatureBlock>,
) : FeatureStep {
    override val centers: Int get() = 2
}

/** Where the first factor of a product sits, seen from the second. */
public enum class Attach {
    /** Both factors have the same samples. */
    SAME,

    /** An atom feature of the first atom of the pair. */
    FIRST_ATOM,

    /** An atom feature of the second atom of the pair. */
    SECOND_ATOM,
}

/** Clebsch-Gordan product of two steps, per sample. [exchange]: a step with itself, each unordered pair once. */
public data class ProductStep(
    override val id: Int,
    override val inputs: List<Int>,
    override val centers: Int,
    val attach: Attach,
    val exchange: Boolean,
    override val blocks: List<ProductBlock>,
) : FeatureStep

/** Sum over the second atom of a pair feature, its type moved to the properties. [channels] are the types in order. */
public data class SumNeighborsStep(
    override val id: Int,
    override val inputs: List<Int>,
    val channels: List<Int>,
    override val blocks: List<FeatureBlock>,
) : FeatureStep {
    override val centers: Int get() = 1
}

/** Sum over the atoms of each structure, the center type moved to the properties. */
public data class SumCentersStep(
    override val id: Int,
    override val inputs: List<Int>,
    val channels: List<Int>,
    override val blocks: List<FeatureBlock>,
) : FeatureStep {
    override val centers: Int get() = 0
}

/** Properties of several steps side by side. */
public data class JoinStep(
    override val id: Int,
    override val inputs: List<Int>,
    override val centers: Int,
    override val blocks: List<FeatureBlock>,
) : FeatureStep

/** Uncentered principal components per block, fitted on the training structures. */
public data class ContractStep(
    override val id: Int,
    override val inputs: List<Int>,
    override val centers: Int,
    val pca: Pca,
    override val blocks: List<FeatureBlock>,
) : FeatureStep

/**
 * One iteration of correlation order (arXiv:2007.03407): the product of the inputs 0 and 1, for selected pairs of properties, less what
 * the inputs from 2 on explain, reduced to principal components. Selection and matrices are fitted on the training structures.
 */
public data class IterationStep(
    override val id: Int,
    override val inputs: List<Int>,
    override val centers: Int,
    val attach: Attach,
    val exchange: Boolean,
    val pca: Pca,
    override val blocks: List<IterationBlock>,
) : FeatureStep

/** Pair features combined as the matrix blocks are: (rho_ij ± rho_ji) / sqrt 2, or both directions side by side. */
public data class SymmetrizeStep(
    override val id: Int,
    override val inputs: List<Int>,
    val unlikePairs: UnlikePairs,
    override val blocks: List<FeatureBlock>,
) : FeatureStep {
    override val centers: Int get() = 2
}

/** The coupled blocks of the reference: matrix to blocks to irreducible parts. */
public data class TargetsStep(
    override val id: Int,
    val spec: TargetSpec,
    val blocks: List<TargetBlock>,
) : Step {
    override val inputs: List<Int> get() = emptyList()
}

/** One ridge regression per target; targets with equal features share the factorization. */
public data class RegressionStep(
    override val id: Int,
    override val inputs: List<Int>,
    val problems: List<RidgeProblem>,
    val unreachable: List<TargetBlock>,
    val streaming: Boolean,
) : Step

/** From predicted blocks to matrices or properties. */
public data class AssemblyStep(
    override val id: Int,
    override val inputs: List<Int>,
    val spec: TargetSpec,
) : Step
