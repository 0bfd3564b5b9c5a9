package ncenter.run.neighbors

import ncenter.kernels.neighbors.NeighborList
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
    public fun run(chunk: Chunk, workers: Workers): TensorMap {
        val lists = arrayOfNulls<NeighborList>(chunk.structures.size)
        workers.forEach(lists.size) { s -> lists[s] = search(chunk, s) }
        val index = elements.withIndex().associate { (k, type) -> type to k }
        val tables = collect(chunk, lists.requireNoNulls(), index)
        val keys = elements.flatMap { a -> elements.map { b -> listOf(a, b) } }
        return TensorMap(Labels.of(KEY_NAMES, keys), tables.map { it.block() })
    }

    private fun search(chunk: Chunk, s: Int): NeighborList {
        val structure = chunk.structures[s]
        return NeighborList.of(structure.positions, structure.cell, structure.periodic, step.cutoff.inAngstrom)
    }

    private fun collect(chunk: Chunk, lists: Array<NeighborList>, index: Map<Int, Int>): List<PairTable> {
        val n = elements.size
        val slots = lists.indices.map { s -> slotsOf(chunk.types(chunk.firstSystem + s), lists[s], index) }
        val sizes = IntArray(n * n)
        slots.forEach { list -> list.forEach { sizes[it]++ } }
        val tables = List(n * n) { PairTable(sizes[it]) }
        for ((s, list) in lists.withIndex()) {
            for (p in 0 until list.size()) tables[slots[s][p]].add(chunk.firstSystem + s, list, p)
        }
        return tables
    }

    private fun slotsOf(
        types: IntArray,
        list: NeighborList,
        index: Map<Int, Int>,
    ): IntArray = IntArray(list.size()) { p -> index.getValue(types[list.first[p]]) * elements.size + index.getValue(types[list.second[p]]) }
}

/** Pairs of one (first type, second type), filled in order. */
private class PairTable(
    size: Int,
) {
    private val samples = IntArray(size * 6)
    private val vectors = DoubleArray(size * 3)
    private var filled = 0

    fun add(system: Int, list: NeighborList, p: Int) {
        val at = filled * 6
        samples[at] = system
        samples[at + 1] = list.first[p]
        samples[at + 2] = list.second[p]
        list.shifts.copyInto(samples, at + 3, 3 * p, 3 * p + 3)
        list.vectors.copyInto(vectors, filled * 3, 3 * p, 3 * p + 3)
        filled++
    }

    fun block(): TensorBlock = TensorBlock(vectors, Labels.of(PAIR_SAMPLES, samples), listOf(XYZ), DISTANCE)
}
