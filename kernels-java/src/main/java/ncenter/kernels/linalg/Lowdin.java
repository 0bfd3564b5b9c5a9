package ncenter.kernels.linalg;

/**
 * L&ouml;wdin's symmetric orthogonalization: matrix functions of an overlap matrix.
 *
 * <p>S^(-1/2) is real and symmetric and is a function of S alone, so it commutes with every rotation and atom permutation that
 * leaves the description of the molecule unchanged: H' = S^(-1/2) H S^(-1/2) is as equivariant as H is (arXiv:2109.12083).
 */
public final class Lowdin {
    /** The usual threshold for overlaps of normalized orbitals: eigenvalues at or below it mean linearly dependent functions. */
    public static final double LEAST_EIGENVALUE = 1e-10;

    private Lowdin() {}

    /**
     * S^(-1/2) of a symmetric positive definite matrix.
     *
     * @param s         n x n, not modified
     * @param threshold eigenvalues at or below it are refused; 1e-10 suits normalized atomic orbitals
     * @return n x n, symmetric bit by bit
     * @throws IllegalArgumentException naming the smallest eigenvalue if it is not above the threshold
     */
    public static double[] inverseSquareRoot(int n, double[] s, double threshold, LinearAlgebra la) {
        return new OverlapPowers(n, s, threshold, la).power(-0.5);
    }

    /** S^(1/2); the rest as for {@link #inverseSquareRoot}. */
    public static double[] squareRoot(int n, double[] s, double threshold, LinearAlgebra la) {
        return new OverlapPowers(n, s, threshold, la).power(0.5);
    }

    /**
     * H' = S^(-1/2) H S^(-1/2): the same eigenvalues as H U = S U eps, in an orthonormal basis.
     *
     * @param h n x n symmetric, not modified
     * @return n x n, symmetric bit by bit
     */
    public static double[] orthogonalize(int n, double[] h, double[] s, double threshold, LinearAlgebra la) {
        return sandwich(n, h, inverseSquareRoot(n, s, threshold, la), la);
    }

    /** X H X for symmetric X and H, symmetrized to the last bit. */
    public static double[] sandwich(int n, double[] h, double[] x, LinearAlgebra la) {
        double[] half = new double[n * n];
        double[] out = new double[n * n];
        la.gemm(false, false, n, n, n, 1, h, 0, n, x, 0, n, 0, half, 0, n);
        la.gemm(false, false, n, n, n, 1, x, 0, n, half, 0, n, 0, out, 0, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double mean = 0.5 * (out[i * n + j] + out[j * n + i]);
                out[i * n + j] = mean;
                out[j * n + i] = mean;
            }
        }
        return out;
    }
}
