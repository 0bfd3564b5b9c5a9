package ncenter.labels

/** Blocks addressed by integer keys: row k of [keys] names `blocks[k]`. The field's exchange format (metatensor). */
public class TensorMap(
    public val keys: Labels,
    public val blocks: List<TensorBlock>,
) {
    init {
        require(keys.size == blocks.size) { "TensorMap: one block per key was expected (${keys.size} keys), got ${blocks.size} blocks" }
    }

    private val rows: Map<List<Int>, Int> = (0 until keys.size).associateBy { keys.row(it) }

    init {
        require(rows.size == keys.size) { "TensorMap: distinct keys were expected, got repetitions in $keys" }
    }

    /** The block whose key has exactly these entries, in the order of `keys.names`. */
    public fun block(key: List<Int>): TensorBlock = blockOrNull(key)
        ?: throw IllegalArgumentException("TensorMap.block: a key with ${keys.names} among ${rows.keys} was expected, got $key")

    public fun blockOrNull(key: List<Int>): TensorBlock? = rows[key]?.let { blocks[it] }

    /** The one block whose key has the given named entries; others may have any value. */
    public fun block(vararg selection: Pair<String, Int>): TensorBlock {
        val hits = (0 until keys.size).filter { row -> selection.all { (name, value) -> keys[row, name] == value } }
        require(
            hits.size == 1,
        ) { "TensorMap.block: exactly one block was expected for ${selection.toList()}, got ${hits.size} of ${keys.size}" }
        return blocks[hits.single()]
    }

    /** Bytes of all values. */
    public val bytes: Long get() = blocks.sumOf { it.values.size * Double.SIZE_BYTES.toLong() }

    override fun equals(other: Any?): Boolean = other is TensorMap && other.keys == keys && other.blocks == blocks

    override fun hashCode(): Int = keys.hashCode()

    override fun toString(): String = buildString {
        append("TensorMap with ${blocks.size} blocks, keys ${keys.names.joinToString(" ")}")
        for (k in blocks.indices) append("\n  ${keys.row(k).joinToString(" ")}: ${blocks[k].shape.joinToString(" x ")}")
    }

    public companion object {
        public val EMPTY: TensorMap = TensorMap(Labels.of(listOf("_"), IntArray(0)), emptyList())
    }
}
