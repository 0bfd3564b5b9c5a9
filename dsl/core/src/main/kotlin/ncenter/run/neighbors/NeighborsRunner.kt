package ncenter.run.neighbors

import ncenter.kernels.neighbors.NeighborSearch
import ncenter.kernels.neighbors.TypedPairs
import ncenter.labels.Labels
import ncenter.labels.TensorBlock
import ncenter.labels.TensorMap
import ncenter.plan.NeighborsStep
import ncenter.run.Chunk
import ncenter.run.PAIR_SAMPLES
import ncenter.run.Workers
import ncenter.run.forEachLargestFirst

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
        val found = arrayOfNulls<TypedPairs>(tasks.size)
        workers.forEach(tasks.size) { t ->
            val pairs = TypedPairs(elements.size)
            val own = tasks[t].map { searches[it.structure] ?: search(chunk, it.structure) }
            val types = tasks[t].map { typeIndices(chunk, it.structure) }
            for ((k, range) in tasks[t].withIndex()) pairs.expect(own[k], range.from, range.to, types[k])
            for ((k, range) in tasks[t].withIndex()) pairs.addAll(own[k], range.from, range.to, chunk.firstSystem + range.structure, types[k])
            found[t] = pairs
        }
        val blocks = arrayOfNulls<TensorBlock>(elements.size * elements.size)
        val parts = found.requireNoNulls()
        workers.forEachLargestFirst(blocks.indices, { k -> parts.sumOf { it.size(k / elements.size, k % elements.size).toLong() } }) { k ->
            blocks[k] = joined(parts, k / elements.size, k % elements.size)
        }
        val keys = elements.flatMap { a -> elements.map { b -> listOf(a, b) } }
        return TensorMap(Labels.of(KEY_NAMES, keys), blocks.map { it!! })
    }

    /** The pairs of all tasks with these types. */
    private fun joined(found: Array<TypedPairs>, first: Int, second: Int): TensorBlock {
        val size = found.sumOf { it.size(first, second) }
        val samples = IntArray(Math.multiplyExact(size, TypedPairs.WIDTH))
        val vectors = DoubleArray(3 * size)
        var row = 0
        for (pairs in found) {
            pairs.copyTo(first, second, samples, vectors, row)
            row += pairs.size(first, second)
        }
        return TensorBlock(vectors, Labels.of(PAIR_SAMPLES, samples), listOf(XYZ), DISTANCE)
    }

    private fun search(chunk: Chunk, s: Int): NeighborSearch {
        val structure = chunk.structures[s]
        return NeighborSearch(structure.storedPositions, structure.storedCell, structure.storedPeriodic, step.cutoff.inAngstrom)
    }

    private fun typeIndices(chunk: Chunk, s: Int): IntArray {
        val types = chunk.structures[s].storedTypes
        return IntArray(types.size) { indexOfType[types[it]] }
    }
}
