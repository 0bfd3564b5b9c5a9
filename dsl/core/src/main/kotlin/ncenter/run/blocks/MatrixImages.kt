package ncenter.run.blocks

import ncenter.kernels.gaussians.GaussianOverlap
import ncenter.kernels.linalg.LinearAlgebra
import ncenter.kernels.linalg.Lowdin
import ncenter.kernels.linalg.OverlapPowers
import ncenter.run.ShellOffsets
import ncenter.spec.targets.MatrixSpec
import ncenter.spec.targets.MatrixTransform
import ncenter.spec.targets.NoTransform
import ncenter.spec.targets.Stretch
import ncenter.spec.targets.SuperposedAtoms
import ncenter.structures.GaussianFunctions
import ncenter.structures.Orbitals
import ncenter.structures.Structure
import ncenter.units.ANGSTROM_PER_BOHR

/**
 * What is learned of a matrix, and the matrix from what was predicted: the matrix itself or its images under [MatrixSpec.learnedAs], less the
 * matrix of superposed atoms, if it is learned [MatrixSpec.relativeTo] them.
 */
public class MatrixImages(
    spec: MatrixSpec,
    private val linearAlgebra: LinearAlgebra,
) {
    private val orbitals = spec.learnedOrbitals
    private val stretch = spec.learnedAs
    private val overlap = stretch?.let { FunctionOverlap(it.functions, orbitals) }
    private val atoms = spec.relativeTo?.let { StartingMatrix(it, spec.transform, linearAlgebra) }

    /** The images of [matrix], in the order of [MatrixSpec.images]. */
    public fun of(matrix: DoubleArray, structure: Structure): List<DoubleArray> {
        val start = atoms?.of(structure)
        val learned = if (start == null) matrix else DoubleArray(matrix.size) { matrix[it] - start[it] }
        if (stretch == null || overlap == null) return listOf(learned)
        return sandwiched(stretch.powers.map { learned }, stretch.powers, overlap.of(structure), structure)
    }

    /** The matrix that [images] were predicted of. */
    public fun matrix(images: List<DoubleArray>, structure: Structure): DoubleArray {
        val start = atoms?.of(structure)
        if (stretch == null || overlap == null) return sum(images.single(), start)
        val back = sandwiched(images, stretch.powers.map { -it }, overlap.of(structure), structure).map { sum(it, start) }
        return if (back.size == 1) back[0] else joined(back[0], back[1], stretch.occupiedLevels(structure), structure)
    }

    private fun sum(a: DoubleArray, b: DoubleArray?): DoubleArray = if (b == null) a else DoubleArray(a.size) { a[it] + b[it] }

    /** Each of [matrices] between its power of [s]. */
    private fun sandwiched(matrices: List<DoubleArray>, powers: List<Double>, s: DoubleArray, structure: Structure): List<DoubleArray> {
        val n = orbitals.size(structure)
        val overlap by lazy(LazyThreadSafetyMode.NONE) { OverlapPowers(n, s, Lowdin.LEAST_EIGENVALUE, linearAlgebra) }
        return matrices.zip(powers) { matrix, power -> if (power == 0.0) matrix else Lowdin.sandwich(n, matrix, overlap.power(power), linearAlgebra) }
    }

    /** P Ho P + (1-P) Hv (1-P), P being the projector on the lowest [levels] of [occupied]. */
    private fun joined(occupied: DoubleArray, virtual: DoubleArray, levels: Int, structure: Structure): DoubleArray {
        val n = orbitals.size(structure)
        require(levels <= n) { "stretched: at most $n occupied levels were expected in ${structure.formula}, got $levels; count only the electrons of the learned levels" }
        val vectors = occupied.copyOf()
        linearAlgebra.symmetricEigen(n, vectors, DoubleArray(n))
        val projector = DoubleArray(n * n)
        linearAlgebra.syrk(n, levels, vectors, 0, n, 0.0, projector, 0, n)
        val rest = DoubleArray(n * n) { (if (it % (n + 1) == 0) 1.0 else 0.0) - projector[it] }
        val first = Lowdin.sandwich(n, occupied, projector, linearAlgebra)
        val second = Lowdin.sandwich(n, virtual, rest, linearAlgebra)
        return DoubleArray(n * n) { first[it] + second[it] }
    }
}

/** The Fock matrix of superposed [atoms] in the basis that is learned in, where [transform] brings a reference. */
private class StartingMatrix(
    atoms: SuperposedAtoms,
    transform: MatrixTransform,
    linearAlgebra: LinearAlgebra,
) {
    private val matrices = SuperposedMatrices(atoms, linearAlgebra)
    private val applied = if (transform == NoTransform) atoms.transform else transform
    private val transformer = MatrixTransformer(applied, atoms.orbitals, linearAlgebra)

    fun of(structure: Structure): DoubleArray = transformer.transform(matrices.fock(structure), if (applied == NoTransform) null else matrices.overlap(structure), structure)
}

/** Overlap matrices of [functions] in the order of [orbitals]. */
public class FunctionOverlap(
    private val functions: GaussianFunctions,
    private val orbitals: Orbitals,
) {
    private val pairs = mutableMapOf<List<Any>, GaussianOverlap>()

    init {
        for (a in orbitals.elements) {
            for (b in orbitals.elements) {
                for (first in orbitals.shells(a)) for (second in orbitals.shells(b)) pairs[listOf(a, first, b, second)] = GaussianOverlap(gaussianShell(functions, a, first), gaussianShell(functions, b, second))
            }
        }
    }

    /** The overlap matrix of [structure], row-major and symmetric to the last bit. */
    public fun of(structure: Structure): DoubleArray {
        val places = ShellOffsets(orbitals, structure)
        val side = places.side
        val out = DoubleArray(side * side)
        for (i in 0 until structure.size) {
            for (j in 0..i) {
                val d = DoubleArray(3) { (structure.position(j, it) - structure.position(i, it)) / ANGSTROM_PER_BOHR }
                for (a in orbitals.shells(structure.type(i))) {
                    for (b in orbitals.shells(structure.type(j))) {
                        val at = places.of(i, a) * side + places.of(j, b)
                        pairs.getValue(listOf(structure.type(i), a, structure.type(j), b)).block(d[0], d[1], d[2], out, at, side)
                    }
                }
            }
        }
        for (row in 0 until side) for (column in 0 until row) out[column * side + row] = out[row * side + column]
        return out
    }
}
