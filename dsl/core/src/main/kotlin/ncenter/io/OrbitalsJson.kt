package ncenter.io

import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.intOrNull
import ncenter.structures.Elements
import ncenter.structures.Orbitals
import ncenter.structures.Shell
import java.nio.file.Files
import java.nio.file.Path

private const val MAX_BYTES = 1L shl 20
private const val MAX_DEPTH = 16
private const val NESTED = "shells_in_order_n_l"

/**
 * Lists of orbitals in JSON: `{"O": [[2, 0, 0], [2, 1, 1], [2, 1, -1], [2, 1, 0]], "H": [[1, 0, 0]]}` with rows (n, l, m), or
 * rows (n, l); plain, as a JSON string that holds such JSON, or under the key `shells_in_order_n_l`.
 *
 * Only the order of the shells is used. The order of m inside a shell is checked to be complete and then ignored: published
 * files list 1, -1, 0 next to matrices that are stored as -1, 0, 1. n may skip (a basis without core starts at 2s).
 */
public object OrbitalsJson {
    /** Reads [path]. Shells must be listed all s, then all p, then d. */
    @JvmStatic
    public fun read(path: Path): Orbitals {
        checkFile("orbitals", path)
        val source = path.fileName.toString()
        if (Files.size(path) >
            MAX_BYTES
        ) {
            mistake(
                "orbitals",
                "a JSON file of at most $MAX_BYTES bytes",
                "${Files.size(path)} in $source",
                "name the file with the orbitals",
            )
        }
        return parse(reading("orbitals", source) { Files.readString(path) }, source)
    }

    /** Reads [text]; error messages call it [source]. */
    @JvmStatic
    @JvmOverloads
    public fun parse(text: String, source: String = "the text"): Orbitals = OrbitalsParser(source).parse(text)
}

private class OrbitalsParser(
    private val source: String,
) {
    fun parse(text: String): Orbitals = try {
        var element = json(text)
        if (element is JsonPrimitive && element.isString) element = json(element.content)
        if (element is JsonObject && NESTED in element) element = element.getValue(NESTED)
        if (element !is JsonObject) fail("an object", "$element".take(60))
        Orbitals.of(element.entries.associate { (symbol, rows) -> Elements.number(symbol) to shells(symbol, rows) })
    } catch (failure: IllegalArgumentException) {
        throw IllegalArgumentException("${failure.message} (in $source)", failure)
    }

    private fun json(text: String): JsonElement {
        if (depth(text) > MAX_DEPTH) fail("at most $MAX_DEPTH nested brackets", "${depth(text)}")
        return try {
            Json.parseToJsonElement(text)
        } catch (failure: SerializationException) {
            throw IllegalArgumentException(
                "orbitals: expected JSON, got text that is not (${failure.message?.lineSequence()?.first()}); write {\"H\": [[1, 0, 0]]}",
                failure,
            )
        }
    }

    /** Deepest nesting of brackets outside strings; every level costs stack when parsed, so it is counted before. */
    private fun depth(text: String): Int {
        var depth = 0
        var deepest = 0
        var quoted = false
        var escaped = false
        for (char in text) {
            when {
                escaped -> escaped = false
                char == '\\' && quoted -> escaped = true
                char == '"' -> quoted = !quoted
                quoted -> continue
                char == '[' || char == '{' -> deepest = maxOf(deepest, ++depth)
                char == ']' || char == '}' -> depth--
            }
        }
        return deepest
    }

    private fun shells(symbol: String, element: JsonElement): List<Shell> {
        val rows = (element as? JsonArray ?: fail("a list of orbitals for $symbol", "$element".take(60))).map { numbers(symbol, it) }
        val lengths = rows.map(List<Int>::size).distinct()
        return when (lengths) {
            listOf(2) -> rows.map { Shell(it[0], it[1]) }
            listOf(3) -> multiplets(symbol, rows)
            else -> fail("rows (n, l, m), or rows (n, l), for $symbol", "rows of $lengths numbers")
        }
    }

    private fun numbers(symbol: String, row: JsonElement): List<Int> = (row as? JsonArray)?.map { (it as? JsonPrimitive)?.intOrNull ?: fail("whole numbers for $symbol", "$it".take(60)) }
        ?: fail("rows of numbers for $symbol", "$row".take(60))

    /** Rows of the same (n, l) in sequence make a shell, which must have each m from -l to l once. */
    private fun multiplets(symbol: String, rows: List<List<Int>>): List<Shell> {
        val shells = ArrayList<Shell>()
        var next = 0
        while (next < rows.size) {
            val shell = Shell(rows[next][0], rows[next][1])
            val group = rows.drop(next).takeWhile { it[0] == shell.n && it[1] == shell.l }
            val m = group.map { it[2] }
            if (m.sorted() != (-shell.l..shell.l).toList()) {
                fail("m from -${shell.l} to ${shell.l}, each once and in sequence, for $shell of $symbol", "$m")
            }
            shells.add(shell)
            next += group.size
        }
        return shells
    }

    private fun fail(
        expected: String,
        got: String,
    ): Nothing = throw IllegalArgumentException("orbitals: expected $expected, got $got; write {\"H\": [[1, 0, 0]]}")
}
