package ncenter.model

import kotlin.math.abs
import kotlin.math.sqrt

/** Running sums of errors. [weight] lets one entry stand for its mirror image too. */
internal class ErrorSum {
    private var count = 0.0
    private var absolute = 0.0
    private var squared = 0.0

    val isEmpty: Boolean get() = count == 0.0
    val mae: Double get() = absolute / count
    val rmse: Double get() = sqrt(squared / count)

    fun add(error: Double, weight: Int = 1) {
        count += weight
        absolute += weight * abs(error)
        squared += weight * error * error
    }
}
