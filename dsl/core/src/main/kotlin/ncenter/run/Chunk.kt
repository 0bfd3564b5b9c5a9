package ncenter.run

import ncenter.labels.Labels
import ncenter.labels.TensorBlock
import ncenter.plan.ORDINALS
import ncenter.structures.Structure

/** Column names of the samples of one-center features. */
public val ATOM_SAMPLES: List<String> = listOf("system", "atom")

/** Column names of the samples of two-center features. */
public val PAIR_SAMPLES: List<String> = listOf("system", "first_atom", "second_atom", "cell_shift_a", "cell_shift_b", "cell_shift_c")

/** Column names of the samples of features on [centers] atoms: those of a pair, then an atom and its shift for each further center. */
public fun tupleSamples(centers: Int): List<String> = if (centers == 1) {
    ATOM_SAMPLES
} else {
    PAIR_SAMPLES + ORDINALS.take(centers).drop(2).flatMap { name ->
        listOf("${name}_atom") + listOf("a", "b", "c").map { "${name}_cell_shift_$it" }
    }
}

/**
 * Consecutive [structures] that are in memory together; the first has the number [firstSystem] in its data set.
 *
 * Atoms of one type are the samples of one block, ordered by (system, atom); [rowOf] finds their row there.
 */
public class Chunk(
    public val structures: List<Structure>,
    public val firstSystem: Int,
) {
    private val atomStart = IntArray(structures.size + 1)
    private val rows: IntArray
    private val samplesOf: Map<Int, Labels>

    init {
        for ((s, structure) in structures.withIndex()) atomStart[s + 1] = atomStart[s] + structure.size
        val counts = IntArray((structures.maxOfOrNull { it.storedTypes.max() } ?: 0) + 1)
        for (structure in structures) for (type in structure.storedTypes) counts[type]++
        val tables = Array(counts.size) { if (counts[it] == 0) null else IntArray(2 * counts[it]) }
        rows = IntArray(atomStart.last())
        counts.fill(0)
        for ((s, structure) in structures.withIndex()) {
            for ((atom, type) in structure.storedTypes.withIndex()) {
                val row = counts[type]++
                val table = tables[type]!!
                rows[atomStart[s] + atom] = row
                table[2 * row] = firstSystem + s
                table[2 * row + 1] = atom
            }
        }
        samplesOf = tables.withIndex().mapNotNull { (type, table) -> table?.let { type to Labels.of(ATOM_SAMPLES, it) } }.toMap()
    }

    /** The atoms of [type], ordered by (system, atom). */
    public fun samples(type: Int): Labels = samplesOf[type] ?: NO_ATOMS

    /** Types of the atoms of [system] (numbered as in the data set). Do not modify. */
    public fun types(system: Int): IntArray = structures[system - firstSystem].storedTypes

    /** Row of an atom among the atoms of its type. */
    public fun rowOf(system: Int, atom: Int): Int = rows[atomStart[system - firstSystem] + atom]

    /** Rows of the first (column 1) or second (column 2) atom of each pair of [pairs]. */
    public fun rowsOf(pairs: Labels, column: Int): IntArray {
        val table = pairs.values
        val width = pairs.names.size
        return IntArray(pairs.size) { rowOf(table[it * width], table[it * width + column]) }
    }

    private companion object {
        val NO_ATOMS = Labels.of(ATOM_SAMPLES, IntArray(0))
    }
}

/** The pairs followed by (i, i) at distance zero for every atom. */
internal fun withSelfPairs(pairs: TensorBlock, atoms: Labels): TensorBlock {
    val self = atoms.values
    val added = IntArray(atoms.size * 6)
    for (row in 0 until atoms.size) {
        added[6 * row] = self[2 * row]
        added[6 * row + 1] = self[2 * row + 1]
        added[6 * row + 2] = self[2 * row + 1]
    }
    val samples = Labels.of(PAIR_SAMPLES, pairs.samples.values + added)
    return TensorBlock(pairs.values + DoubleArray(3 * atoms.size), samples, pairs.components, pairs.properties)
}
