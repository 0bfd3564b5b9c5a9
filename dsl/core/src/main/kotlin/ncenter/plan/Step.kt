package ncenter.plan

import ncenter.spec.features.Contraction
import ncenter.spec.features.DensitySpec
import ncenter.spec.features.Mix
import ncenter.spec.features.Nonlinearity
import ncenter.spec.features.PairDensitySpec
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

    /** A feature of the first atom of the pair or tuple, or of its leading atoms. */
    FIRST_ATOM,

    /** An atom feature of the second atom of the pair. */
    SECOND_ATOM,

    /** The second factor is a pair feature whose second atom joins the atoms of the first factor as a new, last center. */
    NEW_CENTER,

    /** The second factor is an atom feature of the first atom of the first factor's tuple. */
    UNDER_FIRST,
}

/**
 * Clebsch-Gordan product of two steps, per sample. [exchange]: a step with itself, each unordered pair once.
 *
 * @property selfPairs of a new center: whether it may be an atom that the tuple already has
 */
public data class ProductStep(
    override val id: Int,
    override val inputs: List<Int>,
    override val centers: Int,
    val attach: Attach,
    val exchange: Boolean,
    override val blocks: List<ProductBlock>,
    val selfPairs: Boolean = true,
) : FeatureStep

/**
 * Clebsch-Gordan product of two steps on the same atoms, of which only a linearly independent set of properties is computed. How many they are
 * is known exactly; which they are is found from random densities before the first structure, and is the same for all structures.
 */
public data class IndependentStep(
    override val id: Int,
    override val inputs: List<Int>,
    val exchange: Boolean,
    override val blocks: List<IndependentBlock>,
) : FeatureStep {
    override val centers: Int get() = 1
}

/**
 * Sum over the last of [centers] + 1 atoms, its type moved to the properties. [channels] are the types in order.
 *
 * @property apart the type stays in the key instead: one block per type of the atom summed over, for products that follow
 */
public data class SumNeighborsStep(
    override val id: Int,
    override val inputs: List<Int>,
    val channels: List<Int>,
    override val blocks: List<FeatureBlock>,
    override val centers: Int = 1,
    val apart: Boolean = false,
) : FeatureStep

/**
 * A function of every invariant by itself (arXiv:2302.14770); both signs of pseudoscalars, so that the result is even. With a [mix], of
 * combinations of all invariants: the even part, and the odd part as a block of pseudoscalars.
 */
public data class NonlinearStep(
    override val id: Int,
    override val inputs: List<Int>,
    override val centers: Int,
    val function: Nonlinearity,
    val scale: Double,
    val mix: Mix?,
    override val blocks: List<FeatureBlock>,
) : FeatureStep

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

/** Uncentered principal components per block, or some of its properties, found on the training structures. */
public data class ContractStep(
    override val id: Int,
    override val inputs: List<Int>,
    override val centers: Int,
    val contraction: Contraction,
    override val blocks: List<FeatureBlock>,
) : FeatureStep

/**
 * One iteration of correlation order (arXiv:2007.03407): the product of the inputs 0 and 1, for selected pairs of properties, less what
 * the inputs from 2 on explain, reduced to principal components or to some of the products. Selection and matrices are fitted on the training structures.
 */
public data class IterationStep(
    override val id: Int,
    override val inputs: List<Int>,
    override val centers: Int,
    val attach: Attach,
    val exchange: Boolean,
    val contraction: Contraction,
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
