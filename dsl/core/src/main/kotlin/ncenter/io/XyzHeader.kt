package ncenter.io

import ncenter.structures.InfoValue

/** What the second line of a structure says. */
internal class XyzHeader(
    val columns: XyzColumns,
    val cell: DoubleArray?,
    val periodic: BooleanArray,
    val info: Map<String, InfoValue>,
)

private val SPECIAL = listOf("Lattice", "Properties", "pbc")

/** Reads the second line of a structure. A line without any '=' is one value, kept as info `comment`. */
internal class XyzHeaderReader(
    private val context: XyzContext,
) {
    /** The same columns come with every structure of a file: parse them once. */
    private var knownText = ""
    private var knownColumns = XyzColumns.PLAIN

    fun read(line: String): XyzHeader {
        if ('=' !in line) {
            val info = if (line.isBlank()) emptyMap() else info(mapOf("comment" to XyzValue(line.trim(), false)))
            return XyzHeader(XyzColumns.PLAIN, null, BooleanArray(3), info)
        }
        val values = unique(XyzComment(line, context::fail).parse())
        val cell = values["Lattice"]?.let(::lattice)
        return XyzHeader(
            values["Properties"]?.let { columns(it.text) } ?: XyzColumns.PLAIN,
            cell,
            periodic(values["pbc"], cell),
            info(values - SPECIAL.toSet()),
        )
    }

    private fun unique(pairs: List<Pair<String, XyzValue>>): Map<String, XyzValue> {
        val values = LinkedHashMap<String, XyzValue>()
        pairs.forEach { (written, value) ->
            val key = SPECIAL.firstOrNull { it.equals(written, ignoreCase = true) } ?: written
            if (key != written) context.tolerate("'$written' read as '$key'", "the key '$key'", "'$written'", "write $key=...")
            if (values.put(key, value) != null) {
                context.tolerate("'$key' comes twice, the last one is used", "each key once", "'$key' twice", "remove one of them")
            }
        }
        return values
    }

    private fun columns(text: String): XyzColumns {
        if (text != knownText) {
            knownColumns = XyzColumns.parse(text, context::fail)
            knownText = text
            knownColumns.others.filter { it.type == ColumnType.TEXT }.forEach {
                context.note(
                    "column '${it.name}' holds text and is not kept",
                )
            }
        }
        return knownColumns
    }

    private fun lattice(value: XyzValue): DoubleArray {
        val words = words(value.text)
        val bad = words.firstOrNull { kindOf(it) != WordKind.NUMBER }
        if (words.size != 9 || bad != null) {
            val got = if (words.size != 9) "${words.size} in '${value.text}'" else "'$bad'"
            context.fail(
                "nine finite numbers in Lattice",
                got,
                "write the three lattice vectors in angstrom, Lattice=\"ax ay az bx by bz cx cy cz\"",
            )
        }
        return DoubleArray(9) { words[it].toDouble() }
    }

    /** Without pbc, a cell repeats in all directions. Without Lattice nothing can repeat, whatever pbc says: ASE writes so. */
    private fun periodic(value: XyzValue?, cell: DoubleArray?): BooleanArray {
        if (value == null) return BooleanArray(3) { cell != null }
        val words = words(value.text)
        if (words.size != 3 || words.any { kindOf(it) != WordKind.LOGICAL }) {
            context.fail("three of T and F in pbc", "'${value.text}'", "write for example pbc=\"T T F\"")
        }
        val flags = BooleanArray(3) { logical(words[it]) }
        if (cell == null && flags.any { it }) {
            context.note("pbc=\"${value.text}\" without Lattice, read as not periodic")
            return BooleanArray(3)
        }
        return flags
    }

    private fun info(values: Map<String, XyzValue>): Map<String, InfoValue> = buildMap { values.forEach { (key, value) -> infoValue(key, value)?.let { put(key, it) } } }

    private fun infoValue(key: String, value: XyzValue): InfoValue? {
        val words = words(value.text)
        val kinds = words.map(::kindOf)
        return when {
            words.isEmpty() -> {
                if (value.list) InfoValue.Numbers(DoubleArray(0)) else InfoValue.Text(value.text)
            }
            kinds == listOf(WordKind.LOGICAL) && !value.list -> {
                InfoValue.Flag(logical(words[0]))
            }
            kinds.any { it == WordKind.LOGICAL || it == WordKind.OTHER } -> {
                InfoValue.Text(value.text)
            }
            WordKind.NOT_FINITE in kinds -> {
                context.tolerate("'$key' is not finite and is not kept", "a finite number for '$key'", "'${value.text}'", "leave it out")
                null
            }
            else -> numbers(key, words, value.list)
        }
    }

    private fun numbers(key: String, words: List<String>, list: Boolean): InfoValue {
        val values =
            DoubleArray(words.size) {
                if (kindOf(words[it]) == WordKind.NUMBER) return@DoubleArray words[it].toDouble()
                context.tolerate(
                    "Fortran exponents read as E",
                    "a number for '$key'",
                    "'${words[it]}' with a Fortran exponent",
                    "write E in place of D",
                )
                fortran(words[it])
            }
        return if (values.size == 1 && !list) InfoValue.Number(values[0]) else InfoValue.Numbers(values)
    }
}
