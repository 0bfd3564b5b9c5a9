package ncenter.plan.rules

import ncenter.plan.Candidate
import ncenter.plan.Choice
import ncenter.plan.Plan
import ncenter.plan.RidgeProblem
import ncenter.plan.cost
import ncenter.plan.family
import ncenter.plan.refusal
import ncenter.plan.routeOf
import ncenter.spec.models.Route

// Not rules: what `auto` leaves out or does not choose changes values. Steps keep their numbers, so that what was fitted for them still fits.

/** [plan] with costs of the candidates of `auto`, and without those above their budget. */
internal fun withinBudget(plan: Plan): Plan {
    val routes = plan.spec.routes.filter { it.budget != null }
    if (routes.isEmpty()) return plan
    val candidates = routes.flatMap { route -> route.candidates.indices.map { candidate(plan, route, it) } }
    for (route in routes) refuseNone(route, candidates.filter { it.blockTypes == route.blockTypes })
    val out = candidates.filter { it.leftOut != null }.map { it.blockTypes to it.number }.toSet()
    val kept = if (out.isEmpty()) plan else plan.keepingProblems { (plan.spec.routeOf(it).blockTypes to it.candidate) !in out }
    return kept.with(candidates = candidates)
}

private fun candidate(plan: Plan, route: Route, number: Int): Candidate {
    val candidate = Candidate(route.blockTypes, number, route.candidates[number])
    val counts = plan.counts ?: return candidate
    val alone = plan.keepingProblems { it.candidate == number && it.key.family in route.blockTypes }
    val cost = cost(alone, counts)
    return candidate.copy(seconds = cost.seconds, bytes = cost.bytes, leftOut = checkNotNull(route.budget).refusal(cost))
}

private fun refuseNone(route: Route, candidates: List<Candidate>) {
    require(candidates.any { it.leftOut == null }) {
        val names = candidates.joinToString("; ") { "candidate ${it.number + 1}: ${it.leftOut}" }
        "auto: at least one candidate within the budget was expected for ${route.blockTypes.joinToString("/")}, got none ($names); raise the budget, or put a cheaper candidate first"
    }
}

/** The plan of what was chosen: every problem with the candidate that serves it, and only the steps and blocks these need. */
internal fun Plan.choosing(choices: List<Choice>): Plan {
    val chosen = choices.associate { it.key to it.chosen }
    return keepingProblems { problem -> chosen[problem.key]?.let { it == problem.candidate } ?: (spec.routeOf(problem).budget == null) }.with(choices = choices)
}

/** The plan with those problems that [wanted] accepts, and only the steps and blocks they need. */
private fun Plan.keepingProblems(wanted: (RidgeProblem) -> Boolean): Plan {
    val problems = regression.problems.filter(wanted)
    val lost = regression.problems.flatMap { it.targets } - problems.flatMap { it.targets }.toSet()
    val inputs = (problems.map { it.features } + targets.id).distinct()
    val step = regression.copy(problems = problems, inputs = inputs, unreachable = (regression.unreachable + lost).distinct())
    val needed = inputs.toMutableSet()
    for (earlier in steps.reversed()) if (earlier.id in needed) needed += earlier.inputs
    val pruned = with(steps.filter { it.id in needed || it.id >= step.id }).replacing(step)
    return restrict(pruned, { true }) { key, keys -> key in keys }
}
