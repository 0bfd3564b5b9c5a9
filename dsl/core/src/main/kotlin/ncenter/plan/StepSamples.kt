package ncenter.plan

/** Number of samples of [block], which [step] puts out. */
internal fun Plan.samples(step: FeatureStep, block: FeatureBlock, counts: SampleCounts): Long {
    // A sum that keeps types apart has more types in its keys than centers.
    val key = block.key.let { if (it.types.size > step.centers) it.copy(types = it.types.take(step.centers)) else it }
    val self = key.types.size == 2 && key.types[0] == key.types[1] && pairsItself(step)
    return counts.samples(key) + if (self) counts.atoms[key.types[0]] ?: 0 else 0
}

/** Number of rows of [block]: samples times components. */
internal fun Plan.rows(step: FeatureStep, block: FeatureBlock, counts: SampleCounts): Long = samples(step, block, counts) * block.key.components

/** Whether the first two atoms of a sample of [step] may be one and the same, as under a sum over the second. */
private fun Plan.pairsItself(step: FeatureStep): Boolean = when (step) {
    is PairDensityStep -> step.selfPairs
    is MatrixBlocksStep -> step.selfPairs
    is DensityStep, is IndependentStep, is SumCentersStep, is SymmetrizeStep -> false
    is ProductStep -> step.centers >= 2 && step.inputs.take(if (step.attach == Attach.NEW_CENTER) 1 else 2).any { pairsItself(feature(it)) }
    is IterationStep, is SumNeighborsStep, is NonlinearStep, is JoinStep, is ContractStep -> step.centers >= 2 && step.inputs.any { pairsItself(feature(it)) }
}
