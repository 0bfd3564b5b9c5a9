package ncenter

import ncenter.experiment.ErrorRow
import ncenter.experiment.LearningCurve
import ncenter.experiment.PairErrors
import ncenter.spec.targets.MatrixSpec
import ncenter.spec.targets.PropertySpec
import ncenter.spec.targets.TargetSpec

/** Train on the first so many structures too, and test each time on the same test set. */
public fun learningCurve(vararg sizes: Int): LearningCurve = LearningCurve(sizes.toList())

/** The eigenvalues of a Hamiltonian as something to report on; [lowest] keeps only so many of each structure. */
public class Eigenvalues internal constructor(
    internal val lowest: Int?,
)

/** The eigenvalues of this matrix, all or the [lowest] so many. */
@JvmOverloads
public fun MatrixSpec.eigenvalues(lowest: Int? = null): Eigenvalues {
    require(lowest == null || lowest >= 1) { "eigenvalues: at least one level was expected, got lowest = $lowest" }
    return Eigenvalues(lowest)
}

/** Root-mean-square error of a target. */
public fun rmse(target: TargetSpec): ErrorRow = ErrorRow(target.reference, "rmse")

/** Root-mean-square error of eigenvalues, in meV. */
public fun rmse(eigenvalues: Eigenvalues): ErrorRow = ErrorRow("eigenvalues", "rmse", eigenvalues.lowest)

/** Root-mean-square error of a property relative to its standard deviation over the test set. */
public fun relativeRmse(target: PropertySpec): ErrorRow = ErrorRow(target.reference, "relative rmse")

/** Errors of the mean and of the difference of every two consecutive test structures. */
public fun pairErrors(target: PropertySpec): PairErrors = PairErrors(target.reference)

/** Mean absolute error of a target. */
public fun mae(target: TargetSpec): ErrorRow = ErrorRow(target.reference, "mae")

/** Mean absolute error of eigenvalues, in meV. */
public fun mae(eigenvalues: Eigenvalues): ErrorRow = ErrorRow("eigenvalues", "mae", eigenvalues.lowest)
