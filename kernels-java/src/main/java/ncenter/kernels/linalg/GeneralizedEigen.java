package ncenter.kernels.linalg;

/**
 * Solution of H U = S U eps for symmetric H and positive definite S: orbital energies and coefficients.
 *
 * @param values  n eigenvalues, ascending, in the unit of H
 * @param vectors n x n; row k is eigenvector k (column k of U), normalized to U^T S U = 1; the sign of each is arbitrary
 */
public record GeneralizedEigen(double[] values, double[] vectors) {
    /**
     * Solves by L&ouml;wdin orthogonalization.
     *
     * @param h         n x n symmetric, not modified
     * @param s         n x n symmetric, not modified
     * @param threshold smallest eigenvalue of S that is accepted, see {@link Lowdin#inverseSquareRoot}
     */
    public static GeneralizedEigen of(int n, double[] h, double[] s, double threshold, LinearAlgebra la) {
        double[] x = Lowdin.inverseSquareRoot(n, s, threshold, la);
        double[] orthogonal = Lowdin.sandwich(n, h, x, la);
        double[] w = new double[n];
        la.symmetricEigen(n, orthogonal, w);
        double[] u = new double[n * n];
        la.gemm(false, false, n, n, n, 1, orthogonal, 0, n, x, 0, n, 0, u, 0, n);
        return new GeneralizedEigen(w, u);
    }
}
