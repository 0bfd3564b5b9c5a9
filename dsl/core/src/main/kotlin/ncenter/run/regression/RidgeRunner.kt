package ncenter.run.regression

import ncenter.kernels.lanes.KernelForm
import ncenter.kernels.linalg.LinearAlgebra
import ncenter.kernels.linalg.RowProduct
import ncenter.kernels.regression.RidgeEquations
import ncenter.kernels.regression.RidgeSolution
import ncenter.labels.TensorBlock
import ncenter.plan.IterativeSizes
import ncenter.plan.RidgeForm
import ncenter.plan.RidgeProblem
import ncenter.plan.TargetBlock
import ncenter.run.Workers
import ncenter.run.asTasks
import ncenter.spec.models.Solver
import ncenter.spec.models.strengths
import kotlin.math.ln
import kotlin.math.pow

/** The fitted weights of one linear ridge problem; [weights] are `q x targets`, row-major, for features as they are. */
public class RidgeWeights(
    override val problem: RidgeProblem,
    override val weights: DoubleArray,
    override val intercepts: DoubleArray,
    override val alphas: DoubleArray,
    override val alphaAtEdge: BooleanArray,
    override val cvError: DoubleArray,
    override val meanSquaredNorm: Double,
    override val rows: Long,
) : FittedProblem {
    /** The weights, packed for multiplying rows of features. */
    internal val product: RowProduct by lazy {
        val targets = problem.targets.size
        RowProduct.of(KernelForm.chosen(), weights.size / targets, targets, weights)
    }
}

/** The ridge strengths that [solver] scans, ascending. */
public fun alphaGrid(solver: Solver): DoubleArray {
    val decades = ln(solver.largestAlpha / solver.smallestAlpha) / ln(10.0)
    val steps = solver.strengths - 1
    return DoubleArray(steps + 1) { if (steps == 0) solver.smallestAlpha else solver.smallestAlpha * 10.0.pow(decades * it / steps) }
}

/**
 * Collects features and targets of one ridge problem chunk by chunk, then solves it.
 *
 * @param iterative how much memory conjugate gradients may take, for problems that are solved by them
 */
public class RidgeRunner(
    override val problem: RidgeProblem,
    private val solver: Solver,
    streaming: Boolean,
    private val q: Int,
    rowsExpected: Long,
    private val linearAlgebra: LinearAlgebra,
    iterative: IterativeSizes? = null,
) : ProblemRunner {
    private val store: RowStore =
        if (problem.form == RidgeForm.PRIMAL && streaming) {
            StreamedRows(q, problem.targets.size, solver.folds, linearAlgebra)
        } else if (problem.form == RidgeForm.SPILLED_DUAL || problem.form == RidgeForm.ITERATIVE) {
            SpilledRows(q, problem.targets.size, solver.folds, rowsExpected, iterative, linearAlgebra)
        } else {
            KeptRows(q, problem.targets.size, solver.folds, rowsExpected, problem.form, linearAlgebra)
        }
    private val norm = MeanSquaredNorm()

    override fun add(features: TensorBlock, invariants: TensorBlock?, targets: Map<TargetBlock, DoubleArray>, foldOf: IntArray, workers: Workers) {
        norm.add(features)
        val y = interleave(problem.targets.map { targets.getValue(it) }, features.samples.size * features.componentSize)
        store.add(features.values, y, foldOf, features.componentSize, problem.intercept, workers.asTasks())
    }

    /** The weights; all zero if no structure has such a sample, as for an element that only the test set has. */
    override fun solve(workers: Workers): RidgeWeights {
        val grid = alphaGrid(solver)
        if (norm.rows == 0L) return nothingLearned(grid)
        val scale = if (norm.value > 0.0) norm.value else 1.0
        val solution = store.solve(DoubleArray(grid.size) { grid[it] * scale }, problem.intercept, workers.asTasks())
        return result(solution, grid, scale)
    }

    override fun close(): Unit = store.close()

    private fun nothingLearned(grid: DoubleArray): RidgeWeights {
        val n = problem.targets.size
        val alphas = DoubleArray(n) { grid.last() }
        return RidgeWeights(problem, DoubleArray(q * n), DoubleArray(n), alphas, BooleanArray(n), DoubleArray(n) { Double.NaN }, 1.0, 0)
    }

    private fun result(solution: RidgeSolution, grid: DoubleArray, scale: Double): RidgeWeights {
        val chosen = DoubleArray(problem.targets.size) { solution.alphas()[it] / scale }
        val errors =
            DoubleArray(problem.targets.size) { t ->
                kotlin.math.sqrt((solution.cvErrors()[t].minOrNull() ?: Double.NaN).coerceAtLeast(0.0))
            }
        return RidgeWeights(problem, solution.weights(), solution.intercepts(), chosen, solution.alphaAtEdge(), errors, scale, norm.rows)
    }
}

/** Mean over rows of the squared norm of a feature row: the unit of ridge strengths. */
private class MeanSquaredNorm {
    private var sum = 0.0
    var rows = 0L
        private set

    val value: Double get() = if (rows == 0L) 0.0 else sum / rows

    fun add(features: TensorBlock) {
        sum += RidgeEquations.squaredNorm(features.values)
        rows += features.samples.size.toLong() * features.componentSize
    }
}

/** Column t of the result is `columns[t]`. */
internal fun interleave(columns: List<DoubleArray>, rows: Int): DoubleArray {
    val y = DoubleArray(rows * columns.size)
    for ((t, column) in columns.withIndex()) for (r in 0 until rows) y[r * columns.size + t] = column[r]
    return y
}
