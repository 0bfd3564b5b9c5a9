package ncenter.audit

import ncenter.degenerate.Environment
import ncenter.plan.NeighborsStep
import ncenter.run.Chunk
import ncenter.run.Workers
import ncenter.run.neighbors.NeighborsRunner
import ncenter.structures.Structure
import ncenter.units.Length
import kotlin.math.abs
import kotlin.random.Random

/** All atoms of a structure with what lies within [radius] angstrom, periodic images included. */
internal fun surroundings(structure: Structure, radius: Double, system: Int): Map<Place, Environment> {
    val pairs = NeighborsRunner(NeighborsStep(0, Length.ofAngstrom(radius)), structure.elements).run(Chunk(listOf(structure), 0), Workers)
    val types = List(structure.size) { mutableListOf<Int>() }
    val vectors = List(structure.size) { mutableListOf<Double>() }
    for (k in pairs.blocks.indices) {
        val block = pairs.blocks[k]
        val width = block.samples.names.size
        for (s in 0 until block.samples.size) {
            val atom = block.samples.values[s * width + 1]
            types[atom] += pairs.keys.row(k)[1]
            for (axis in 0..2) vectors[atom] += block.values[3 * s + axis]
        }
    }
    return (0 until structure.size).associate {
        Place(system, it) to Environment(types[it].toIntArray(), vectors[it].toDoubleArray(), structure.type(it))
    }
}

/**
 * Compares all environments of one center type with each other without looking at every pair: those with equal invariants have equal
 * values of any function of them, so that sorting by one such value brings them together.
 */
internal class OwnStructures(
    private val environments: List<Named>,
    private val settings: AuditSettings,
    private val judge: (String, Named, Named) -> Judged,
) {
    private val weights = mutableListOf<Double>()
    private val random = Random(1)

    /** The pairs that are not told apart and not congruent. Of congruent environments only the first takes part. */
    fun search(): List<Judged> {
        val sorted = environments.map { it to value(it.descriptor) }.sortedBy { it.second.value }
        val found = mutableListOf<Judged>()
        val kept = ArrayDeque<Pair<Named, Value>>()
        for (candidate in sorted) {
            val (named, value) = candidate
            while (kept.isNotEmpty() && value.value - kept.first().second.value > settings.tolerance * maxOf(value.scale, kept.first().second.scale)) kept.removeFirst()
            var isCopy = false
            for ((other, _) in kept) {
                if (difference(other.descriptor, named.descriptor).isSeen(settings.tolerance)) continue
                val judged = judge("structures", other, named)
                if (judged.verdict.congruent) isCopy = true else found += judged
                if (isCopy) break
            }
            if (!isCopy) kept += candidate
        }
        return found
    }

    private class Value(
        val value: Double,
        val scale: Double,
    )

    /** A linear function of the invariants, summed over pairs, and how much it can change where they change by their own size. */
    private fun value(descriptor: Descriptor): Value {
        var value = 0.0
        var squares = 0.0
        var weight = 0.0
        for (tuple in descriptor.tuples) {
            for ((k, x) in tuple.invariants.withIndex()) {
                while (weights.size <= k) weights += random.nextDouble()
                value += weights[k] * x
                squares += x * x
                weight += abs(weights[k]) * abs(weights[k])
            }
        }
        return Value(value, kotlin.math.sqrt(squares * weight))
    }
}
