package ncenter.io

import ncenter.structures.AtomArray
import ncenter.structures.Elements

/** Integers beyond this are not exact as 64-bit floats. */
private const val EXACT = 1L shl 53

/** The atom lines of one structure. Memory grows with the lines that are there, not with the announced count. */
internal class XyzAtoms(
    private val context: XyzContext,
    private val columns: XyzColumns,
    private val count: Int,
) {
    private val types = Numbers()
    private val coordinates = Numbers()
    private val others = columns.others.filter { it.type != ColumnType.TEXT }.map { it to Numbers() }

    val positions: DoubleArray get() = coordinates.toArray()
    val elements: IntArray get() = types.toArray().let { all -> IntArray(all.size) { all[it].toInt() } }
    val arrays: Map<String, AtomArray> get() =
        others.associate { (column, values) ->
            column.name to
                AtomArray(column.width, values.toArray())
        }

    /** Reads line [line], which is for atom [atom]. */
    fun add(line: String, atom: Int) {
        val words = words(line)
        if (words.size != columns.width) checkWidth(words, atom)
        types.add(type(words, atom).toDouble())
        columns.positions.let { for (k in it.start until it.start + 3) coordinates.add(real(words[k], it, k, atom)) }
        others.forEach { (column, values) ->
            for (k in column.start until column.start + column.width) values.add(value(words[k], column, k, atom))
        }
    }

    private fun checkWidth(words: List<String>, atom: Int) {
        if (words.isEmpty()) context.fail("$count atom lines", "a blank line after $atom of them", "remove the line, or correct the count")
        if (words.size == 1 && words[0].toIntOrNull() != null) {
            context.fail("$count atom lines", "the number ${words[0]} after $atom of them", "write the count $atom if these are all atoms")
        }
        val names = columns.columns.joinToString(", ") { "${it.name} (${it.width})" }
        if (words.size < columns.width) {
            val missing = columns.columnOf(words.size)!!.describe(words.size)
            context.fail(
                "${columns.width} words for atom $atom: $names",
                "${words.size}, without $missing",
                "complete the line, or correct Properties",
            )
        }
        context.tolerate(
            "words beyond the declared columns are ignored",
            "${columns.width} words for atom $atom: $names",
            "${words.size}",
            "declare the other columns in Properties",
        )
    }

    private fun type(words: List<String>, atom: Int): Int {
        val bySymbol = columns.species?.let { element(words[it.start], atom) }
        val byNumber = columns.numbers?.let { atomicNumber(words[it.start], it, atom) }
        if (bySymbol != null && byNumber != null && bySymbol != byNumber) {
            context.fail("species and Z of atom $atom to agree", "${Elements.symbol(bySymbol)} and $byNumber", "correct one of them")
        }
        return bySymbol ?: byNumber!!
    }

    private fun element(word: String, atom: Int): Int {
        Elements.numberOrNull(word)?.let { return it }
        val number = word.toIntOrNull()
        val symbol = if (number != null && number in 1..Elements.LAST) Elements.symbol(number) else Elements.nearest(word)
        val sure = number != null || symbol.equals(word.trimEnd { it in '0'..'9' }, ignoreCase = true)
        context.tolerateIf(
            sure,
            "'$word' read as $symbol",
            "a chemical symbol for atom $atom",
            "'$word'",
            "write '$symbol' if that is meant",
        )
        return Elements.number(symbol)
    }

    private fun atomicNumber(word: String, column: XyzColumn, atom: Int): Int {
        val value = integer(word, column, column.start, atom)
        if (value < 0 ||
            value > Elements.LAST
        ) {
            context.fail("an atomic number from 0 to ${Elements.LAST} for atom $atom", "'$word'", "write for example 8 for O")
        }
        return value.toInt()
    }

    private fun value(word: String, column: XyzColumn, index: Int, atom: Int): Double = when (column.type) {
        ColumnType.INTEGER -> integer(word, column, index, atom)
        ColumnType.LOGICAL -> flag(word, column, index, atom)
        else -> real(word, column, index, atom)
    }

    private fun real(word: String, column: XyzColumn, index: Int, atom: Int): Double = when (kindOf(word)) {
        WordKind.NUMBER -> word.toDouble()
        WordKind.FORTRAN -> {
            context.tolerate(
                "Fortran exponents read as E",
                number(column, index, atom),
                "'$word' with a Fortran exponent",
                "write E in place of D",
            )
            fortran(word)
        }
        else -> {
            context.fail(
                number(column, index, atom),
                "'$word'",
                "write a decimal number${if (column.name == "pos") " in angstrom" else ""}",
            )
        }
    }

    private fun number(column: XyzColumn, index: Int, atom: Int) = "a finite number for ${column.describe(index)} of atom $atom"

    private fun integer(word: String, column: XyzColumn, index: Int, atom: Int): Double {
        val value = word.toLongOrNull()
        if (value == null || value !in -EXACT..EXACT) {
            context.fail(
                "a whole number for ${column.describe(index)} of atom $atom",
                "'$word'",
                "write a whole number, or type R in Properties",
            )
        }
        return value.toDouble()
    }

    private fun flag(word: String, column: XyzColumn, index: Int, atom: Int): Double {
        if (kindOf(word) != WordKind.LOGICAL) context.fail("T or F for ${column.describe(index)} of atom $atom", "'$word'", "write T or F")
        return if (logical(word)) 1.0 else 0.0
    }
}

/** A growing list of numbers without boxing. */
private class Numbers {
    private var values = DoubleArray(64)
    private var size = 0

    fun add(value: Double) {
        if (size == values.size) values = values.copyOf(2 * size)
        values[size++] = value
    }

    fun toArray(): DoubleArray = values.copyOf(size)
}
