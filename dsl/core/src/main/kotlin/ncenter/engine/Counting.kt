package ncenter.engine

import ncenter.plan.NeighborsStep
import ncenter.plan.SampleCounts
import ncenter.run.Chunk
import ncenter.run.Workers
import ncenter.run.neighbors.NeighborsRunner
import ncenter.structures.Structure
import ncenter.units.Length

/** Counts atoms and neighbor pairs of [structures] within [cutoff]: what sizes and memory are computed from. */
internal fun countSamples(structures: List<Structure>, cutoff: Length, workers: Workers): SampleCounts {
    val counts = arrayOfNulls<SampleCounts>(structures.size)
    workers.forEach(structures.size) { s -> counts[s] = countOne(structures[s], cutoff) }
    return total(counts.requireNoNulls().toList())
}

private fun countOne(structure: Structure, cutoff: Length): SampleCounts {
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
    return SampleCounts(1, atoms.mapValues { it.value.toLong() }, pairCounts.toMap())
}

private fun total(counts: List<SampleCounts>): SampleCounts {
    val atoms = merge(counts.map { it.atoms }, Long::plus)
    val pairs = merge(counts.map { it.pairs }, Long::plus)
    val largest = SampleCounts(1, merge(counts.map { it.atoms }, ::maxOf), merge(counts.map { it.pairs }, ::maxOf))
    return SampleCounts(counts.size.toLong(), atoms, pairs, largest)
}

private fun <K> merge(maps: List<Map<K, Long>>, operation: (Long, Long) -> Long): Map<K, Long> = buildMap {
    for (map in maps) for ((key, value) in map) merge(key, value, operation)
}
