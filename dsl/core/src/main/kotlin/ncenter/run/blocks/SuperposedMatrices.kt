package ncenter.run.blocks

import ncenter.kernels.gaussians.AtomicFock
import ncenter.kernels.gaussians.GaussianShell
import ncenter.kernels.linalg.LinearAlgebra
import ncenter.kernels.linalg.Lowdin
import ncenter.run.Workers
import ncenter.run.asTasks
import ncenter.spec.targets.SuperposedAtoms
import ncenter.structures.GaussianFunctions
import ncenter.structures.Shell
import ncenter.structures.Structure
import ncenter.units.ANGSTROM_PER_BOHR

/** The matrices of superposed [atoms], row-major in the order of their orbitals, see [SuperposedAtoms]. Thread-safe. */
public class SuperposedMatrices(
    private val atoms: SuperposedAtoms,
    private val linearAlgebra: LinearAlgebra,
) {
    private val orbitals = atoms.orbitals
    private val overlaps = FunctionOverlap(atoms.functions, orbitals)
    private val shells = orbitals.elements.associateWith { type -> orbitals.shells(type).map { gaussianShell(atoms.functions, type, it) }.toTypedArray() }
    private val filled = orbitals.elements.associateWith { type -> atoms.filledShells(type).keys.map { gaussianShell(atoms.filled, type, it) }.toTypedArray() }
    private val electrons = orbitals.elements.associateWith { type -> atoms.filledShells(type).values.map(Int::toDouble).toDoubleArray() }

    /** The overlap of the functions. */
    public fun overlap(structure: Structure): DoubleArray = overlaps.of(structure)

    /** The Fock matrix in hartree. */
    public fun fock(structure: Structure, workers: Workers = Workers): DoubleArray {
        require(!structure.isPeriodic) { "superposedAtoms: a structure without periodic axes was expected, got ${structure.formula} in a periodic cell" }
        atoms.checkElements(structure.elements, "superposedAtoms")
        val positions = DoubleArray(3 * structure.size) { structure.position(it / 3, it % 3) / ANGSTROM_PER_BOHR }
        val types = structure.types
        val charges = DoubleArray(types.size) { types[it].toDouble() }
        val kernel = AtomicFock(
            positions,
            charges,
            Array(types.size) { shells.getValue(types[it]) },
            Array(types.size) { filled.getValue(types[it]) },
            Array(types.size) { electrons.getValue(types[it]) },
        )
        return DoubleArray(kernel.size() * kernel.size()).also { kernel.into(workers.asTasks(), it) }
    }

    /**
     * The density matrix of the lowest levels of [fock], two electrons in each, in Löwdin's orthogonalized functions: 2 C C^T, C being the
     * eigenvectors of S^(-1/2) F S^(-1/2). Its diagonal holds Löwdin's populations.
     */
    public fun density(structure: Structure, fock: DoubleArray): DoubleArray {
        val levels = atoms.occupiedLevels(structure)
        val n = orbitals.size(structure)
        require(levels <= n) { "superposedAtoms: functions for $levels filled levels of ${structure.formula} were expected, got $n; add the shells of the valence" }
        val vectors = Lowdin.orthogonalize(n, fock, overlap(structure), Lowdin.LEAST_EIGENVALUE, linearAlgebra)
        linearAlgebra.symmetricEigen(n, vectors, DoubleArray(n))
        val density = DoubleArray(n * n)
        linearAlgebra.gemm(true, false, n, n, levels, 2.0, vectors, 0, n, vectors, 0, n, 0.0, density, 0, n)
        return density
    }
}

/** [shell] of element [type] as kernels take it. */
internal fun gaussianShell(functions: GaussianFunctions, type: Int, shell: Shell): GaussianShell {
    val rows = functions.rows(type, shell)
    return GaussianShell(shell.l, DoubleArray(rows.size) { rows[it][0] }, DoubleArray(rows.size) { rows[it][1] })
}
