package ncenter.model

import kotlinx.serialization.Serializable

/**
 * One number that says how good a prediction is.
 *
 * @property quantity what was compared: the reference's name, a block family or orbital pair of it, or `eigenvalues`
 * @property measure `mae`, `rmse`, or `mse/N` (mean over structures of the squared Frobenius error per orbital)
 * @property set `test` or `train`
 * @property train number of training structures
 * @property split name of the split
 */
@Serializable
public data class Metric(
    val quantity: String,
    val measure: String,
    val set: String,
    val train: Int,
    val value: Double,
    val unit: String,
    val split: String = "",
)
