package ncenter.experiment

import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

/** Something an experiment shows of its results. Everything measured is in `results.json` anyway. */
@Serializable
public sealed interface Report

/** Train on the first 25, 50, ... structures too, and test each time on the same test set. */
@Serializable
@SerialName("learning_curve")
public data class LearningCurve(
    val sizes: List<Int>,
) : Report {
    init {
        require(sizes.isNotEmpty() && sizes.all { it >= 2 } && sizes == sizes.distinct().sorted()) {
            "learningCurve: ascending training sizes of at least 2 were expected, got $sizes; write learningCurve(25, 50, 100)"
        }
    }
}

/**
 * One row of the result table.
 *
 * @property lowest compare only so many eigenvalues of each structure, from the lowest; null for all
 */
@Serializable
@SerialName("error")
public data class ErrorRow(
    val quantity: String,
    val measure: String,
    val lowest: Int? = null,
) : Report

/**
 * How well differences inside pairs are predicted, next to the means of pairs: the structures of the test set are taken two by two.
 * A model that cannot tell the two structures of a pair apart has a normalized difference of exactly 1.
 */
@Serializable
@SerialName("pairs")
public data class PairErrors(
    val quantity: String,
) : Report
