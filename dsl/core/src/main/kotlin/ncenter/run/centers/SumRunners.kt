package ncenter.run.centers

import ncenter.labels.Labels
import ncenter.labels.TensorBlock
import ncenter.labels.TensorMap
import ncenter.plan.FeatureKey
import ncenter.plan.FeatureStep
import ncenter.plan.SumCentersStep
import ncenter.plan.SumNeighborsStep
import ncenter.plan.sums
import ncenter.run.Chunk
import ncenter.run.Workers
import ncenter.run.emptyBlock
import ncenter.run.tensorMap

/** Adds up features of pairs or tuples over their last atom; each type of that atom keeps its own properties, or its own block. */
public class SumNeighborsRunner(
    private val step: SumNeighborsStep,
) {
    public fun run(chunk: Chunk, tuples: TensorMap, workers: Workers): TensorMap {
        val targets = step.blocks.map { it.key.types.take(step.centers) }.distinct().associateWith { SumSamples.of(it, chunk, tuples) }
        val blocks = step.blocks.map { emptyBlock(it, targets.getValue(it.key.types.take(step.centers)).samples) }
        workers.forEach(blocks.size) { k ->
            val key = step.blocks[k].key
            val target = targets.getValue(key.types.take(step.centers))
            sum(step, key, tuples, blocks[k], { step.sums(featureKey(it), key) }, target::rowsOf)
        }
        return tensorMap(step, blocks)
    }

    private fun featureKey(row: List<Int>) = FeatureKey(row[0], row[1], row.drop(2))
}

/** Adds up atom features over the atoms of a structure; each center type keeps its own properties. */
public class SumCentersRunner(
    private val step: SumCentersStep,
) {
    public fun run(chunk: Chunk, atoms: TensorMap, workers: Workers): TensorMap {
        val systems = Labels.range("system", chunk.firstSystem, chunk.firstSystem + chunk.structures.size - 1)
        val blocks = step.blocks.map { emptyBlock(it, systems) }
        workers.forEach(blocks.size) { k ->
            val key = step.blocks[k].key
            sum(step, key, atoms, blocks[k], { it[0] == key.lambda && it[1] == key.sigma }) { samples ->
                IntArray(samples.size) { samples.values[it * samples.names.size] - chunk.firstSystem }
            }
        }
        return tensorMap(step, blocks)
    }
}

/** Adds all source blocks whose key is [wanted] into [out], each at its own columns, in the order of [FeatureStep.blocks]. */
private fun sum(
    step: FeatureStep,
    key: FeatureKey,
    source: TensorMap,
    out: TensorBlock,
    wanted: (List<Int>) -> Boolean,
    rowsOf: (Labels) -> IntArray,
) {
    var offset = 0
    for (k in source.blocks.indices) {
        if (!wanted(source.keys.row(k))) continue
        addRows(source.blocks[k], rowsOf(source.blocks[k].samples), out, offset)
        offset += source.blocks[k].properties.size
    }
    check(offset == out.properties.size) {
        "${step::class.simpleName} $key: ${out.properties.size} properties were announced, got $offset (this is a bug, please report it)"
    }
}

private fun addRows(from: TensorBlock, rows: IntArray, to: TensorBlock, offset: Int) {
    val width = from.properties.size
    val stride = to.properties.size
    val components = from.componentSize
    for (s in 0 until from.samples.size) {
        for (c in 0 until components) {
            val read = (s * components + c) * width
            val write = (rows[s] * components + c) * stride + offset
            for (p in 0 until width) to.values[write + p] += from.values[read + p]
        }
    }
}
