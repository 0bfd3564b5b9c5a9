package ncenter.engine

import ncenter.plan.Choice
import ncenter.plan.IterationStep
import ncenter.plan.Plan
import ncenter.plan.routeOf
import ncenter.plan.rules.choosing
import ncenter.plan.smallest
import ncenter.run.correlations.FittedIteration
import ncenter.run.regression.FittedProblem
import kotlin.math.sqrt

/** Of the candidates of `auto` those with the smallest validation error, problem by problem; what only the others need is forgotten. */
internal fun Training.chosen(): Training {
    if (plan.candidates.isEmpty()) return this
    val competing = weights.filter { plan.spec.routeOf(it.problem).budget != null }.groupBy { it.problem.key }
    val choices = competing.map { (key, fits) ->
        val errors = fits.associate { it.problem.candidate to validationError(it) }
        Choice(key, errors, smallest(errors))
    }
    val kept = plan.choosing(choices)
    val fits = weights.associateBy { it.problem }
    return Training(kept, kept.regression.problems.map(fits::getValue), steps.of(kept), baseline, measures)
}

/** Root-mean-square validation error over all targets of a problem, which have equally many rows. */
internal fun validationError(fit: FittedProblem): Double = sqrt(fit.cvError.sumOf { it * it } / fit.cvError.size)

/** What the steps and blocks of [plan] need of this. */
private fun FittedSteps.of(plan: Plan): FittedSteps {
    val blocks = plan.featureSteps.associate { step -> step.id to step.blocks.map { it.key }.toSet() }
    val projections = projections.filterKeys(blocks::containsKey).mapValues { (step, found) -> found.filterKeys(blocks.getValue(step)::contains) }
    val iterations = plan.featureSteps.filterIsInstance<IterationStep>().associate { step ->
        val fit = iterations.getValue(step.id)
        val groups = step.blocks.map { it.group }.toSet()
        step.id to FittedIteration(fit.pairs.filterKeys(groups::contains), fit.matrices.filterKeys(blocks.getValue(step.id)::contains))
    }
    val columns = columns.filterKeys(blocks::containsKey).mapValues { (step, found) -> found.filterKeys(blocks.getValue(step)::contains) }
    return FittedSteps(projections, iterations, columns)
}
