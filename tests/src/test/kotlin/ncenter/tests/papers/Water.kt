package ncenter.tests.papers

import ncenter.canonical
import ncenter.hamiltonian
import ncenter.matrices
import ncenter.orbitals
import ncenter.spec.targets.MatrixSpec
import ncenter.structures
import ncenter.structures.Dataset
import ncenter.structures.Orbitals
import ncenter.withMatrices
import java.nio.file.Path

/** The shipped water set: 1000 molecules with their projected Hamiltonian. */
object Water {
    private val folder = Path.of("../examples/water")
    val orbitals: Orbitals by lazy { orbitals(folder.resolve("water_orbs.json")) }
    val data: Dataset by lazy {
        structures(
            folder.resolve("water_coords_1000.xyz"),
        ).withMatrices("fock", matrices(folder.resolve("water_saph_orthogonal.npy")), orbitals, canonical)
    }
    val fock: MatrixSpec by lazy { hamiltonian(orbitals, "fock") }
}
