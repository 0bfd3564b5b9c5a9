package ncenter.plan

/** [steps] with those that are equal in all but their number kept once, numbered anew. */
internal fun shareSteps(steps: List<Step>): List<Step> {
    val renamed = mutableMapOf<Int, Int>()
    val seen = mutableMapOf<Step, Int>()
    val kept = mutableListOf<Step>()
    for (step in steps) {
        val id = kept.size + 1
        val candidate = step.numbered(id, renamed)
        val twin = seen.putIfAbsent(candidate.numbered(0, emptyMap()), id)
        renamed[step.id] = twin ?: id
        if (twin == null) kept += candidate
    }
    return kept
}

internal fun Step.numbered(id: Int, names: Map<Int, Int>): Step {
    val renamed = inputs.map { names[it] ?: it }
    return when (this) {
        is NeighborsStep -> copy(id = id)
        is DensityStep -> copy(id = id, inputs = renamed)
        is AtomicMatrixStep -> copy(id = id, inputs = renamed)
        is MatrixBlocksStep -> copy(id = id, inputs = renamed)
        is PairDensityStep -> copy(id = id, inputs = renamed)
        is ProductStep -> copy(id = id, inputs = renamed)
        is SumNeighborsStep -> copy(id = id, inputs = renamed)
        is NonlinearStep -> copy(id = id, inputs = renamed)
        is SumCentersStep -> copy(id = id, inputs = renamed)
        is JoinStep -> copy(id = id, inputs = renamed)
        is ContractStep -> copy(id = id, inputs = renamed)
        is IterationStep -> copy(id = id, inputs = renamed)
        is IndependentStep -> copy(id = id, inputs = renamed)
        is SymmetrizeStep -> copy(id = id, inputs = renamed)
        is TargetsStep -> copy(id = id)
        is RegressionStep -> {
            copy(
                id = id,
                inputs = renamed.distinct(),
                problems =
                problems.map {
                    it.copy(
                        features =
                        names[it.features] ?: it.features,
                    )
                },
            )
        }
        is AssemblyStep -> copy(id = id, inputs = renamed)
    }
}
