package ncenter.engine

import ncenter.labels.TensorMap
import ncenter.plan.NeighborsStep
import ncenter.plan.SampleCounts
import ncenter.plan.StructureCounts
import ncenter.run.Chunk
import ncenter.run.Workers
import ncenter.run.neighbors.NeighborsRunner
import ncenter.structures.Structure
import ncenter.units.Length

/** Counts atoms, neighbor pairs and tuples of up to [centers] atoms of [structures] within [cutoff]: what sizes and memory are computed from. */
internal fun countSamples(structures: List<Structure>, cutoff: Length, workers: Workers, centers: Int = 2): SampleCounts {
    val counts = arrayOfNulls<SampleCounts>(structures.size)
    workers.forEach(structures.size) { s -> counts[s] = countOne(structures[s], cutoff, centers) }
    return StructureCounts(counts.requireNoNulls().toList()).total()
}

private fun countOne(structure: Structure, cutoff: Length, centers: Int): SampleCounts {
    val atoms =
        structure.types
            .toList()
            .groupingBy { it }
            .eachCount()
    val elements = atoms.keys.sorted()
    val pairs = NeighborsRunner(NeighborsStep(0, cutoff), elements).run(Chunk(listOf(structure), 0), Workers)
    val pairCounts =
        elements.flatMap { a ->
            elements.map { b ->
                (a to b) to
                    pairs
                        .block(listOf(a, b))
                        .samples.size
                        .toLong()
            }
        }
    return SampleCounts(1, atoms.mapValues { it.value.toLong() }, pairCounts.toMap(), tuples = countTuples(structure, elements, pairs, centers))
}

/** Ordered tuples of 3 to [centers] atoms by their types: each center with all combinations of its neighbors, itself included. */
private fun countTuples(structure: Structure, elements: List<Int>, pairs: TensorMap, centers: Int): Map<List<Int>, Long> {
    if (centers < 3) return emptyMap()
    val types = structure.types
    val neighbors = elements.associateWith { b -> LongArray(types.size) { if (types[it] == b) 1 else 0 } }
    for (a in elements) {
        for (b in elements) {
            val samples = pairs.block(listOf(a, b)).samples
            for (row in 0 until samples.size) neighbors.getValue(b)[samples.values[row * samples.names.size + 1]]++
        }
    }
    val counts = mutableMapOf<List<Int>, Long>()
    for (atom in types.indices) addTuples(listOf(types[atom]), 1, elements.associateWith { neighbors.getValue(it)[atom] }, centers, counts)
    return counts
}

private fun addTuples(types: List<Int>, count: Long, neighbors: Map<Int, Long>, centers: Int, counts: MutableMap<List<Int>, Long>) {
    if (types.size >= 3) counts.merge(types, count, Long::plus)
    if (types.size == centers || count == 0L) return
    for ((type, number) in neighbors) addTuples(types + type, count * number, neighbors, centers, counts)
}
