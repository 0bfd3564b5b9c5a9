package ncenter.model

import ncenter.io.NpyArray
import ncenter.plan.ContractStep
import ncenter.plan.FeatureBlock
import ncenter.plan.FeatureKey
import ncenter.plan.FeatureStep
import ncenter.plan.IndependentBlock
import ncenter.plan.Plan
import ncenter.spec.features.isSelection

// Properties that steps keep, in model files: their numbers, checked against the plan on reading.

internal fun columnForms(columns: Map<Int, Map<FeatureKey, IntArray>>, arrays: MutableMap<String, NpyArray>): List<ColumnsForm> = columns.flatMap { (step, blocks) ->
    blocks.map { (key, found) -> ColumnsForm(step, key.row, arrays.store(NpyArray.of(LongArray(found.size) { found[it].toLong() }, 1, found.size))) }
}

internal fun columns(form: ModelForm, plan: Plan, archive: ArchiveReader): Map<Int, Map<FeatureKey, IntArray>> = form.columns.groupBy { it.step }.mapValues { (id, blocks) ->
    val step = plan.feature(id)
    step.blocks.associate { block -> block.key to columns(blocks.first { it.key == block.key.row }, block, widthBefore(step, block, plan), archive) }
}

private fun columns(form: ColumnsForm, block: FeatureBlock, width: Int, archive: ArchiveReader): IntArray {
    val array = archive.array(form.array)
    val found = if (array.isInteger && array.shape.toList() == listOf(1, block.q)) array.toIntArray() else IntArray(0)
    val ascending = found.indices.all { found[it] in 0 until width && (it == 0 || found[it] > found[it - 1]) }
    require(found.size == block.q && ascending) {
        "load: ${block.q} ascending numbers below $width were expected for ${block.key}, got shape ${array.shape.toList()} with ${found.take(SHOWN)}; " +
            "the file was written by another version, train again"
    }
    return found
}

private const val SHOWN = 5

/** How many properties those of [block] are chosen from. */
private fun widthBefore(step: FeatureStep, block: FeatureBlock, plan: Plan): Int = (block as? IndependentBlock)?.columns
    ?: (step as? ContractStep)?.takeIf { it.contraction.isSelection }?.let { plan.feature(it.inputs[0]).blocks.first { input -> input.key == block.key }.q }
    ?: throw IllegalArgumentException("load: a step that keeps columns was expected at step ${step.id}, got another step; the file was written by another version, train again")
