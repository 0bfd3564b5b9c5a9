package ncenter.io

import ncenter.structures.AtomArray
import ncenter.structures.Elements
import ncenter.structures.InfoValue
import ncenter.structures.Structure

private val RESERVED_KEYS = setOf("lattice", "properties", "pbc")
private val RESERVED_COLUMNS = setOf("species", "pos", "Z")

/** Text of one structure as extended XYZ; reading it back gives an equal structure. */
internal object XyzWriter {
    fun write(structure: Structure, out: Appendable) {
        val arrays = structure.arrays.entries.toList()
        out.append("${structure.size}\n").append(comment(structure)).append('\n')
        for (atom in 0 until structure.size) {
            out.append(Elements.symbol(structure.type(atom)))
            for (axis in 0..2) out.append(' ').append(structure.position(atom, axis).toString())
            arrays.forEach { (name, array) -> values(name, array, atom, out) }
            out.append('\n')
        }
    }

    private fun values(name: String, array: AtomArray, atom: Int, out: Appendable) {
        for (column in 0 until array.columns) out.append(' ').append(finite(name, array[atom, column]))
    }

    private fun comment(structure: Structure): String {
        val words = ArrayList<String>()
        structure.cell?.let { words.add("Lattice=\"${it.joinToString(" ")}\"") }
        words.add(properties(structure))
        structure.info.forEach { (name, value) -> words.add("${key(name)}=${text(name, value)}") }
        words.add("pbc=\"${structure.periodic.joinToString(" ") { if (it) "T" else "F" }}\"")
        return words.joinToString(" ")
    }

    private fun properties(structure: Structure): String {
        structure.arrays.keys.firstOrNull { it in RESERVED_COLUMNS || it.isEmpty() || it.any { char -> char.isWhitespace() || char in ":\"'\\" } }?.let {
            mistake("write", "array names other than $RESERVED_COLUMNS, without blanks, colons, and quotes", "'$it'", "rename the array")
        }
        return structure.arrays.entries.joinToString("", "Properties=species:S:1:pos:R:3") { (name, array) -> ":$name:R:${array.columns}" }
    }

    private fun key(name: String): String {
        if (name.isEmpty() || name.lowercase() in RESERVED_KEYS) mistake("write", "info names other than Lattice, Properties, pbc", "'$name'", "rename the value")
        return if (name.all { it.isLetterOrDigit() || it in "_-.:" }) name else quoted(name)
    }

    private fun text(name: String, value: InfoValue): String = when (value) {
        is InfoValue.Number -> finite(name, value.value)
        is InfoValue.Numbers -> value.values.joinToString(", ", "[", "]") { finite(name, it) }
        is InfoValue.Flag -> if (value.value) "T" else "F"
        is InfoValue.Text -> quoted(checked(name, value.value))
    }

    /** A text that looks like numbers or a flag would come back as such: there is no way to write it. */
    private fun checked(name: String, text: String): String {
        val kinds = words(text).map(::kindOf)
        val number = kinds.isNotEmpty() && kinds.none { it == WordKind.OTHER || it == WordKind.LOGICAL }
        if (number || kinds == listOf(WordKind.LOGICAL)) {
            mistake("write", "text in '$name' that does not read as a number or flag", "'$text'", "store it as a number or flag")
        }
        if (text.any { it == '\r' || it == '\u0000' }) mistake("write", "text in '$name' without control characters", "'$text'", "remove them")
        return text
    }

    private fun quoted(text: String): String = text
        .replace("\\", "\\\\")
        .replace("\"", "\\\"")
        .replace("\n", "\\n")
        .let { "\"$it\"" }

    private fun finite(name: String, value: Double): String {
        if (!value.isFinite()) mistake("write", "a finite number in '$name'", "$value", "leave it out")
        return value.toString()
    }
}
