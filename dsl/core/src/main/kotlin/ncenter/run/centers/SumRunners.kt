package ncenter.run.centers

import ncenter.labels.Labels
import ncenter.labels.TensorBlock
import ncenter.labels.TensorMap
import ncenter.plan.FeatureKey
import ncenter.plan.FeatureStep
import ncenter.plan.SumCentersStep
import ncenter.plan.SumNeighborsStep
import ncenter.run.Chunk
import ncenter.run.Workers
import ncenter.run.emptyBlock
import ncenter.run.tensorMap

/** Adds up pair features over the second atom; each type of the second atom keeps its own properties. */
public class SumNeighborsRunner(
    private val step: SumNeighborsStep,
) {
    public fun run(chunk: Chunk, pairs: TensorMap, workers: Workers): TensorMap {
        val blocks = step.blocks.map { emptyBlock(it, chunk.samples(it.key.types[0])) }
        workers.forEach(blocks.size) { k ->
            val key = step.blocks[k].key
            sum(step, key, pairs, blocks[k], key.types[0]) { chunk.rowsOf(it, 1) }
        }
        return tensorMap(step, blocks)
    }
}

/** Adds up atom features over the atoms of a structure; each center type keeps its own properties. */
public class SumCentersRunner(
    private val step: SumCentersStep,
) {
    public fun run(chunk: Chunk, atoms: TensorMap, workers: Workers): TensorMap {
        val systems = Labels.range("system", chunk.firstSystem, chunk.firstSystem + chunk.structures.size - 1)
        val blocks = step.blocks.map { emptyBlock(it, systems) }
        workers.forEach(blocks.size) { k ->
            sum(step, step.blocks[k].key, atoms, blocks[k], null) { samples ->
                IntArray(samples.size) { samples.values[it * samples.names.size] - chunk.firstSystem }
            }
        }
        return tensorMap(step, blocks)
    }
}

/** Adds all source blocks of [key] into [out], each at its own columns, in the order of [FeatureStep.blocks]. */
private fun sum(step: FeatureStep, key: FeatureKey, source: TensorMap, out: TensorBlock, type: Int?, rowsOf: (Labels) -> IntArray) {
    var offset = 0
    for (k in source.blocks.indices) {
        val row = source.keys.row(k)
        if (row[0] != key.lambda || row[1] != key.sigma || (type != null && row[2] != type)) continue
        addRows(source.blocks[k], rowsOf(source.blocks[k].samples), out, offset)
        offset += source.blocks[k].properties.size
    }
    check(offset == out.properties.size) {
        "${step::class.simpleName}: ${out.properties.size} properties were announced, got $offset (this is a bug, please report it)"
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
