package ncenter.model

import ncenter.io.NpyArray
import ncenter.plan.IterationStep
import ncenter.plan.PairGroup
import ncenter.plan.Plan
import ncenter.run.correlations.FittedIteration
import ncenter.run.correlations.IterationMatrix
import ncenter.run.correlations.SelectedPairs

// Iterations in model files: pairs as tables of integers, matrices as they are. Everything is checked against the plan on reading.

internal fun iterationForm(step: Int, fit: FittedIteration, arrays: MutableMap<String, NpyArray>): IterationForm {
    val groups =
        fit.pairs.map { (group, pairs) ->
            val table = LongArray(3 * pairs.size) { k -> listOf(pairs.candidate, pairs.first, pairs.second)[k % 3][k / 3].toLong() }
            PairsForm(group.types, group.sigma, group.invariant, arrays.store(NpyArray.of(table, pairs.size, 3)))
        }
    val blocks = fit.matrices.map { (key, matrix) -> MatrixForm(key.row, arrays.store(NpyArray.of(matrix.values, matrix.height, matrix.rank))) }
    return IterationForm(step, groups, blocks)
}

internal fun iteration(form: IterationForm, plan: Plan, archive: ArchiveReader): FittedIteration {
    val step = plan.feature(form.step)
    require(step is IterationStep) { "load: an iteration was expected at step ${form.step}, got another step; the file was written by another version, train again" }
    val pairs = step.blocks.map { it.group }.distinct().associateWith { pairs(form, it, archive) }
    val matrices =
        step.blocks.map { it.key }.associateWith { key ->
            val array = archive.array(form.blocks.first { it.key == key.row }.array)
            require(array.shape.size == 2) { "load: a matrix was expected for $key, got shape ${array.shape.toList()}; train again" }
            IterationMatrix(array.doubles, array.shape[0], array.shape[1])
        }
    return FittedIteration(pairs, matrices).also { it.check(step) }
}

private fun pairs(form: IterationForm, group: PairGroup, archive: ArchiveReader): SelectedPairs {
    val found = form.groups.first { it.types == group.types && it.sigma == group.sigma && it.invariant == group.invariant }
    val array = archive.array(found.array)
    require(array.shape.size == 2 && array.shape[1] == 3 && array.isInteger) {
        "load: a table of 3 integer columns was expected for the pairs of sigma=${group.sigma}, got shape ${array.shape.toList()}; train again"
    }
    val table = array.toIntArray()
    val columns = List(3) { c -> IntArray(array.shape[0]) { table[3 * it + c] } }
    return SelectedPairs(columns[0], columns[1], columns[2])
}
