package ncenter.plan

/** Widths of the parts that the columns of block [key] of step [id] were joined from, in order; one part if nothing was joined. */
public fun columnGroups(plan: Plan, id: Int, key: FeatureKey): List<Int> {
    val step = plan.feature(id)
    val whole = listOf(step.blocks.first { it.key == key }.q)
    return when (step) {
        is JoinStep -> step.inputs.flatMap { input -> groupsOrNone(plan, input, key) }
        is SymmetrizeStep -> symmetrizedGroups(plan, step, key)
        else -> whole
    }
}

private fun groupsOrNone(plan: Plan, id: Int, key: FeatureKey): List<Int> = if (plan.feature(id).blocks.any { it.key == key }) columnGroups(plan, id, key) else emptyList()

private fun symmetrizedGroups(plan: Plan, step: SymmetrizeStep, key: FeatureKey): List<Int> {
    val forward = columnGroups(plan, step.inputs[0], key.copy(blockType = null))
    val both = step.blocks.first { it.key == key }.q > forward.sum()
    return if (both) forward + groupsOrNone(plan, step.inputs[0], key.copy(types = key.types.reversed(), blockType = null)) else forward
}
