package ncenter.run.centers

import ncenter.labels.Labels
import ncenter.labels.TensorMap
import ncenter.run.Chunk
import ncenter.run.tupleSamples

/** The samples that are left after a sum over the last atom of pairs or tuples, and which of them each tuple belongs to. */
internal class SumSamples private constructor(
    val samples: Labels,
    private val chunk: Chunk,
) {
    private val width = samples.names.size
    private val rows: Map<List<Int>, Int> by lazy { (0 until samples.size).associateBy { samples.row(it) } }

    /** For each of [tuples], the row of its leading atoms. */
    fun rowsOf(tuples: Labels): IntArray {
        if (width == 2) return chunk.rowsOf(tuples, 1)
        val stride = tuples.names.size
        val found = IntArray(tuples.size)
        for (row in 0 until tuples.size) {
            // Tuples come grouped by their leading atoms: look up only where those change.
            found[row] = if (row > 0 && sameLeading(tuples.values, row * stride, (row - 1) * stride, width)) found[row - 1] else lookUp(tuples, row)
        }
        return found
    }

    private fun lookUp(tuples: Labels, row: Int): Int {
        val name = List(width) { tuples.values[row * tuples.names.size + it] }
        return rows[name] ?: error("sumNeighbors: the tuple $name was expected among the samples, got none (this is a bug, please report it)")
    }

    companion object {
        /**
         * The samples of centers of these [types]: all atoms, or every leading tuple of [tuples] in its order. Each atom is its own
         * neighbor under a sum, so that the tuples whose last atom has the type of the first name every leading tuple.
         */
        fun of(types: List<Int>, chunk: Chunk, tuples: TensorMap): SumSamples {
            if (types.size == 1) return SumSamples(chunk.samples(types[0]), chunk)
            val source = tuples.blocks[
                (0 until tuples.keys.size).first { tuples.keys.row(it).subList(2, 3 + types.size) == types + types[0] },
            ].samples
            val names = tupleSamples(types.size)
            val kept = (0 until source.size).filter { it == 0 || !sameLeading(source.values, it * source.names.size, (it - 1) * source.names.size, names.size) }
            val table = IntArray(kept.size * names.size) { source.values[kept[it / names.size] * source.names.size + it % names.size] }
            return SumSamples(Labels.of(names, table), chunk)
        }
    }
}

private fun sameLeading(table: IntArray, at: Int, other: Int, width: Int): Boolean = (0 until width).all { table[at + it] == table[other + it] }
