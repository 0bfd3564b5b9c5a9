package ncenter.io

import ncenter.structures.Structure

/**
 * Structures of an extended XYZ file one by one, in constant memory. Close it after use.
 *
 * A defect of the file is an [IllegalArgumentException] that names file, structure (counted from 0), line (counted from 1)
 * and what to write; the reader then refuses to go on.
 */
public class XyzReader internal constructor(
    private val lines: LineSource,
    lenient: Boolean,
) : Iterator<Structure>,
    AutoCloseable {
    private val context = XyzContext(lines, lenient)
    private val headers = XyzHeaderReader(context)
    private var ahead: Structure? = null
    private var ended = false
    private var failure: IllegalArgumentException? = null

    /** What was unusual in the structures read so far. */
    public val report: ReadReport get() = context.report

    override fun hasNext(): Boolean {
        failure?.let { throw it }
        if (ahead == null && !ended) {
            try {
                ahead = reading("structures", lines.file) { structure() }
            } catch (defect: IllegalArgumentException) {
                failure = defect
                throw defect
            }
            ended = ahead == null
            context.structure++
        }
        return ahead != null
    }

    override fun next(): Structure {
        if (!hasNext()) throw NoSuchElementException("structures: the file ${lines.file} has no more structures")
        return ahead!!.also { ahead = null }
    }

    override fun close(): Unit = lines.close()

    private fun structure(): Structure? {
        val count = count(countLine() ?: return null)
        val comment = lines.next() ?: return truncated("a comment line and $count atom lines", "the end of the file")
        val header = headers.read(comment)
        val atoms = XyzAtoms(context, header.columns, count)
        for (atom in 0 until count) {
            val line = lines.next() ?: return truncated("$count atom lines", "the end of the file after $atom of them")
            atoms.add(line, atom)
        }
        return context.located { Structure(atoms.elements, atoms.positions, header.cell, header.periodic, header.info, atoms.arrays) }
    }

    /** The next line that is not blank. Blank lines may stand at the end of a file only. */
    private fun countLine(): String? {
        var blanks = 0
        while (true) {
            val line = lines.next() ?: return null
            if (line.isNotBlank()) {
                if (blanks > 0) context.tolerate("blank lines between structures are skipped", "the number of atoms", "$blanks blank lines before it", "remove them")
                return line
            }
            blanks++
        }
    }

    private fun count(line: String): Int {
        val words = words(line)
        val first = words[0]
        val count = first.toIntOrNull()
        if (count == null || count < 1 || first[0] == '+') {
            val atomLine = words.size > 3 && context.structure > 0
            val write = if (atomLine) "the structure before may have more atoms than its count says" else "write the number of atoms on a line of its own"
            context.fail("the number of atoms, at least 1", "'${line.trim().take(40)}'", write)
        }
        if (words.size > 1) {
            context.tolerate("words after the number of atoms are ignored", "the number of atoms alone", "'${line.trim().take(40)}'", "remove the rest of the line")
        }
        return count
    }

    private fun truncated(expected: String, got: String): Structure? {
        context.tolerate("the last structure is cut off and left out", expected, got, "the file is cut off: copy it again, or correct the count")
        return null
    }
}
