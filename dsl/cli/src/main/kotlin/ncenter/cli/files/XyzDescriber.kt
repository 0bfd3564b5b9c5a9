package ncenter.cli.files

import ncenter.io.ExtendedXyz
import ncenter.io.ReadReport
import ncenter.structures.Elements
import ncenter.structures.Structure
import java.nio.file.Path

/** Sizes, elements and named values of the structures in an extended XYZ file, read leniently so that all defects can be listed. */
public object XyzDescriber : FileDescriber {
    override val endings: List<String> = listOf(".xyz", ".extxyz")

    override fun describe(file: Path): List<String> = ExtendedXyz.open(file, lenient = true).use { reader ->
        val census = Census()
        reader.forEach(census::add)
        census.lines() + defects(reader.report)
    }

    private fun defects(report: ReadReport): List<String> = if (report.notes.isEmpty()) emptyList() else listOf("tolerated") + report.toString().lines().map { "  $it" }
}

private class Census {
    private var structures = 0
    private var periodic = 0
    private var atoms = 0L
    private var fewest = Int.MAX_VALUE
    private var most = 0
    private val types = sortedSetOf<Int>()
    private val info = sortedMapOf<String, Int>()
    private val arrays = sortedMapOf<String, Int>()

    fun add(structure: Structure) {
        structures++
        if (structure.isPeriodic) periodic++
        atoms += structure.size
        fewest = minOf(fewest, structure.size)
        most = maxOf(most, structure.size)
        types += structure.elements
        structure.info.keys.forEach { info.merge(it, 1, Int::plus) }
        structure.arrays.keys.forEach { arrays.merge(it, 1, Int::plus) }
    }

    fun lines(): List<String> {
        if (structures == 0) return listOf("structures  none")
        val sizes = if (fewest == most) "$most atoms each" else "$fewest to $most atoms, $atoms in all"
        return listOf(
            "structures  $structures, $sizes, $periodic periodic",
            "elements    ${types.joinToString(" ", transform = Elements::symbol)}",
            "values      ${names(info)}",
            "of atoms    ${names(arrays)}",
        )
    }

    private fun names(counts: Map<String, Int>): String {
        if (counts.isEmpty()) return "none"
        return counts.entries.joinToString { (name, count) -> if (count == structures) name else "$name (in $count)" }
    }
}
