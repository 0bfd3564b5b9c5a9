package ncenter.plan

import ncenter.labels.Labels
import ncenter.spec.targets.BlockType

/** What the centers of a tuple are called in labels. */
public val ORDINALS: List<String> = listOf("first", "second", "third", "fourth", "fifth", "sixth")

/**
 * Names one block of features.
 *
 * @property lambda angular order; the block has components mu = -lambda..lambda
 * @property sigma +1: transforms like Y_lambda under inversion; -1: with the opposite sign
 * @property types atomic numbers of the centers; empty for structures
 * @property blockType set once a pair feature has been symmetrized for a family of matrix blocks
 */
public data class FeatureKey(
    val lambda: Int,
    val sigma: Int,
    val types: List<Int>,
    val blockType: BlockType? = null,
) {
    /** Number of components, 2 lambda + 1. */
    val components: Int get() = 2 * lambda + 1

    /** The key as a row of a `TensorMap`. */
    val row: List<Int> get() = listOf(lambda, sigma) + types + listOfNotNull(blockType?.code)

    /** Whether the angular parts are equal. */
    public fun sameAngular(other: FeatureKey): Boolean = lambda == other.lambda && sigma == other.sigma

    public companion object {
        /** Column names of the keys of features on [centers] atoms. */
        public fun names(centers: Int, symmetrized: Boolean): List<String> = listOf("o3_lambda", "o3_sigma") +
            when (centers) {
                0 -> emptyList()
                1 -> listOf("center_type")
                else -> ORDINALS.take(centers).map { "${it}_atom_type" }
            } + (if (symmetrized) listOf("block_type") else emptyList())
    }
}

/** One block that a step puts out: its key and what its properties mean. Values come later. */
public open class FeatureBlock(
    public val key: FeatureKey,
    public val properties: Labels,
) {
    /** Number of properties. */
    public val q: Int get() = properties.size

    // Property values are lazy and can be huge: names and size decide.
    override fun equals(other: Any?): Boolean = other is FeatureBlock && other.key == key && other.q == q && other.properties.names == properties.names

    override fun hashCode(): Int = key.hashCode() * 31 + q

    override fun toString(): String = "$key: $q"
}

/**
 * One pair of input blocks that a product couples into an output block.
 *
 * @property offset first property of the term in the output block
 * @property size number of properties of the term
 * @property packed the term is a block with itself; only unordered property pairs are kept
 * @property weight sqrt 2 where the term stands for itself and its mirror image, else 1
 */
public data class ProductTerm(
    val first: FeatureKey,
    val second: FeatureKey,
    val offset: Int,
    val size: Int,
    val packed: Boolean,
    val weight: Double,
)

/** An output block of a product with the terms it is made of. */
public class ProductBlock(
    key: FeatureKey,
    properties: Labels,
    public val terms: List<ProductTerm>,
) : FeatureBlock(key, properties)
