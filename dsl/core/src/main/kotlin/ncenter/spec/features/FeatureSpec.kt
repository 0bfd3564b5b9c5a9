package ncenter.spec.features

import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import ncenter.structures.Elements

/** The most atoms a feature can be attached to. */
public const val MAX_CENTERS: Int = 6

/**
 * A description of equivariant features, attached to [centers] atoms. Pure and cheap; nothing is computed.
 *
 * The features transform like spherical harmonics: one block per (o3_lambda, o3_sigma) and the types of the centers.
 */
@Serializable
public sealed interface FeatureSpec {
    /** How many atoms the feature is attached to: 1 for atoms, 2 for pairs, N for an atom with an ordered tuple of N - 1 neighbors. */
    public val centers: Int

    /** The most atoms a feature can know of at once: correlation order plus centers. */
    public val bodyOrder: Int

    /** Largest angular order among the blocks, inclusive. */
    public val lMax: Int
}

/** The neighbor density of an atom, |rho_i>: correlation order 1, one center. The atom itself is in its own channel. */
@Serializable
@SerialName("density")
public data class DensitySpec(
    val cutoff: Cutoff,
    val basis: Basis,
    val shape: Shape = Gaussian(),
    val radialScale: RadialScale? = null,
) : FeatureSpec {
    override val centers: Int get() = 1
    override val bodyOrder: Int get() = 2
    override val lMax: Int get() = basis.lMax

    override fun toString(): String = "density($cutoff, $basis, $shape${radialScale?.let { ", $it" } ?: ""})"
}

/** One neighbor seen from one atom, |g_ij>: correlation order 0, two centers. */
@Serializable
@SerialName("pair_density")
public data class PairDensitySpec(
    val cutoff: Cutoff,
    val basis: Basis,
    val shape: Shape = Gaussian(),
    val radialScale: RadialScale? = null,
) : FeatureSpec {
    override val centers: Int get() = 2
    override val bodyOrder: Int get() = 2
    override val lMax: Int get() = basis.lMax

    override fun toString(): String = "pairDensity($cutoff, $basis, $shape${radialScale?.let { ", $it" } ?: ""})"
}

/** How many densities of each center are multiplied: `nu` on the first atom, [second] on the second atom of a pair. */
@Serializable
public data class Orders(
    val first: Int,
    val second: Int = 0,
) {
    public val total: Int get() = first + second

    override fun toString(): String = if (second == 0) "$first" else "perCenter($first, $second)"
}

/**
 * Of all products of two properties keep the [pairs] with the largest product of mean squares, for each sigma: so many for lambda = 0
 * and so many for all other lambda together (arXiv:2007.03407).
 */
@Serializable
public data class Top(
    val pairs: Int,
) {
    init {
        require(pairs >= 1) { "top: at least one pair was expected, got $pairs; write screen = top(2000), or leave screen out to keep all" }
    }

    override fun toString(): String = "top($pairs)"
}

/**
 * The correlation |rho_i^(x nu)> of the density (one center), |rho_i^(x nu) x (rho_j^(x nu') x g_ij)> (two centers), or that pair
 * feature coupled with one more neighbor after the other, |((rho_ij x g_ik) x g_il) ...> (three centers and more), by
 * Clebsch-Gordan iteration (arXiv:2109.12083, arXiv:2007.03407, arXiv:2202.01566).
 *
 * Every **ordered** tuple of neighbors is a sample, (i, j, k) and (i, k, j) both: exchanging two neighbors permutes samples.
 * Without [selfPairs] all atoms of a tuple are distinct (an atom and its periodic image are distinct too); with them, each
 * neighbor may also be the first atom itself or an earlier neighbor, as sums that close on the density and the complete
 * descriptor of arXiv:2302.14770 need. `sumNeighbors()` always sums with self pairs over the neighbor it contracts.
 *
 * @property lMax largest angular order kept in the result and in between, inclusive
 * @property contract applied to the density and to the result of every product, if given
 * @property screen which pairs of properties are multiplied; all of them if null. Needs [contract], which says how strong properties are.
 * @property purify whether products are freed of what lower orders of the same lambda and sigma explain, before they are contracted
 * @property selfPairs whether atoms may occur more than once in a pair or tuple
 * @property independent whether every power of the density is reduced to linearly independent properties before it is multiplied further:
 *   the same span, nothing made twice. Ridge regression then weighs directions differently, unless its strength is negligible.
 */
@Serializable
@SerialName("correlation")
public data class CorrelationSpec(
    val density: DensitySpec,
    val nu: Orders,
    override val centers: Int,
    override val lMax: Int,
    val pair: PairDensitySpec? = null,
    val contract: Contraction? = null,
    val screen: Top? = null,
    val purify: Boolean = false,
    val selfPairs: Boolean = false,
    val independent: Boolean = false,
) : FeatureSpec {
    init {
        require(contract != null || (screen == null && !purify)) {
            "correlate: screen and purify need contract, got none; write correlate(nu = $nu, contract = pca(200), ...)"
        }
        require(centers <= 2 || (screen == null && !purify)) {
            "correlate: screen and purify work on atoms and pairs, got centers=$centers; leave them out, or contract the result"
        }
        require(centers in 1..MAX_CENTERS) {
            "correlate: 1 to $MAX_CENTERS centers were expected, got centers=$centers; write centers = 1 for atoms, 2 for pairs or 3 for triples"
        }
        require(nu.first >= 0 && nu.second >= 0) { "correlate: orders of at least 0 were expected, got nu=$nu" }
        require(lMax >= 0) { "correlate: lMax of at least 0 was expected, got lMax=$lMax" }
        require(centers >= 2 || nu.first >= 1) {
            "correlate: nu=0 with centers=1 has body order 1; the smallest useful is 2; write correlate(nu = 1)"
        }
        require(
            centers >= 2 || nu.second == 0,
        ) { "correlate: perCenter needs centers=2, got centers=1; write correlate(nu = $nu, centers = 2)" }
        require((centers >= 2) == (pair != null)) {
            "correlate: a pair density goes with two centers or more and only with them, got centers=$centers and pair=$pair; write correlate(nu = $nu, centers = 2)"
        }
        require(!independent || contract == null) {
            "correlate: independent or contract was expected, got both; principal components are independent already, write correlate(nu = $nu, independent = true)"
        }
        require(!independent || lMax >= density.lMax) {
            "correlate: independent needs an lMax of at least ${density.lMax} as the density has, got lMax=$lMax; write correlate(nu = $nu, independent = true).only(lambda = ...)"
        }
        require(centers >= 2 || !selfPairs) { "correlate: selfPairs needs centers=2 or more, got centers=1; write correlate(nu = $nu, centers = 2, selfPairs = true)" }
    }

    override val bodyOrder: Int get() = nu.total + centers

    override fun toString(): String = "$density.correlate(nu = $nu, centers = $centers, lMax = $lMax" +
        (if (pair != null && pair != density.asPair()) ", pair = $pair" else "") +
        (contract?.let { ", contract = $it" } ?: "") + (screen?.let { ", screen = $it" } ?: "") +
        (if (purify) ", purify = true" else "") + (if (selfPairs) ", selfPairs = true" else "") + (if (independent) ", independent = true" else "") + ")"
}

/**
 * Sum over the last center, kept apart by its element: of a pair feature, a message to the first atom (arXiv:2202.01566); of a
 * triple, a feature of the pair of its first two atoms.
 */
@Serializable
@SerialName("sum_neighbors")
public data class SumNeighborsSpec(
    val source: FeatureSpec,
) : FeatureSpec {
    init {
        require(source.centers >= 2) {
            "sumNeighbors: features of 2 centers or more were expected, got centers=${source.centers}; write rho.correlate(nu = 1, centers = 2).sumNeighbors()"
        }
    }

    override val centers: Int get() = source.centers - 1
    override val bodyOrder: Int get() = source.bodyOrder
    override val lMax: Int get() = source.lMax

    override fun toString(): String = "$source.sumNeighbors()"
}

/** Which atom of a pair or tuple a feature of atoms is put on. */
@Serializable
public enum class PairAtom {
    /** The first atom, the one whose neighbors the others are. */
    FIRST,

    /** The second atom. */
    SECOND,
}

/**
 * One Clebsch-Gordan product of two features on the same atoms, or of a feature with one of more centers that starts with the same
 * atoms. A feature with itself keeps every unordered pair of properties once, with weight sqrt 2.
 *
 * @property at which atom of [second] the atom feature [first] sits on
 */
@Serializable
@SerialName("combination")
public data class CombinationSpec(
    val first: FeatureSpec,
    val second: FeatureSpec,
    override val lMax: Int,
    val at: PairAtom = PairAtom.FIRST,
) : FeatureSpec {
    init {
        require(first.centers <= second.centers) {
            "combine: the feature with fewer centers was expected first, got centers=${first.centers} and ${second.centers}; write b.combine(a)"
        }
        require(lMax >= 0) { "combine: lMax of at least 0 was expected, got lMax=$lMax" }
        require(at == PairAtom.FIRST || first.centers == 1 && second.centers >= 2) {
            "combine: an atom feature on the second atom of a pair was expected, got centers=${first.centers} and ${second.centers}; " +
                "write message.combine(pairDensity(...), at = secondAtom)"
        }
    }

    override val centers: Int get() = second.centers
    override val bodyOrder: Int get() = first.bodyOrder + second.bodyOrder - first.centers

    override fun toString(): String = "$first.combine($second, lMax = $lMax${if (at == PairAtom.SECOND) ", at = secondAtom" else ""})"
}

/** The properties of several features side by side. */
@Serializable
@SerialName("join")
public data class JoinSpec(
    val parts: List<FeatureSpec>,
) : FeatureSpec {
    init {
        require(parts.size >= 2) { "join: at least two features were expected, got ${parts.size}" }
        require(parts.map { it.centers }.toSet().size == 1) {
            "join: features with equal centers were expected, got centers=${parts.map {
                it.centers
            }}; join atoms with atoms and pairs with pairs"
        }
    }

    override val centers: Int get() = parts.first().centers
    override val bodyOrder: Int get() = parts.maxOf { it.bodyOrder }
    override val lMax: Int get() = parts.maxOf { it.lMax }

    override fun toString(): String = parts.joinToString(" join ")
}

/** A feature reduced to its strongest principal components or to some of its properties, block by block. */
@Serializable
@SerialName("contraction")
public data class ContractionSpec(
    val source: FeatureSpec,
    val contraction: Contraction,
) : FeatureSpec {
    override val centers: Int get() = source.centers
    override val bodyOrder: Int get() = source.bodyOrder
    override val lMax: Int get() = source.lMax

    override fun toString(): String = "$source.contract($contraction)"
}

/**
 * Some blocks of a feature, the others dropped.
 *
 * @property centerType keep only atoms of this type, or pairs whose first atom has it; all if null
 * @property lambda keep only this angular order; all if null
 * @property sigma keep only this parity; both if null
 */
@Serializable
@SerialName("selection")
public data class SelectionSpec(
    val source: FeatureSpec,
    val centerType: Int? = null,
    val lambda: Int? = null,
    val sigma: Int? = null,
) : FeatureSpec {
    init {
        require(centerType != null || lambda != null || sigma != null) { "only: a center, a lambda or a sigma was expected, got none; write only(lambda = 0)" }
        require(lambda == null || lambda in 0..source.lMax) { "only: a lambda from 0 to ${source.lMax} was expected, got $lambda; these features have no other" }
        require(sigma == null || sigma == 1 || sigma == -1) { "only: sigma = 1 or -1 was expected, got $sigma; it is the parity" }
    }

    override val centers: Int get() = source.centers
    override val bodyOrder: Int get() = source.bodyOrder
    override val lMax: Int get() = lambda ?: source.lMax

    override fun toString(): String = "$source.only(" +
        listOfNotNull(centerType?.let { "center = ${Elements.symbol(it)}" }, lambda?.let { "lambda = $it" }, sigma?.let { "sigma = $it" }).joinToString() + ")"
}

/** The pair density with the settings of this density. */
public fun DensitySpec.asPair(): PairDensitySpec = PairDensitySpec(cutoff, basis, shape, radialScale)
