package ncenter.run.hamiltonians

import ncenter.kernels.linalg.GeneralizedEigen
import ncenter.kernels.linalg.LinearAlgebra
import ncenter.kernels.linalg.Lowdin

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
): DoubleArray = GeneralizedEigen.of(size, matrix, overlap, Lowdin.LEAST_EIGENVALUE, linearAlgebra).values()
