package ncenter.run.hamiltonians

import ncenter.kernels.linalg.GeneralizedEigen
import ncenter.kernels.linalg.LinearAlgebra

/** Overlaps with an eigenvalue at or below this are refused: their functions are linearly dependent. */
private const val LEAST_EIGENVALUE = 1e-10

/** Eigenvalues of a symmetric [matrix] of [size] rows, ascending. */
public fun eigenvalues(
    matrix: DoubleArray,
    size: Int,
    linearAlgebra: LinearAlgebra,
): DoubleArray = DoubleArray(size).also { linearAlgebra.symmetricEigen(size, matrix.copyOf(), it) }

/** Eigenvalues e of H C = S C e, ascending. */
public fun generalizedEigenvalues(
    matrix: DoubleArray,
    overlap: DoubleArray,
    size: Int,
    linearAlgebra: LinearAlgebra,
): DoubleArray = GeneralizedEigen.of(size, matrix, overlap, LEAST_EIGENVALUE, linearAlgebra).values()
