package ncenter.run

import ncenter.structures.Orbitals
import ncenter.structures.Shell
import ncenter.structures.Structure

/** Where the shells of each atom lie in the matrix of a structure. */
internal class ShellOffsets(
    private val orbitals: Orbitals,
    structure: Structure,
) {
    private val types = structure.types
    private val atomStart = orbitals.offsets(structure)

    /** Side of the matrix. */
    val side: Int get() = atomStart.last()

    /** First row of [shell] of [atom]. */
    fun of(atom: Int, shell: Shell): Int = atomStart[atom] + orbitals.shells(types[atom]).takeWhile { it != shell }.sumOf { it.size }
}
