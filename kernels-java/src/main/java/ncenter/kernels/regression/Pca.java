package ncenter.kernels.regression;

import ncenter.kernels.linalg.LinearAlgebra;

/**
 * Uncentered principal components of rows of q numbers, accumulated chunk by chunk. Uncentered, because taking a mean off the components
 * of a spherical block would break its symmetry.
 */
public final class Pca {
    private final int q;
    private final double[] covariance;
    private long rows;

    public Pca(int q) {
        if ((long) q * q > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("pca: at most 46340 features were expected, got " + q + "; contract earlier");
        }
        this.q = q;
        this.covariance = new double[q * q];
    }

    /** Adds {@code count} rows of x (count x q). */
    public void add(double[] x, int count, LinearAlgebra la) {
        la.syrk(q, count, x, 0, q, 1.0, covariance, 0, q);
        rows += count;
    }

    /**
     * Principal directions, strongest first.
     *
     * @param components keep x q, row-major, orthonormal; the largest entry of each row is positive
     * @param variances mean squared projection on each kept direction
     * @param total mean squared norm of a row
     */
    public record Components(double[] components, double[] variances, double total) {}

    /** The {@code keep} strongest directions, at most q. */
    public Components solve(int keep, LinearAlgebra la) {
        if (keep < 0 || keep > q) throw new IllegalArgumentException("pca: 0 to " + q + " components were expected, got " + keep);
        double[] vectors = covariance.clone();
        double[] values = new double[q];
        double total = 0.0;
        for (int k = 0; k < q; k++) total += covariance[k * q + k];
        la.symmetricEigen(q, vectors, values);
        double[] components = new double[keep * q];
        double[] variances = new double[keep];
        double count = Math.max(1, rows);
        for (int k = 0; k < keep; k++) {
            int source = q - 1 - k;
            variances[k] = Math.max(0.0, values[source]) / count;
            copyWithSign(vectors, source * q, components, k * q);
        }
        return new Components(components, variances, total / count);
    }

    private void copyWithSign(double[] from, int at, double[] to, int target) {
        int largest = 0;
        for (int i = 1; i < q; i++) if (Math.abs(from[at + i]) > Math.abs(from[at + largest]) * (1 + 1e-9)) largest = i;
        double sign = from[at + largest] < 0 ? -1.0 : 1.0;
        for (int i = 0; i < q; i++) to[target + i] = sign * from[at + i];
    }
}
