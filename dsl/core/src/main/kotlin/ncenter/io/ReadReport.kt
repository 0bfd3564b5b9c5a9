package ncenter.io

/**
 * Something unusual a reader accepted.
 *
 * @property text what it was and how it was read
 * @property structure the first structure it occurred in, counted from 0
 * @property line the first line, counted from 1
 * @property count how often it occurred
 */
public data class ReadNote(
    val text: String,
    val structure: Int,
    val line: Int,
    val count: Int,
) {
    override fun toString(): String = "structure $structure, line $line: $text${if (count == 1) "" else " ($count times)"}"
}

/**
 * What a reader accepted although it is unusual: documented rules that applied (a `pbc` without `Lattice`), and in lenient
 * mode everything a strict reader would have refused.
 *
 * @property notes in the order of first occurrence; at most 100 different ones
 * @property omitted notes left out beyond the first 100 different ones
 */
public data class ReadReport(
    val notes: List<ReadNote>,
    val omitted: Int,
) {
    override fun toString(): String = if (notes.isEmpty()) {
        "nothing unusual"
    } else {
        notes.joinToString("\n") +
            if (omitted > 0) "\nand $omitted more" else ""
    }
}

/** Collects notes in bounded memory. */
internal class Notes {
    private val notes = LinkedHashMap<String, ReadNote>()
    private var omitted = 0

    fun add(text: String, structure: Int, line: Int) {
        val known = notes[text]
        when {
            known != null -> notes[text] = known.copy(count = known.count + 1)
            notes.size < MAX_NOTES -> notes[text] = ReadNote(text, structure, line, 1)
            else -> omitted++
        }
    }

    fun report() = ReadReport(notes.values.toList(), omitted)

    private companion object {
        const val MAX_NOTES = 100
    }
}
