package ncenter.plan.explain

import ncenter.plan.Candidate
import ncenter.plan.Choice
import ncenter.plan.FeatureKey
import ncenter.plan.Plan
import ncenter.plan.family
import ncenter.plan.readableBytes
import ncenter.plan.readableSeconds
import ncenter.structures.Elements
import java.util.Locale

/** What a regression problem is called in texts and files: `OnSite O (1,+1)`. */
public fun problemName(key: FeatureKey): String {
    val types = key.types.joinToString("-", transform = Elements::symbol).ifEmpty { "structure" }
    return "${key.family} $types (${key.lambda},${if (key.sigma > 0) "+1" else "-1"})"
}

/** What `auto` chooses from, with estimated costs, and after training what it chose and why; empty without `auto`. */
internal fun candidateText(plan: Plan): String {
    if (plan.candidates.isEmpty()) return ""
    val routes = plan.candidates.groupBy { it.blockTypes }.map { (blockTypes, candidates) ->
        val budget = plan.spec.routes.first { it.blockTypes == blockTypes }.budget
        val choices = plan.choices.filter { it.key.family in blockTypes }
        val head = "  ${blockTypes.joinToString("/")}: smallest validation error per problem, each candidate within $budget"
        (listOf(head) + candidates.map(::candidateLine) + errorTable(choices)).joinToString("\n")
    }
    return routes.joinToString("\n", "candidates  costs are estimates for one core of a fast server, so that they are the same everywhere\n")
}

private fun candidateLine(candidate: Candidate): String {
    val seconds = candidate.seconds
    val bytes = candidate.bytes
    val cost = if (seconds == null || bytes == null) "cost needs a data set" else "${readableSeconds(seconds)}, ${readableBytes(bytes)}"
    return "    ${candidate.number + 1}  $cost${candidate.leftOut?.let { "; left out: $it" } ?: ""}  ${candidate.features}"
}

/** One row per problem, one column per candidate, the chosen one marked. */
private fun errorTable(choices: List<Choice>): List<String> {
    if (choices.isEmpty()) return emptyList()
    val width = choices.maxOf { problemName(it.key).length }
    return choices.map { choice ->
        val errors = choice.errors.entries.sortedBy { it.key }.joinToString("  ") { (number, error) ->
            val text = if (error.isNaN()) "nothing to learn from" else String.format(Locale.ROOT, "%.3e", error)
            "${number + 1}: $text${if (number == choice.chosen) "*" else " "}"
        }
        "    ${problemName(choice.key).padEnd(width)}  $errors".trimEnd()
    }
}
