package ncenter.spec.features

import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import ncenter.structures.Elements

/**
 * A description of equivariant features, attached to [centers] atoms. Pure and cheap; nothing is computed.
 *
 * The features transform like spherical harmonics: one block per (o3_lambda, o3_sigma) and the types of the centers.
 */
@Serializable
public sealed interface FeatureSpec {
    /** How many atoms the feature is attached to: 1 for atoms, 2 for pairs. */
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

/** Keep the [components] strongest principal components of every block (uncentered, per lambda, sigma and types). */
@Serializable
public data class Pca(
    val components: Int,
) {
    init {
        require(components >= 1) { "pca: at least one component was expected, got $components" }
    }

    override fun toString(): String = "pca($components)"
}

/**
 * The correlation |rho_i^(x nu)> of the density (one center), or |rho_i^(x nu) x (rho_j^(x nu') x g_ij)> (two centers), by
 * Clebsch-Gordan iteration (arXiv:2109.12083, arXiv:2007.03407).
 *
 * @property lMax largest angular order kept in the result and in between, inclusive
 * @property contract applied to the result of every product, if given
 */
@Serializable
@SerialName("correlation")
public data class CorrelationSpec(
    val density: DensitySpec,
    val nu: Orders,
    override val centers: Int,
    override val lMax: Int,
    val pair: PairDensitySpec? = null,
    val contract: Pca? = null,
) : FeatureSpec {
    init {
        require(centers in 1..2) {
            "correlate: 1 or 2 centers were expected, got centers=$centers; write centers = 1 for atoms or centers = 2 for pairs"
        }
        require(nu.first >= 0 && nu.second >= 0) { "correlate: orders of at least 0 were expected, got nu=$nu" }
        require(lMax >= 0) { "correlate: lMax of at least 0 was expected, got lMax=$lMax" }
        require(centers == 2 || nu.first >= 1) {
            "correlate: nu=0 with centers=1 has body order 1; the smallest useful is 2; write correlate(nu = 1)"
        }
        require(
            centers == 2 || nu.second == 0,
        ) { "correlate: perCenter needs centers=2, got centers=1; write correlate(nu = $nu, centers = 2)" }
        require((centers == 2) == (pair != null)) {
            "correlate: a pair density goes with two centers and only with them, got centers=$centers and pair=$pair; write correlate(nu = $nu, centers = 2)"
        }
    }

    override val bodyOrder: Int get() = nu.total + centers

    override fun toString(): String = "$density.correlate(nu = $nu, centers = $centers, lMax = $lMax" +
        (if (pair != null && pair != density.asPair()) ", pair = $pair" else "") +
        (contract?.let { ", contract = $it" } ?: "") + ")"
}

/** Sum of a pair feature over the second atom, kept apart by its element: a message to the first atom (arXiv:2202.01566). */
@Serializable
@SerialName("sum_neighbors")
public data class SumNeighborsSpec(
    val source: FeatureSpec,
) : FeatureSpec {
    init {
        require(source.centers == 2) {
            "sumNeighbors: 2-center features were expected, got centers=${source.centers}; write rho.correlate(nu = 1, centers = 2).sumNeighbors()"
        }
    }

    override val centers: Int get() = 1
    override val bodyOrder: Int get() = source.bodyOrder
    override val lMax: Int get() = source.lMax

    override fun toString(): String = "$source.sumNeighbors()"
}

/** One Clebsch-Gordan product of two features on the same atoms, or of an atom feature with a pair feature. */
@Serializable
@SerialName("combination")
public data class CombinationSpec(
    val first: FeatureSpec,
    val second: FeatureSpec,
    override val lMax: Int,
) : FeatureSpec {
    init {
        require(first.centers <= second.centers) {
            "combine: the feature with fewer centers was expected first, got centers=${first.centers} and ${second.centers}; write b.combine(a)"
        }
        require(lMax >= 0) { "combine: lMax of at least 0 was expected, got lMax=$lMax" }
    }

    override val centers: Int get() = second.centers
    override val bodyOrder: Int get() = first.bodyOrder + second.bodyOrder - first.centers

    override fun toString(): String = "$first.combine($second, lMax = $lMax)"
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

/** A feature reduced to its strongest principal components, block by block. */
@Serializable
@SerialName("contraction")
public data class ContractionSpec(
    val source: FeatureSpec,
    val pca: Pca,
) : FeatureSpec {
    override val centers: Int get() = source.centers
    override val bodyOrder: Int get() = source.bodyOrder
    override val lMax: Int get() = source.lMax

    override fun toString(): String = "$source.contract($pca)"
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
