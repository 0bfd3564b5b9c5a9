package ncenter.plan

/** The step with only those blocks whose key passes. */
internal fun FeatureStep.keeping(wanted: (FeatureKey) -> Boolean): FeatureStep = when (this) {
    is DensityStep -> copy(blocks = blocks.filter { wanted(it.key) })
    is PairDensityStep -> copy(blocks = blocks.filter { wanted(it.key) })
    is MatrixBlocksStep -> copy(blocks = blocks.filter { wanted(it.key) })
    is ProductStep -> copy(blocks = blocks.filter { wanted(it.key) })
    is SumNeighborsStep -> copy(blocks = blocks.filter { wanted(it.key) })
    is NonlinearStep -> copy(blocks = blocks.filter { wanted(it.key) })
    is SumCentersStep -> copy(blocks = blocks.filter { wanted(it.key) })
    is JoinStep -> copy(blocks = blocks.filter { wanted(it.key) })
    is ContractStep -> copy(blocks = blocks.filter { wanted(it.key) })
    is IterationStep -> copy(blocks = blocks.filter { wanted(it.key) })
    is IndependentStep -> copy(blocks = blocks.filter { wanted(it.key) })
    is SymmetrizeStep -> copy(blocks = blocks.filter { wanted(it.key) })
}

/** Whether each output block is made of input blocks of the same (lambda, sigma). */
internal val FeatureStep.keepsAngular: Boolean get() = this !is ProductStep && this !is IndependentStep && this !is IterationStep && this !is NonlinearStep

/** Which keys of input [input] (position in `inputs`) are read for the output block [block]. */
internal fun FeatureStep.reads(block: FeatureBlock, input: Int, plan: Plan): Set<FeatureKey> = reads(block, input, plan::feature)

/** Which keys of input [input] are read for the output block [block], with [stepOf] finding a feature step by its id. */
internal fun FeatureStep.reads(block: FeatureBlock, input: Int, stepOf: (Int) -> FeatureStep): Set<FeatureKey> = when (this) {
    is DensityStep, is PairDensityStep, is MatrixBlocksStep -> emptySet()
    is ProductStep -> (block as ProductBlock).terms.flatMap { term -> operands(term, input) }.toSet()
    is IndependentStep -> (block as IndependentBlock).terms.flatMap { term -> operands(term, input) }.toSet()
    is IterationStep -> operands(block as IterationBlock, input)
    is SumNeighborsStep -> inputKeys(stepOf, input) { sums(it, block.key) }
    is NonlinearStep -> inputKeys(stepOf, input) { it.lambda == 0 && it.types == block.key.types }
    is SumCentersStep -> inputKeys(stepOf, input) { it.sameAngular(block.key) }
    is JoinStep, is ContractStep -> inputKeys(stepOf, input) { it == block.key }
    is SymmetrizeStep -> {
        inputKeys(stepOf, input) {
            it.sameAngular(block.key) &&
                (it.types == block.key.types || readsReversed(it, block.key))
        }
    }
}

private fun SymmetrizeStep.readsReversed(
    candidate: FeatureKey,
    wanted: FeatureKey,
): Boolean = unlikePairs == ncenter.spec.models.UnlikePairs.BOTH_DIRECTIONS && candidate.types == wanted.types.reversed()

private fun FeatureStep.operands(
    term: ProductTerm,
    input: Int,
): List<FeatureKey> = if (inputs[0] == inputs[1]) listOf(term.first, term.second) else listOf(if (input == 0) term.first else term.second)

/** Whether the block [source] is one of those that are summed into the block [key]. */
public fun SumNeighborsStep.sums(source: FeatureKey, key: FeatureKey): Boolean = source == key ||
    !apart && source.sameAngular(key) && source.types.take(centers) == key.types

/** All candidates, also those that cannot reach the block: which pairs are selected must not depend on which blocks are kept. */
private fun IterationStep.operands(block: IterationBlock, input: Int): Set<FeatureKey> = when (input) {
    0 -> block.group.candidates.map { it.first }.toSet()
    1 -> block.group.candidates.map { it.second }.toSet()
    else -> if (block.old.any { it.input == input }) setOf(block.key) else emptySet()
}

private fun FeatureStep.inputKeys(stepOf: (Int) -> FeatureStep, input: Int, wanted: (FeatureKey) -> Boolean): Set<FeatureKey> = stepOf(inputs[input])
    .blocks
    .map { it.key }
    .filter(wanted)
    .toSet()
