package ncenter.run.correlations

import ncenter.labels.Labels
import ncenter.labels.TensorBlock
import ncenter.plan.Attach
import ncenter.plan.ProductStep
import ncenter.run.Chunk
import ncenter.run.tupleSamples

/**
 * Samples of a product, and the row of each factor that belongs to each of them.
 *
 * @property first,second null: the factor has the same samples
 */
internal class FactorRows(
    val samples: Labels,
    val first: IntArray? = null,
    val second: IntArray? = null,
)

/** How the samples of [first] and [second], blocks of one kind of centers, meet in [step]. */
internal fun factorRows(step: ProductStep, chunk: Chunk, first: TensorBlock, second: TensorBlock): FactorRows = when (step.attach) {
    Attach.SAME -> FactorRows(second.samples)
    Attach.FIRST_ATOM -> FactorRows(second.samples, first = leadingRows(chunk, second.samples, first.samples))
    Attach.SECOND_ATOM -> FactorRows(second.samples, first = chunk.rowsOf(second.samples, 2))
    Attach.UNDER_FIRST -> FactorRows(first.samples, second = chunk.rowsOf(first.samples, 1))
    Attach.NEW_CENTER -> newCenters(step, chunk, first.samples, second.samples)
}

/** For each tuple, the row of [leading] that holds its first atoms. */
private fun leadingRows(chunk: Chunk, tuples: Labels, leading: Labels): IntArray {
    val width = leading.names.size
    if (width == 2) return chunk.rowsOf(tuples, 1)
    val rows = HashMap<List<Int>, Int>(leading.size * 2)
    for (row in 0 until leading.size) rows[leading.row(row)] = row
    return IntArray(tuples.size) { row ->
        val name = List(width) { tuples.values[row * tuples.names.size + it] }
        rows[name] ?: error("product: features of the leading atoms $name were expected, got none (this is a bug, please report it)")
    }
}

/** Every tuple of [tuples] with every second atom of [pairs] that its first atom has: tuples in order, then pairs in order. */
private fun newCenters(step: ProductStep, chunk: Chunk, tuples: Labels, pairs: Labels): FactorRows {
    val byAtom = PairsByAtom(chunk, pairs)
    val atoms = chunk.rowsOf(tuples, 1)
    val table = TupleTable(tuples, pairs)
    for (tuple in 0 until tuples.size) {
        byAtom.forEach(atoms[tuple]) { pair ->
            if (step.selfPairs || !table.has(tuple, pair)) table.add(tuple, pair)
        }
    }
    return table.rows(tupleSamples(step.centers))
}

/** Rows of a pair table by their first atom. */
private class PairsByAtom(
    chunk: Chunk,
    pairs: Labels,
) {
    private val atoms = chunk.rowsOf(pairs, 1)
    private val start = IntArray((atoms.maxOrNull() ?: -1) + 2)
    private val order = IntArray(pairs.size)

    init {
        for (atom in atoms) start[atom + 1]++
        for (atom in 1 until start.size) start[atom] += start[atom - 1]
        val next = start.copyOf()
        for (pair in 0 until pairs.size) order[next[atoms[pair]]++] = pair
    }

    inline fun forEach(atom: Int, action: (Int) -> Unit) {
        if (atom + 1 < start.size) for (k in start[atom] until start[atom + 1]) action(order[k])
    }
}

/** Grows the samples (tuple, new atom, its shift) and the rows they come from. */
private class TupleTable(
    private val tuples: Labels,
    private val pairs: Labels,
) {
    private val width = tuples.names.size
    private var first = IntArray(16)
    private var second = IntArray(16)
    private var size = 0

    fun add(tuple: Int, pair: Int) {
        if (size == first.size) {
            first = first.copyOf(2 * size)
            second = second.copyOf(2 * size)
        }
        first[size] = tuple
        second[size++] = pair
    }

    /** Whether the second atom of [pair], image included, is in the tuple already. The first atom has no shift. */
    fun has(tuple: Int, pair: Int): Boolean {
        val at = tuple * width
        val atom = pair * PAIR_WIDTH + 2
        if (isSelf(atom)) return true
        return (2 until width step CENTER_WIDTH).any { c -> (0 until CENTER_WIDTH).all { tuples.values[at + c + it] == pairs.values[atom + it] } }
    }

    private fun isSelf(atom: Int): Boolean = pairs.values[atom] == pairs.values[atom - 1] && (1..3).all { pairs.values[atom + it] == 0 }

    fun rows(names: List<String>): FactorRows {
        val table = IntArray(size * names.size)
        for (row in 0 until size) {
            tuples.values.copyInto(table, row * names.size, first[row] * width, first[row] * width + width)
            val atom = second[row] * PAIR_WIDTH + 2
            pairs.values.copyInto(table, row * names.size + width, atom, atom + CENTER_WIDTH)
        }
        return FactorRows(Labels.of(names, table), first.copyOf(size), second.copyOf(size))
    }

    private companion object {
        /** System, first atom, second atom, three shifts. */
        const val PAIR_WIDTH = 6

        /** An atom and its three shifts. */
        const val CENTER_WIDTH = 4
    }
}
