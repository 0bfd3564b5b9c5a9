package ncenter.io

import ncenter.structures.Structure
import java.nio.file.Files
import java.nio.file.Path

/**
 * Structures read from a file.
 *
 * @property structures at least one
 * @property report what was unusual in the file
 */
public class XyzContent internal constructor(
    public val structures: List<Structure>,
    public val report: ReadReport,
)

/**
 * Extended XYZ files: structures with cell, named values and arrays of the atoms; plain XYZ too. Lengths are angstrom.
 *
 * - A line of `key=value` words follows the number of atoms; a line without `=` is one value, usually text, kept as info `comment`.
 * - `Properties` names the columns (types S, R, I, L), species and pos if it is missing. `Z:I:1` may stand for species.
 * - `Lattice` holds nine numbers, one lattice vector after the other. It repeats in all directions unless `pbc` says less.
 *   `pbc` without `Lattice` means nothing and is noted in the report: some programs write it for molecules.
 * - A value of one number is a number, of several numbers (or in brackets) a list, `T` or `F` a flag, anything else text.
 *
 * Reading is strict: whatever breaks these rules is an error with file, structure, line and what to write. Lenient reading
 * repairs what has one obvious meaning, and reports it; numbers that are not finite and elements nobody knows stay errors.
 */
public object ExtendedXyz {
    /** Opens [path] for reading one structure after the other. Close the reader after use. */
    @JvmStatic
    @JvmOverloads
    public fun open(path: Path, lenient: Boolean = false): XyzReader {
        checkFile("structures", path)
        return XyzReader(LineSource(path.fileName.toString(), Files.newInputStream(path)), lenient)
    }

    /** Reads all structures of [path]; a file without any is refused. */
    @JvmStatic
    @JvmOverloads
    public fun read(path: Path, lenient: Boolean = false): XyzContent = open(path, lenient).use { reader ->
        val structures = reader.asSequence().toList()
        if (structures.isEmpty()) {
            mistake(
                "structures",
                "at least one structure",
                "none in ${path.fileName}",
                "check that this is the right file",
            )
        }
        XyzContent(structures, reader.report)
    }

    /**
     * Writes [structures] to [path], whole or not at all (see [AtomicFile]). Numbers are written so that reading them back
     * gives the same bits.
     */
    @JvmStatic
    public fun write(path: Path, structures: Iterable<Structure>) {
        AtomicFile.write(path) { stream ->
            val writer = stream.bufferedWriter()
            structures.forEach { XyzWriter.write(it, writer) }
            writer.flush()
        }
    }
}
