package ncenter.run.correlations

import ncenter.plan.IterationBlock
import ncenter.plan.IterationStep
import ncenter.plan.PairGroup

/** This iteration without the pairs that no component of [step] is made of: where products are chosen and not combined, most are not. */
internal fun FittedIteration.onlyUsed(step: IterationStep): FittedIteration {
    val used = pairs.mapValues { (group, selected) -> usedPairs(group, selected, step.blocks.filter { it.group == group }) }
    val kept = pairs.mapValues { (group, selected) -> selected.only(used.getValue(group)) }
    val shorter = step.blocks.associate { block ->
        val rows = reaching(block).withIndex().filter { used.getValue(block.group)[it.value] }.map { it.index }
        block.key to matrices.getValue(block.key).only(rows, reaching(block).size)
    }
    return FittedIteration(kept, shorter)
}

/** Positions in the pairs of its group of those that reach [block], in the order of the rows of its matrix. */
private fun FittedIteration.reaching(block: IterationBlock): List<Int> {
    val selected = pairs.getValue(block.group)
    return (0 until selected.size).filter { block.group.candidates[selected.candidate[it]].reaches(block.key.lambda) }
}

private fun FittedIteration.usedPairs(group: PairGroup, selected: SelectedPairs, blocks: List<IterationBlock>): BooleanArray {
    check(blocks.all { it.group == group }) { "iteration: blocks of one group were expected (this is a bug, please report it)" }
    val used = BooleanArray(selected.size)
    for (block in blocks) {
        val matrix = matrices.getValue(block.key)
        reaching(block).forEachIndexed { row, pair -> if ((0 until matrix.rank).any { matrix.values[row * matrix.rank + it] != 0.0 }) used[pair] = true }
    }
    return used
}

private fun SelectedPairs.only(used: BooleanArray): SelectedPairs {
    val kept = used.indices.filter { used[it] }.toIntArray()
    fun part(column: IntArray) = IntArray(kept.size) { column[kept[it]] }
    return SelectedPairs(part(candidate), part(first), part(second))
}

/** The rows [rows] of the first [products], and all rows of old features behind them. */
private fun IterationMatrix.only(rows: List<Int>, products: Int): IterationMatrix {
    val all = rows + (products until height)
    return IterationMatrix(DoubleArray(all.size * rank) { values[all[it / rank] * rank + it % rank] }, all.size, rank)
}
