package ncenter.run.regression

import ncenter.kernels.linalg.LinearAlgebra
import ncenter.kernels.linalg.Tasks
import ncenter.kernels.regression.NormalEquations
import ncenter.kernels.regression.RidgeDual
import ncenter.kernels.regression.RidgeEquations
import ncenter.kernels.regression.RidgePrimal
import ncenter.kernels.regression.RidgeSolution
import ncenter.plan.REFLECTED_ROWS
import ncenter.plan.RidgeForm

/** Where the rows of a ridge problem go while structures stream by. */
internal interface RowStore : AutoCloseable {
    /**
     * Adds the rows of a chunk: features x (rows x q), targets y (rows x targets).
     *
     * @param foldOf fold of each sample; a sample has [components] rows
     * @param tasks take parts of the work
     */
    fun add(x: DoubleArray, y: DoubleArray, foldOf: IntArray, components: Int, intercept: Boolean, tasks: Tasks)

    /**
     * @param alphas absolute ridge strengths, ascending
     * @param tasks take parts of the work
     */
    fun solve(alphas: DoubleArray, intercept: Boolean, tasks: Tasks): RidgeSolution

    /** Gives up what is not memory. */
    override fun close(): Unit = Unit
}

/** Targets and folds of rows, as many as expected, in memory. */
internal class TargetRows(
    rowsExpected: Long,
    private val targets: Int,
) {
    val size: Int = Math.toIntExact(rowsExpected)
    val y = DoubleArray(Math.multiplyExact(size, targets))
    val foldOfRow = IntArray(size)

    /** Rows so far. */
    var filled: Int = 0
        private set

    /** @param foldOf fold of each sample; a sample has [components] rows */
    fun add(y: DoubleArray, foldOf: IntArray, components: Int) {
        y.copyInto(this.y, filled * targets)
        for (row in 0 until foldOf.size * components) foldOfRow[filled + row] = foldOf[row / components]
        filled += foldOf.size * components
    }
}

/** Folds rows into normal equations at once; memory does not grow with the number of structures. */
internal class StreamedRows(
    private val q: Int,
    private val targets: Int,
    private val folds: Int,
    private val linearAlgebra: LinearAlgebra,
) : RowStore {
    private var equations: RidgeEquations? = null

    override fun add(x: DoubleArray, y: DoubleArray, foldOf: IntArray, components: Int, intercept: Boolean, tasks: Tasks) {
        if (foldOf.isEmpty()) return
        val open = equations ?: start(x, y, foldOf.size * components, intercept).also { equations = it }
        tasks.forEach(folds) { fold ->
            forEachRun(foldOf, fold) { from, to ->
                val row = from * components
                open.add(fold, x, row * q, q, y, row * targets, targets, (to - from) * components, linearAlgebra, tasks)
            }
        }
    }

    /** The samples of [fold], as ranges of neighbors: those of a structure follow one another. */
    private inline fun forEachRun(foldOf: IntArray, fold: Int, use: (from: Int, to: Int) -> Unit) {
        var from = 0
        while (from < foldOf.size) {
            var to = from
            while (to < foldOf.size && foldOf[to] == fold) to++
            if (to > from) use(from, to)
            from = to + 1
        }
    }

    /** The mean of the first chunk is close to the mean of all: shifting by it keeps centering accurate. */
    private fun start(x: DoubleArray, y: DoubleArray, rows: Int, intercept: Boolean): RidgeEquations = if (intercept) {
        NormalEquations(
            q,
            targets,
            folds,
            RidgeEquations.columnMeans(x, rows, q),
            RidgeEquations.columnMeans(y, rows, targets),
        )
    } else {
        NormalEquations(q, targets, folds)
    }

    override fun solve(
        alphas: DoubleArray,
        intercept: Boolean,
        tasks: Tasks,
    ): RidgeSolution = RidgePrimal.solve(checkNotNull(equations) { "ridge: rows were expected before solve (this is a bug, please report it)" }, alphas, intercept, linearAlgebra)
}

/** Keeps all rows, for problems with more features than rows. Rows that come all at once are not copied. */
internal class KeptRows(
    private val q: Int,
    private val targets: Int,
    private val folds: Int,
    rowsExpected: Long,
    private val form: RidgeForm,
    private val linearAlgebra: LinearAlgebra,
) : RowStore {
    private val rows = TargetRows(rowsExpected, targets)
    private var x = NONE

    override fun add(x: DoubleArray, y: DoubleArray, foldOf: IntArray, components: Int, intercept: Boolean, tasks: Tasks) {
        if (foldOf.size * components == rows.size) {
            this.x = x
        } else {
            if (rows.filled == 0) this.x = DoubleArray(Math.multiplyExact(rows.size, q))
            x.copyInto(this.x, rows.filled * q)
        }
        rows.add(y, foldOf, components)
    }

    override fun solve(alphas: DoubleArray, intercept: Boolean, tasks: Tasks): RidgeSolution = when (form) {
        RidgeForm.DUAL -> RidgeDual.solve(x, rows.y, rows.filled, q, targets, rows.foldOfRow, folds, alphas, intercept, REFLECTED_ROWS, linearAlgebra, tasks)
        RidgeForm.KERNEL, RidgeForm.SPILLED_DUAL, RidgeForm.ITERATIVE -> error("ridge: a linear problem in memory was expected (this is a bug, please report it)")
        RidgeForm.PRIMAL -> {
            val streamed = StreamedRows(q, targets, folds, linearAlgebra)
            streamed.add(x, rows.y, rows.foldOfRow, 1, intercept, tasks)
            streamed.solve(alphas, intercept, tasks)
        }
    }

    private companion object {
        val NONE = DoubleArray(0)
    }
}
