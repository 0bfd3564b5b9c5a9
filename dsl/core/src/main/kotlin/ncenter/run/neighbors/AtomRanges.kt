package ncenter.run.neighbors

import ncenter.run.Chunk

/** Atoms whose neighbors one task finds: many small structures, or a part of a large one. */
private const val ATOMS_PER_TASK = 256

/** A large structure is cut into at most this many parts: each part costs scratch as long as the structure. */
private const val MOST_PARTS = 64

/** Atoms [from, to) of a structure of a chunk. */
internal class AtomRange(
    val structure: Int,
    val from: Int,
    val to: Int,
)

/** All atoms of [chunk] in tasks, in order. A task is one range of a large structure, or several small structures. */
internal fun atomRanges(chunk: Chunk): List<List<AtomRange>> = buildList {
    var small = mutableListOf<AtomRange>()
    var atoms = 0

    fun close() {
        if (small.isNotEmpty()) add(small)
        small = mutableListOf()
        atoms = 0
    }
    for ((s, structure) in chunk.structures.withIndex()) {
        val size = structure.size
        if (size > ATOMS_PER_TASK || atoms + size > ATOMS_PER_TASK) close()
        if (size > ATOMS_PER_TASK) {
            val part = maxOf(ATOMS_PER_TASK, (size + MOST_PARTS - 1) / MOST_PARTS)
            for (from in 0 until size step part) add(listOf(AtomRange(s, from, minOf(from + part, size))))
        } else {
            small += AtomRange(s, 0, size)
            atoms += size
        }
    }
    close()
}
