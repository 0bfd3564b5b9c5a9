package ncenter.run.regression

import ncenter.kernels.linalg.LinearAlgebra
import ncenter.kernels.linalg.Tasks
import ncenter.kernels.regression.RidgeIterative
import ncenter.kernels.regression.RidgeSolution
import ncenter.kernels.regression.RidgeSpilled
import ncenter.plan.IterativeSizes
import ncenter.plan.SLAB_COLUMNS

/**
 * Keeps features in a temporary file, and targets and folds in memory.
 *
 * @param iterative how much conjugate gradients may have in memory; null to solve in sample space
 */
internal class SpilledRows(
    q: Int,
    private val targets: Int,
    private val folds: Int,
    rowsExpected: Long,
    private val iterative: IterativeSizes?,
    private val linearAlgebra: LinearAlgebra,
) : RowStore {
    private val file = RowFile(q)
    private val rows = TargetRows(rowsExpected, targets)

    override fun add(x: DoubleArray, y: DoubleArray, foldOf: IntArray, components: Int, intercept: Boolean, tasks: Tasks) {
        file.append(x, foldOf.size * components)
        rows.add(y, foldOf, components)
    }

    override fun solve(alphas: DoubleArray, intercept: Boolean, tasks: Tasks): RidgeSolution = if (iterative == null) {
        RidgeSpilled.solve(file, rows.y, targets, rows.foldOfRow, folds, alphas, intercept, SLAB_COLUMNS, linearAlgebra, tasks)
    } else {
        val sizes = RidgeIterative.Sizes(iterative.sketch, iterative.columns, iterative.panel)
        RidgeIterative.solve(file, rows.y, targets, rows.foldOfRow, folds, alphas, intercept, sizes, linearAlgebra)
    }

    override fun close(): Unit = file.close()
}
