package ncenter.plan

/** So many chunks are looked at one by one, all others in at most as many groups. */
private const val LARGEST_CHUNKS = 128

/** The counts of each structure, in the order of the data set: what chunks of consecutive structures have at most. */
public class StructureCounts(
    counts: List<SampleCounts>,
) {
    private val structures = counts.size
    private val atoms = Columns(counts.map { it.atoms })
    private val pairs = Columns(counts.map { it.pairs })
    private val tuples = Columns(counts.map { it.tuples })

    /** Memory that the counts take. */
    public val bytes: Long get() = DOUBLE * structures * (atoms.width + pairs.width + tuples.width)

    /** What all structures have together. */
    public fun total(): SampleCounts = most(listOf(0), structures).copy(each = this)

    /** What chunks of [size] structures have: each of those with the most pairs; of the others, in groups of about as many pairs, as much of each kind as any of the group. */
    public fun chunks(size: Int): Set<SampleCounts> {
        // Summed up once for each chunk, not in every comparison.
        val starts = (0 until structures step size).map { it to pairs.total(it, size) }.sortedByDescending { it.second }.map { it.first }
        val others = starts.drop(LARGEST_CHUNKS)
        val groups = starts.take(LARGEST_CHUNKS).map(::listOf) + others.chunked(others.size / LARGEST_CHUNKS + 1)
        return groups.mapTo(mutableSetOf()) { most(it, size) }
    }

    private fun most(starts: List<Int>, size: Int) = SampleCounts(starts.maxOf { minOf(size, structures - it) }.toLong(), atoms.most(starts, size), pairs.most(starts, size), tuples = tuples.most(starts, size))

    override fun equals(other: Any?): Boolean = other is StructureCounts && structures == other.structures && atoms == other.atoms && pairs == other.pairs && tuples == other.tuples

    override fun hashCode(): Int = listOf(structures, atoms, pairs, tuples).hashCode()
}

/** A number per key and structure: a map per structure would take many times the memory. */
private class Columns<K>(
    rows: List<Map<K, Long>>,
) {
    private val numbers: Map<K, LongArray> =
        rows.flatMapTo(mutableSetOf()) { it.keys }.associateWith { key -> LongArray(rows.size) { rows[it][key] ?: 0 } }

    val width: Int get() = numbers.size

    /** The sum over [size] rows from [from] on, of all keys. */
    fun total(from: Int, size: Int): Long = numbers.values.sumOf { sum(it, from, size) }

    private fun sum(column: LongArray, from: Int, size: Int): Long = (from until minOf(from + size, column.size)).sumOf { column[it] }

    /** The largest sums over [size] rows, of those that begin at [starts]. */
    fun most(starts: List<Int>, size: Int): Map<K, Long> = numbers.mapValues { (_, column) ->
        starts.maxOf { from -> sum(column, from, size) }
    }

    override fun equals(other: Any?): Boolean = other is Columns<*> && numbers.keys == other.numbers.keys && numbers.all { (key, column) -> column.contentEquals(other.numbers[key]) }

    override fun hashCode(): Int = numbers.entries.sumOf { (key, column) -> key.hashCode() xor column.contentHashCode() }
}
