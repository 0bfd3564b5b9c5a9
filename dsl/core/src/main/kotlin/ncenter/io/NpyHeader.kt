package ncenter.io

import java.nio.ByteOrder

/**
 * The header of a npy file: `{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }`.
 *
 * @property bytes size of one value in the file
 */
internal class NpyHeader(
    val dtype: String,
    val fortranOrder: Boolean,
    val shape: IntArray,
) {
    val isInteger = dtype[1] == 'i'
    val bytes = dtype.substring(2).toInt()
    val order: ByteOrder = if (dtype[0] == '>') ByteOrder.BIG_ENDIAN else ByteOrder.LITTLE_ENDIAN
}

private val READABLE = setOf("<f8", "<f4", "<i8", "<i4", ">f8", ">f4", ">i8", ">i4")

/** Reads the header, which is a Python dictionary literal, without evaluating anything: one flat level, three known keys. */
internal class NpyHeaderParser(
    private val source: String,
    private val text: String,
) {
    private var at = 0
    private val found = HashMap<String, Any>()

    fun parse(): NpyHeader {
        expect('{')
        while (peek() != '}') {
            val key = quoted()
            expect(':')
            if (found.put(key, value(key)) != null) broken("each key once, but '$key' comes twice")
            if (peek() == ',') at++ else break
        }
        expect('}')
        if (text.substring(at).isNotBlank()) broken("nothing after the closing brace")
        return header()
    }

    private fun header() = NpyHeader(
        found["descr"] as? String ?: broken("the key 'descr'"),
        found["fortran_order"] as? Boolean ?: broken("the key 'fortran_order'"),
        found["shape"] as? IntArray ?: broken("the key 'shape'"),
    )

    private fun value(key: String): Any = when (key) {
        "descr" -> dtype()
        "fortran_order" -> logical()
        "shape" -> tuple()
        else -> broken("the keys descr, fortran_order, shape, not '$key'")
    }

    private fun dtype(): String {
        if (peek() == '[') unreadable("a table with named columns", "save each column as an array of its own")
        val name = quoted()
        if (name.endsWith("O") || name.contains('O')) {
            unreadable(
                "Python objects ($name)",
                "objects are stored as pickle, which can run code when it is read; save the numbers as float64",
            )
        }
        if (name.contains('c')) unreadable("complex numbers ($name)", "save real and imaginary part as two arrays")
        if (name !in READABLE) unreadable("values of type '$name'", "save them with astype(\"float64\") or astype(\"int64\")")
        return name
    }

    private fun logical(): Boolean {
        peek()
        val word = listOf("True", "False").firstOrNull { text.startsWith(it, at) } ?: broken("True or False for 'fortran_order'")
        at += word.length
        return word == "True"
    }

    private fun tuple(): IntArray {
        expect('(')
        val sizes = ArrayList<Int>()
        while (peek() != ')') {
            sizes.add(integer())
            if (sizes.size > MAX_AXES) broken("at most $MAX_AXES axes")
            if (peek() == ',') at++ else break
        }
        expect(')')
        return sizes.toIntArray()
    }

    private fun integer(): Int {
        peek()
        val start = at
        if (text.getOrNull(at) == '-') broken("sizes of at least 0 in 'shape'")
        while (text.getOrNull(at)?.let { it in '0'..'9' } == true) at++
        val digits = text.substring(start, at)
        if (digits.isEmpty()) broken("a whole number in 'shape'")
        if (text.getOrNull(at) == 'L') at++ // written by Python 2
        return digits.toIntOrNull() ?: mistake("Npy.read", "sizes below 2^31", "$digits in the header of $source", "split the array")
    }

    private fun quoted(): String {
        val quote = peek()
        if (quote != '\'' && quote != '"') broken("a quoted word")
        val end = text.indexOf(quote, at + 1)
        if (end < 0) broken("a closing quote")
        return text.substring(at + 1, end).also { at = end + 1 }
    }

    private fun peek(): Char {
        while (at < text.length && text[at].isWhitespace()) at++
        return text.getOrElse(at) { '\u0000' }
    }

    private fun expect(char: Char) {
        if (peek() != char) broken("'$char'")
        at++
    }

    private fun broken(expected: String): Nothing = mistake(
        "Npy.read",
        "$expected at character $at of the header",
        "'${text.take(120).trim()}' in $source",
        "write the file again with numpy.save",
    )

    private fun unreadable(
        got: String,
        write: String,
    ): Nothing = mistake("Npy.read", "float or integer values of 4 or 8 bytes", "$got in $source", write)

    private companion object {
        const val MAX_AXES = 32
    }
}
