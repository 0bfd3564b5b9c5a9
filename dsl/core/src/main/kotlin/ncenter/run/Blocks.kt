package ncenter.run

import ncenter.labels.Labels
import ncenter.labels.TensorBlock
import ncenter.labels.TensorMap
import ncenter.plan.FeatureBlock
import ncenter.plan.FeatureKey
import ncenter.plan.FeatureStep

/** A zero-filled spherical block for the announced [block] and these [samples], with other [properties] than the announced ones if they were chosen later. */
internal fun emptyBlock(block: FeatureBlock, samples: Labels, properties: Labels = block.properties): TensorBlock {
    val size = values(block, samples, properties)
    require(size <= Int.MAX_VALUE - 8) {
        "memory: at most ${Int.MAX_VALUE} values in one block were expected, got $size for ${block.key}; lower the memory budget so that chunks are smaller, or contract"
    }
    return TensorBlock(DoubleArray(size.toInt()), samples, listOf(Labels.mu(block.key.lambda)), properties)
}

private fun values(block: FeatureBlock, samples: Labels, properties: Labels): Long = samples.size.toLong() * block.key.components * properties.size

/**
 * Zero-filled blocks for all of [blocks], the largest first; [samples] are those of a block. Allocated by all threads: the JVM clears memory on the
 * thread that asks for it, which may take half as long as the values.
 */
internal fun emptyBlocks(blocks: List<FeatureBlock>, workers: Workers, samples: (Int) -> Labels): List<TensorBlock> {
    val rows = List(blocks.size, samples)
    val made = arrayOfNulls<TensorBlock>(blocks.size)
    workers.forEachLargestFirst(blocks.indices, { values(blocks[it], rows[it], blocks[it].properties) }) { made[it] = emptyBlock(blocks[it], rows[it]) }
    return made.requireNoNulls().toList()
}

/** Values of a block that the last cache of a processor may keep: 16 MB. */
private const val CACHED_VALUES = 2L * 1024 * 1024

/**
 * The announced [blocks] for their [samples], which the tasks of [workers] fill, at most [tile] samples of a block at a time. Blocks that a cache may keep
 * are allocated one by one, so many ahead as there are other threads: memory that the JVM has just cleared is still there when it is filled, and nobody
 * waits for it. Larger ones are allocated before, by all threads.
 */
internal fun filledBlocks(
    blocks: List<FeatureBlock>,
    samples: List<Labels>,
    tile: Int,
    workers: Workers,
    properties: List<Labels> = blocks.map { it.properties },
    fill: (block: Int, from: Int, to: Int, out: TensorBlock) -> Unit,
): List<TensorBlock> {
    val made = blocks.indices.map { k -> lazy { emptyBlock(blocks[k], samples[k], properties[k]) } }
    val ahead = workers.threads - 1
    val early = blocks.indices.filter { it < ahead || values(blocks[it], samples[it], properties[it]) > CACHED_VALUES }
    workers.forEach(early.size) { made[early[it]].value }
    workers.forEachTile(samples.map { it.size }, tile) { k, from, to ->
        if (from == 0) made.getOrNull(k + ahead)?.value
        fill(k, from, to, made[k].value)
    }
    return made.map { it.value }
}

/** The blocks of [step] as a labelled map. */
internal fun tensorMap(step: FeatureStep, blocks: List<TensorBlock>): TensorMap {
    val symmetrized = step.blocks.any { it.key.blockType != null }
    // A sum that keeps its types apart has more types in its keys than centers.
    val types = step.blocks.firstOrNull()?.key?.types?.size ?: step.centers
    return TensorMap(Labels.of(FeatureKey.names(types, symmetrized), step.blocks.map { it.key.row }), blocks)
}
