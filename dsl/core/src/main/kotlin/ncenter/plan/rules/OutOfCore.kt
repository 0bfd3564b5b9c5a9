package ncenter.plan.rules

import ncenter.plan.Plan
import ncenter.plan.RidgeForm
import ncenter.plan.RidgeProblem
import ncenter.plan.SampleCounts
import ncenter.plan.estimateMemory
import ncenter.plan.fileBytes
import ncenter.plan.keptBytes
import ncenter.plan.readableBytes
import ncenter.plan.solveBytes
import ncenter.plan.width
import ncenter.structures.Elements

/**
 * Linear problems with equations too large for the memory budget keep their rows in a temporary file: with more features than rows their kernel is
 * added up from there, otherwise conjugate gradients read the rows as often as they need. The solution is the same.
 */
public object OutOfCore : Rule {
    override val name: String get() = "out-of-core"

    override fun rewrite(plan: Plan): Rewrite {
        val counts = plan.counts ?: return Rewrite(plan, false, listOf("needs a data set: the number of rows is not known"))
        val budget = plan.settings.memoryBytes
        if (estimateMemory(plan, counts, 1).peak <= budget) return Rewrite(plan, false, listOf("the equations of every problem fit into memory"))
        var current = plan
        val notes = mutableListOf<String>()
        while (estimateMemory(current, counts, 1).peak > budget) {
            val (large, spilled) = largest(current, counts) ?: break
            notes += note(large, spilled, current, counts)
            current = current.replacing(current.regression.copy(problems = current.regression.problems.map { if (it === large) spilled else it }))
        }
        return if (notes.isEmpty()) Rewrite(plan, false, listOf("rows in temporary files would not help")) else Rewrite(current, true, notes)
    }

    /** The problem that takes most memory among those that take less with their rows in a file, and what it becomes. */
    private fun largest(plan: Plan, counts: SampleCounts): Pair<RidgeProblem, RidgeProblem>? = plan.regression.problems
        .filter { it.form == RidgeForm.PRIMAL || it.form == RidgeForm.DUAL }
        .map { it to spilled(it, plan, counts) }
        .filter { (before, after) -> bytes(after, plan, counts) < bytes(before, plan, counts) }
        .maxByOrNull { (before, _) -> bytes(before, plan, counts) }

    private fun spilled(problem: RidgeProblem, plan: Plan, counts: SampleCounts): RidgeProblem {
        val dual = problem.copy(form = RidgeForm.SPILLED_DUAL)
        val fits = problem.form == RidgeForm.DUAL && bytes(dual, plan, counts) <= plan.settings.memoryBytes
        return if (fits) dual else problem.copy(form = RidgeForm.ITERATIVE)
    }

    private fun bytes(problem: RidgeProblem, plan: Plan, counts: SampleCounts) = keptBytes(problem, plan, counts) + solveBytes(problem, plan, counts)

    private fun note(before: RidgeProblem, after: RidgeProblem, plan: Plan, counts: SampleCounts): String {
        val how = if (after.form == RidgeForm.ITERATIVE) "conjugate gradients for all strengths, targets and folds at once, relative residual 1e-11" else "kernel added up from columns"
        val types = before.key.types.joinToString("-", transform = Elements::symbol).ifEmpty { "structure" }
        return "#${before.features} $types (${before.key.lambda},${if (before.key.sigma > 0) "+1" else "-1"}), ${counts.rows(before.key)} rows of ${width(before, plan)} features: ${readableBytes(bytes(before, plan, counts))} -> " +
            "${readableBytes(bytes(after, plan, counts))}, rows in a temporary file of ${readableBytes(fileBytes(before, plan, counts))}; $how"
    }
}
