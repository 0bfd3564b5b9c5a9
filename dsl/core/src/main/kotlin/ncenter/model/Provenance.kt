package ncenter.model

import kotlinx.serialization.Serializable

/**
 * Where a model comes from.
 *
 * @property library version of ncenter that trained it
 * @property dataDigest SHA-256 of the training structures and references
 * @property structures number of training structures
 * @property trainIndices their indices in the data set they were taken from, if a split was given
 * @property splitName how the split was made
 */
@Serializable
public data class Provenance(
    val library: String,
    val dataDigest: String,
    val structures: Int,
    val trainIndices: List<Int> = emptyList(),
    val splitName: String = "",
)
