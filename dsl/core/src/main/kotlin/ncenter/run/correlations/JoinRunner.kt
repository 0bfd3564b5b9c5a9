package ncenter.run.correlations

import ncenter.labels.TensorBlock
import ncenter.labels.TensorMap
import ncenter.plan.JoinStep
import ncenter.run.emptyBlock
import ncenter.run.tensorMap

/** Puts the properties of several features side by side. */
public class JoinRunner(
    private val step: JoinStep,
) {
    public fun run(parts: List<TensorMap>): TensorMap {
        val blocks =
            step.blocks.map { block ->
                val found = parts.mapNotNull { it.blockOrNull(block.key.row) }
                emptyBlock(block, found.first().samples).also { side(found, it) }
            }
        return tensorMap(step, blocks)
    }

    private fun side(parts: List<TensorBlock>, out: TensorBlock) {
        var offset = 0
        for (part in parts) {
            check(part.samples == out.samples) { "join: equal samples were expected in all parts (this is a bug, please report it)" }
            copyProperties(part, out, offset)
            offset += part.properties.size
        }
    }
}

/** Copies all rows of [from] into the columns of [to] that start at [offset]. */
private fun copyProperties(from: TensorBlock, to: TensorBlock, offset: Int) {
    val width = from.properties.size
    val stride = to.properties.size
    for (row in 0 until from.samples.size * from.componentSize) {
        from.values.copyInto(to.values, row * stride + offset, row * width, (row + 1) * width)
    }
}
