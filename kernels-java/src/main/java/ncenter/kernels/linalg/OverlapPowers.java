package ncenter.kernels.linalg;

/** Powers of a symmetric positive definite matrix, all from one eigen-decomposition S = V w V^T. */
public final class OverlapPowers {
    private final int n;
    private final double[] vectors;
    private final double[] w;
    private final LinearAlgebra la;

    /**
     * Takes S apart.
     *
     * @param s         n x n, not modified
     * @param threshold eigenvalues at or below it are refused; {@link Lowdin#LEAST_EIGENVALUE} suits normalized atomic orbitals
     * @throws IllegalArgumentException naming the smallest eigenvalue if it is not above the threshold
     */
    public OverlapPowers(int n, double[] s, double threshold, LinearAlgebra la) {
        if (s.length != n * n) {
            throw new IllegalArgumentException("overlap: expected " + n + " x " + n + " elements, got " + s.length
                    + "; pass the whole overlap matrix");
        }
        this.n = n;
        this.vectors = s.clone();
        this.w = new double[n];
        this.la = la;
        la.symmetricEigen(n, vectors, w);
        if (n > 0 && !(w[0] > threshold)) {
            throw new IllegalArgumentException(
                    "overlap: expected all eigenvalues above " + threshold + ", got " + w[0]
                            + "; remove linearly dependent functions from the basis, or check the units and the orbital order of S");
        }
    }

    /** S^exponent, n x n: the eigenvectors times w^(exponent/2), and the product of that set with itself, which is symmetric bit by bit. */
    public double[] power(double exponent) {
        double[] scaled = new double[n * n];
        for (int k = 0; k < n; k++) {
            double f = Math.pow(w[k], 0.5 * exponent);
            for (int i = 0; i < n; i++) {
                scaled[k * n + i] = vectors[k * n + i] * f;
            }
        }
        double[] out = new double[n * n];
        la.syrk(n, n, scaled, 0, n, 0, out, 0, n);
        return out;
    }
}
