package ncenter.plan.rules

import ncenter.plan.FeatureKey
import ncenter.plan.FeatureStep
import ncenter.plan.Plan
import ncenter.plan.keeping
import ncenter.plan.reads

/** Which keys of each feature step the regression itself reads. */
internal fun readByRegression(plan: Plan): Map<Int, Set<FeatureKey>> = plan.regression.problems
    .groupBy({ it.features }, { it.keys })
    .mapValues { it.value.flatten().toSet() }

/**
 * Drops blocks nobody reads, from the last step to the first.
 *
 * @param through whether the needs of this reader are known exactly; a reader that is not looked through needs everything
 * @param passes whether a key of a step may stay, given the keys its readers want
 */
internal fun restrict(plan: Plan, through: (FeatureStep) -> Boolean, passes: (key: FeatureKey, wanted: Set<FeatureKey>) -> Boolean): Plan {
    var current = plan
    val seeds = readByRegression(plan)
    for (step in plan.featureSteps.reversed()) {
        val readers = current.featureSteps.filter { step.id in it.inputs }
        if (readers.any { !through(it) }) continue
        val wanted = seeds[step.id].orEmpty() + readers.flatMap { wantedBy(it, step.id, current) }
        current = current.replacing(step.keeping { passes(it, wanted) })
    }
    return current
}

private fun wantedBy(reader: FeatureStep, source: Int, plan: Plan): List<FeatureKey> = reader.inputs.indices.filter { reader.inputs[it] == source }.flatMap { input ->
    reader.blocks.flatMap { reader.reads(it, input, plan) }
}

/** One line per step that lost blocks: keys before and after, values per sample before and after. */
internal fun differences(before: Plan, after: Plan): List<String> = before.featureSteps.mapNotNull { old ->
    val new = after.steps.firstOrNull { it.id == old.id } as? FeatureStep ?: return@mapNotNull null
    if (new.blocks.size == old.blocks.size) return@mapNotNull null
    val from = old.blocks.sumOf { it.q.toLong() * it.key.components }
    val to = new.blocks.sumOf { it.q.toLong() * it.key.components }
    "#${old.id} ${old.blocks.size} -> ${new.blocks.size} blocks, $from -> $to values per set of samples (${percent(from, to)})"
}

private fun percent(from: Long, to: Long): String {
    val tenths = if (from == 0L) 0 else Math.round((to - from) * 1000.0 / from)
    return "${if (tenths < 0) "-" else ""}${Math.abs(tenths) / 10}.${Math.abs(tenths) % 10} %"
}

internal fun rewriteBy(before: Plan, after: Plan, nothing: String): Rewrite {
    val notes = differences(before, after)
    return if (notes.isEmpty()) Rewrite(before, false, listOf(nothing)) else Rewrite(after, true, notes)
}
