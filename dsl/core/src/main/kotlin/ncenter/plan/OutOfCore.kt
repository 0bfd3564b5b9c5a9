package ncenter.plan

import ncenter.spec.models.strengths
import kotlin.math.min

/**
 * How a ridge problem is solved whose equations do not fit into memory.
 *
 * @property sketch directions that the preconditioner of the conjugate gradients knows
 * @property columns systems (one per fold, strength and target) that are solved together
 * @property panel rows that are read together
 * @property bytes what all this takes
 */
public class IterativeSizes(
    public val sketch: Int,
    public val columns: Int,
    public val panel: Int,
    public val bytes: Long,
)

/** Columns of features that are in memory at once while a kernel is added up. */
public const val SLAB_COLUMNS: Int = 256

private const val MOST_SKETCH = 512
private const val MOST_COLUMNS = 512
private const val MOST_PANEL = 256
private const val FEWEST = 8

/** As much as half of the memory budget allows, and no less than what makes sense. */
public fun iterativeSizes(problem: RidgeProblem, plan: Plan, counts: SampleCounts): IterativeSizes {
    val q = width(problem, plan)
    val rows = counts.rows(problem.key)
    val solver = plan.spec.solver
    val systems = problem.targets.size.toLong() * maxOf(1, solver.folds * solver.strengths)
    var sketch = min(MOST_SKETCH.toLong(), min(q, rows)).toInt()
    var columns = min(MOST_COLUMNS.toLong(), systems).toInt()
    val panel = min(MOST_PANEL.toLong(), maxOf(1, rows)).toInt()
    fun bytes() = 8 * iterativeNumbers(q, problem.targets.size.toLong(), solver.folds + 1L, sketch, columns, panel)
    while (bytes() > plan.settings.memoryBytes / 2 && maxOf(sketch, columns) > FEWEST) {
        if (sketch >= columns) sketch = maxOf(1, sketch / 2) else columns = maxOf(1, columns / 2)
    }
    return IterativeSizes(sketch, columns, panel, bytes())
}

/** Means and products by fold; the preconditioner and what it is made of; eight vectors for each system; a panel of rows and what is made of it. */
private fun iterativeNumbers(q: Long, targets: Long, folds: Long, sketch: Int, columns: Int, panel: Int): Long = 2 * folds * q * (1 + targets) +
    5 * q * sketch + 3L * sketch * sketch + 9 * q * columns + panel * (q + maxOf(sketch, columns))

/** Bytes of the temporary file that holds the rows of a problem. */
internal fun fileBytes(problem: RidgeProblem, plan: Plan, counts: SampleCounts): Long = 8 * counts.rows(problem.key) * width(problem, plan)

/** Whether the rows of the problem wait in a temporary file. */
internal val RidgeForm.isSpilled: Boolean get() = this == RidgeForm.SPILLED_DUAL || this == RidgeForm.ITERATIVE
