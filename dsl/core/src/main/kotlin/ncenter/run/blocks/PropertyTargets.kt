package ncenter.run.blocks

import ncenter.labels.Labels
import ncenter.plan.PropertyBlock

/** Takes the values of a property, per atom of one type or per structure; [rows] holds the numbers of each structure. */
public class PropertyTargets(
    private val rows: List<DoubleArray>,
    private val firstSystem: Int,
) {
    /** Values for [samples], `samples x components`. */
    public fun values(block: PropertyBlock, samples: Labels): DoubleArray {
        val components = 2 * block.lambda + 1
        val table = samples.values
        val width = samples.names.size
        val out = DoubleArray(samples.size * components)
        for (s in 0 until samples.size) {
            val row = if (block.type == null) 0 else table[s * width + 1]
            rows[table[s * width] - firstSystem].copyInto(out, s * components, row * components, (row + 1) * components)
        }
        return out
    }
}
