package ncenter.kernels.regression;

import ncenter.kernels.linalg.LinearAlgebra;

/**
 * A ridge problem in the eigenvectors v_k of X^T X: w(alpha) = sum_k v_k g_k / (e_k + rows alpha), for any alpha and target.
 *
 * @param values  e_k, not negative
 * @param g       v_k . X^T y, rank x targets
 * @param vectors rank x q, vectors are rows
 * @param floor   components with e_k + rows alpha at or below it are noise and are left out
 * @param mean    what x (q values) and y were centered on, zeros without intercept
 */
record RidgeSpectrum(
        int q, int targets, long rows, double[] values, double[] g, double[] vectors, double floor, double[] mean) {
    /** The spectrum of |r w - y|^2 with r q x q: singular values keep twice the digits that eigenvalues of r^T r would. */
    static RidgeSpectrum ofFactor(int q, int t, long rows, double[] r, double[] y, double[] mean, LinearAlgebra la) {
        double[] u = new double[q * q];
        double[] s = new double[q];
        double[] vt = new double[q * q];
        la.svd(q, q, r, u, s, vt);
        double[] g = new double[q * t];
        la.gemm(true, false, q, t, q, 1, u, 0, q, y, 0, t, 0, g, 0, t);
        for (int k = 0; k < q; k++) {
            for (int j = 0; j < t; j++) {
                g[k * t + j] *= s[k];
            }
        }
        double smallest = q * 0x1p-52 * s[0];
        double[] values = new double[q];
        for (int k = 0; k < q; k++) {
            values[k] = s[k] * s[k];
        }
        return new RidgeSpectrum(q, t, rows, values, g, vt, smallest * smallest, mean);
    }

    /**
     * Weights of a list of (alpha, target) columns, q x columns.
     *
     * @param alphas alpha of each column
     * @param target target of each column
     */
    double[] weights(double[] alphas, int[] target, LinearAlgebra la) {
        int columns = alphas.length;
        int rank = values.length;
        double[] filtered = new double[rank * columns];
        for (int k = 0; k < rank; k++) {
            for (int c = 0; c < columns; c++) {
                double denominator = values[k] + rows * alphas[c];
                filtered[k * columns + c] = denominator > floor ? g[k * targets + target[c]] / denominator : 0;
            }
        }
        double[] w = new double[q * columns];
        la.gemm(true, false, q, columns, rank, 1, vectors, 0, q, filtered, 0, columns, 0, w, 0, columns);
        return w;
    }

    /** The intercept that belongs to a column of weights, for the rows as they were accumulated. */
    double intercept(double[] weights, int columns, int column, int target) {
        double b = mean[q + target];
        for (int j = 0; j < q; j++) {
            b -= mean[j] * weights[j * columns + column];
        }
        return b;
    }
}
