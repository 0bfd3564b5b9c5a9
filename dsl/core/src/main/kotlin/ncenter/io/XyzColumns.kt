package ncenter.io

/** What the numbers or words of one column mean. */
internal enum class ColumnType { TEXT, REAL, INTEGER, LOGICAL }

/**
 * One named group of columns of the atom lines, for example `forces:R:3`.
 *
 * @property start first word of the group in a line, counted from 0
 */
internal data class XyzColumn(
    val name: String,
    val type: ColumnType,
    val width: Int,
    val start: Int,
) {
    /** How error messages call the word [word] of a line. */
    fun describe(word: Int): String = if (width == 1) "'$name'" else "'$name' (${word - start + 1} of $width)"
}

/** The columns of the atom lines, from `Properties=species:S:1:pos:R:3:forces:R:3`. */
internal class XyzColumns(
    val columns: List<XyzColumn>,
) {
    /** Words per atom line. */
    val width = columns.sumOf(XyzColumn::width)
    val species = columns.firstOrNull { it.name == "species" }
    val numbers = columns.firstOrNull { it.name == "Z" }
    val positions = columns.first { it.name == "pos" }

    /** Columns that become arrays of the atoms. */
    val others = columns.filter { it != species && it != numbers && it != positions }

    fun columnOf(word: Int): XyzColumn? = columns.firstOrNull { word in it.start until it.start + it.width }

    companion object {
        /** A file without Properties: an element and three coordinates per line. */
        val PLAIN = XyzColumns(listOf(XyzColumn("species", ColumnType.TEXT, 1, 0), XyzColumn("pos", ColumnType.REAL, 3, 1)))

        private const val WRITE = "write for example Properties=species:S:1:pos:R:3"
        private const val MAX_WIDTH = 100_000

        fun parse(text: String, fail: (expected: String, got: String, write: String) -> Nothing): XyzColumns {
            val parts = text.split(':')
            if (parts.size % 3 != 0) fail("name:type:count for each column in Properties", "'$text'", WRITE)
            var start = 0
            val columns =
                parts.chunked(3).map { (name, type, count) ->
                    val width =
                        count.toIntOrNull()?.takeIf { it in 1..MAX_WIDTH }
                            ?: fail("a count of at least 1 for column '$name' in Properties", "'$count'", WRITE)
                    XyzColumn(name, columnType(name, type, fail), width, start).also { start += width }
                }
            check(columns, fail)
            return XyzColumns(columns)
        }

        private fun columnType(name: String, type: String, fail: (String, String, String) -> Nothing): ColumnType = when (type) {
            "S" -> ColumnType.TEXT
            "R" -> ColumnType.REAL
            "I" -> ColumnType.INTEGER
            "L" -> ColumnType.LOGICAL
            else -> fail("type S, R, I, or L of column '$name' in Properties", "'$type'", "write R for numbers, S for text")
        }

        private fun check(columns: List<XyzColumn>, fail: (String, String, String) -> Nothing) {
            val names = columns.map(XyzColumn::name)
            names.firstOrNull(String::isEmpty)?.let { fail("a name for each column in Properties", "an empty one", WRITE) }
            names
                .groupBy {
                    it
                }.values
                .firstOrNull { it.size > 1 }
                ?.let { fail("each column once in Properties", "'${it[0]}' ${it.size} times", WRITE) }
            wanted(columns, "pos", ColumnType.REAL, 3)?.let { fail("a column pos:R:3 in Properties", it, WRITE) }
            val bySymbol = wanted(columns, "species", ColumnType.TEXT, 1)
            val byNumber = wanted(columns, "Z", ColumnType.INTEGER, 1)
            if (bySymbol != null && byNumber != null) fail("a column species:S:1 (or Z:I:1) in Properties", bySymbol, WRITE)
            if ("species" in names && bySymbol != null) fail("a column species:S:1 in Properties", bySymbol, WRITE)
            if ("Z" in names && byNumber != null) fail("a column Z:I:1 in Properties", byNumber, WRITE)
        }

        /** Null if the column is there as wanted, else what is there instead. */
        private fun wanted(columns: List<XyzColumn>, name: String, type: ColumnType, width: Int): String? {
            val column = columns.firstOrNull { it.name == name } ?: return "the columns ${columns.map(XyzColumn::name)}"
            return if (column.type == type && column.width == width) null else "$name of type ${column.type} with ${column.width} values"
        }
    }
}
