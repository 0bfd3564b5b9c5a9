package ncenter.run.neighbors

import ncenter.kernels.neighbors.NeighborList
import ncenter.kernels.neighbors.NeighborSearch
import ncenter.labels.Labels
import ncenter.labels.TensorBlock
import ncenter.labels.TensorMap
import ncenter.plan.NeighborsStep
import ncenter.run.Chunk
import ncenter.run.PAIR_SAMPLES
import ncenter.run.Workers

private val KEY_NAMES = listOf("first_atom_type", "second_atom_type")
private val XYZ = Labels.of(listOf("xyz"), intArrayOf(0, 1, 2))
private val DISTANCE = Labels.of(listOf("distance"), intArrayOf(0))

/**
 * Finds the pairs of a chunk: one block per (first type, second type), values r_j + T - r_i in angstrom as components x, y, z.
 * Both directions are there; samples are ordered by (system, first atom, second atom, shift).
 */
public class NeighborsRunner(
    private val step: NeighborsStep,
    private val elements: List<Int>,
) {
    private val indexOfType = IntArray((elements.maxOrNull() ?: 0) + 1) { elements.indexOf(it) }

    public fun run(chunk: Chunk, workers: Workers): TensorMap {
        val tasks = atomRanges(chunk)
        val searches = arrayOfNulls<NeighborSearch>(chunk.structures.size)
        val split = tasks.filter { it.size == 1 && it[0].from == 0 }.map { it[0].structure }
        workers.forEach(split.size) { k -> searches[split[k]] = search(chunk, split[k]) }
        val found = arrayOfNulls<List<FoundPairs>>(tasks.size)
        workers.forEach(tasks.size) { t ->
            found[t] = tasks[t].map { range ->
                val search = searches[range.structure] ?: search(chunk, range.structure)
                FoundPairs(search.pairs(range.from, range.to), chunk.firstSystem + range.structure, typeIndices(chunk, range.structure), elements.size)
            }
        }
        val tables = PairTables(found.requireNoNulls().asList(), elements.size)
        workers.forEach(tasks.size) { t -> tables.fill(t) }
        val keys = elements.flatMap { a -> elements.map { b -> listOf(a, b) } }
        return TensorMap(Labels.of(KEY_NAMES, keys), tables.blocks())
    }

    private fun search(chunk: Chunk, s: Int): NeighborSearch {
        val structure = chunk.structures[s]
        return NeighborSearch(structure.storedPositions, structure.storedCell, structure.storedPeriodic, step.cutoff.inAngstrom)
    }

    private fun typeIndices(chunk: Chunk, s: Int): IntArray {
        val types = chunk.structures[s].storedTypes
        return IntArray(types.size) { indexOfType[types[it]] }
    }

    private class FoundPairs(
        val list: NeighborList,
        val system: Int,
        /** Index of the type of each atom among the elements. */
        val types: IntArray,
        private val elements: Int,
    ) {
        fun slot(p: Int): Int = types[list.first[p]] * elements + types[list.second[p]]
    }

    /** The tables of all (first type, second type). Each task knows where its pairs go, so that tasks fill them side by side. */
    private class PairTables(
        private val found: List<List<FoundPairs>>,
        elements: Int,
    ) {
        private val starts = Array(found.size) { IntArray(elements * elements) }
        private val samples: List<IntArray>
        private val vectors: List<DoubleArray>

        init {
            val sizes = IntArray(elements * elements)
            for ((t, lists) in found.withIndex()) {
                sizes.copyInto(starts[t])
                for (pairs in lists) for (p in 0 until pairs.list.size()) sizes[pairs.slot(p)]++
            }
            samples = sizes.map { IntArray(Math.multiplyExact(it, PAIR_SAMPLES.size)) }
            vectors = sizes.map { DoubleArray(3 * it) }
        }

        fun fill(task: Int) {
            for (pairs in found[task]) fill(pairs, starts[task])
        }

        private fun fill(pairs: FoundPairs, next: IntArray) {
            val first = pairs.list.first
            val second = pairs.list.second
            val shifts = pairs.list.shifts
            val from = pairs.list.vectors
            for (p in first.indices) {
                val slot = pairs.slot(p)
                val row = next[slot]++
                val sample = samples[slot]
                val vector = vectors[slot]
                sample[6 * row] = pairs.system
                sample[6 * row + 1] = first[p]
                sample[6 * row + 2] = second[p]
                sample[6 * row + 3] = shifts[3 * p]
                sample[6 * row + 4] = shifts[3 * p + 1]
                sample[6 * row + 5] = shifts[3 * p + 2]
                vector[3 * row] = from[3 * p]
                vector[3 * row + 1] = from[3 * p + 1]
                vector[3 * row + 2] = from[3 * p + 2]
            }
        }

        fun blocks(): List<TensorBlock> = samples.indices.map { k -> TensorBlock(vectors[k], Labels.of(PAIR_SAMPLES, samples[k]), listOf(XYZ), DISTANCE) }
    }
}
