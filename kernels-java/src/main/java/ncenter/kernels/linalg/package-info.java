/**
 * Dense linear algebra on row-major {@code double[]}: OpenBLAS where it can be loaded, a plain Java twin everywhere, and the
 * matrix functions of electronic structure (L&ouml;wdin orthogonalization, generalized eigenproblem, projected Hamiltonian).
 *
 * <p>{@link ncenter.kernels.linalg.LinearAlgebras} chooses the provider; nothing else here knows which one runs.
 */
package ncenter.kernels.linalg;
