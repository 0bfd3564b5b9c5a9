package ncenter.spec.features

import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

/**
 * How a feature is reduced, block by block (per lambda, sigma and types): all components mu of a property stay together, and what is learned
 * from training structures is learned from the rows of all samples and mu.
 */
@Serializable
public sealed interface Contraction {
    /** How many properties are kept of a block. */
    public val components: Int

    /** How many are kept where lambda = 0; as many as elsewhere if null. */
    public val invariants: Int?

    /** How many training structures it is learned from, evenly spread over the set; all of them if null. */
    public val structures: Int?

    /** How many properties are kept of a block of this angular order. */
    public fun kept(lambda: Int): Int = if (lambda == 0) invariants ?: components else components
}

/** Whether properties are kept as they are, not combined. */
public val Contraction.isSelection: Boolean get() = this !is Pca

/** Keep the [components] strongest principal components of every block (uncentered). */
@Serializable
@SerialName("pca")
public data class Pca(
    override val components: Int,
    override val invariants: Int? = null,
    override val structures: Int? = null,
) : Contraction {
    init {
        checkContraction("pca", "component", this)
    }

    override fun toString(): String = contractionText("pca", this)
}

/**
 * Keep the [components] properties of every block that the others are best combined from (CUR): the one with the largest component of the
 * leading singular vector of the training rows, which is then taken off all of them, and so on with what is left.
 */
@Serializable
@SerialName("cur")
public data class Cur(
    override val components: Int,
    override val invariants: Int? = null,
    override val structures: Int? = null,
) : Contraction {
    init {
        checkContraction("cur", "property", this)
    }

    override fun toString(): String = contractionText("cur", this)
}

/** Keep [components] properties of every block that are far from each other, as columns of the training rows; the longest first. */
@Serializable
@SerialName("fps")
public data class Fps(
    override val components: Int,
    override val invariants: Int? = null,
    override val structures: Int? = null,
) : Contraction {
    init {
        checkContraction("fps", "property", this)
    }

    override fun toString(): String = contractionText("fps", this)
}

private fun checkContraction(name: String, what: String, contraction: Contraction) {
    val (invariants, structures) = contraction.invariants to contraction.structures
    require(contraction.components >= 1) { "$name: at least one $what was expected, got ${contraction.components}" }
    require(invariants == null || invariants >= 1) { "$name: at least one invariant was expected, got invariants = $invariants" }
    require(structures == null || structures >= 1) { "$name: at least one structure was expected, got structures = $structures" }
}

private fun contractionText(name: String, contraction: Contraction): String = "$name(${contraction.components}" +
    (contraction.invariants?.let { ", invariants = $it" } ?: "") +
    (contraction.structures?.let { ", structures = $it" } ?: "") + ")"
