package ncenter.kernels.linalg;

import java.util.Arrays;

/**
 * Singular value decomposition in plain Java by one-sided Jacobi rotations: slow, and small singular values come out with more
 * correct digits than from a bidiagonalization.
 */
final class PlainSvd {
    private static final int SWEEPS = 60;

    private PlainSvd() {}

    static void svd(int m, int n, double[] a, double[] u, double[] s, double[] vt) {
        boolean wide = m < n;
        int k = Math.min(m, n);
        int length = Math.max(m, n);
        double scale = PlainVectors.safeScale(PlainVectors.maxAbs(a, m * n));
        double[][] left = wide ? PlainVectors.rows(a, m, n) : PlainVectors.columns(a, m, n);
        for (double[] row : left) {
            for (int i = 0; i < length; i++) {
                row[i] *= scale;
            }
        }
        double[][] right = new double[k][k];
        for (int i = 0; i < k; i++) {
            right[i][i] = 1;
        }
        orthogonalize(left, right, length);
        double[] norms = new double[k];
        for (int i = 0; i < k; i++) {
            norms[i] = Math.sqrt(PlainVectors.dot(left[i], left[i], 0, length));
        }
        sortDescending(norms, left, right);
        normalize(norms, left, length);
        for (int i = 0; i < k; i++) {
            s[i] = norms[i] / scale;
        }
        write(wide ? right : left, wide ? left : right, m, n, u, vt);
    }

    private static void orthogonalize(double[][] left, double[][] right, int length) {
        int k = left.length;
        double tolerance = 0x1p-52 * Math.sqrt(Math.max(length, 1));
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            boolean rotated = false;
            for (int i = 0; i < k; i++) {
                for (int j = i + 1; j < k; j++) {
                    rotated |= rotatePair(left, right, i, j, length, tolerance);
                }
            }
            if (!rotated) {
                return;
            }
        }
        throw new IllegalStateException(
                "svd: no convergence after " + SWEEPS + " sweeps (this is a bug, please report it)");
    }

    private static boolean rotatePair(double[][] left, double[][] right, int i, int j, int length, double tolerance) {
        double x = PlainVectors.dot(left[i], left[i], 0, length);
        double y = PlainVectors.dot(left[j], left[j], 0, length);
        double xy = PlainVectors.dot(left[i], left[j], 0, length);
        // The largest element is near 1: columns this small are zero for us, their squares underflow.
        if (Math.min(x, y) < 1e-300 || Math.abs(xy) <= tolerance * Math.sqrt(x) * Math.sqrt(y)) {
            return false;
        }
        double zeta = (y - x) / (2 * xy);
        double t = Math.copySign(1, zeta) / (Math.abs(zeta) + Math.hypot(1, zeta));
        double c = 1 / Math.hypot(1, t);
        PlainVectors.rotate(c, c * t, left[i], left[j], length);
        PlainVectors.rotate(c, c * t, right[i], right[j], right.length);
        return true;
    }

    private static void sortDescending(double[] norms, double[][] left, double[][] right) {
        for (int i = 0; i < norms.length; i++) {
            int best = i;
            for (int j = i + 1; j < norms.length; j++) {
                best = norms[j] > norms[best] ? j : best;
            }
            double norm = norms[best];
            norms[best] = norms[i];
            norms[i] = norm;
            swap(left, i, best);
            swap(right, i, best);
        }
    }

    private static void swap(double[][] rows, int i, int j) {
        double[] row = rows[i];
        rows[i] = rows[j];
        rows[j] = row;
    }

    /** Divides by the norms; a vanishing vector is replaced by a unit vector orthogonal to all before it. */
    private static void normalize(double[] norms, double[][] left, int length) {
        int candidate = 0;
        for (int i = 0; i < norms.length; i++) {
            double norm = norms[i];
            if (norm < 1e-150) {
                norms[i] = 0;
                do {
                    norm = complement(left, i, length, candidate++);
                } while (norm < 0.5 / Math.sqrt(length));
            }
            for (int p = 0; p < length; p++) {
                left[i][p] /= norm;
            }
        }
    }

    /** Puts the part of unit vector {@code candidate} that is orthogonal to rows 0..i-1 into row i; returns its norm. */
    private static double complement(double[][] left, int i, int length, int candidate) {
        Arrays.fill(left[i], 0.0);
        left[i][candidate] = 1;
        for (int pass = 0; pass < 2; pass++) {
            for (int j = 0; j < i; j++) {
                PlainVectors.axpy(-PlainVectors.dot(left[j], left[i], 0, length), left[j], left[i], 0, length);
            }
        }
        return Math.sqrt(PlainVectors.dot(left[i], left[i], 0, length));
    }

    private static void write(double[][] columnsOfU, double[][] rowsOfVt, int m, int n, double[] u, double[] vt) {
        int k = columnsOfU.length;
        for (int i = 0; i < k; i++) {
            for (int p = 0; p < m; p++) {
                u[p * k + i] = columnsOfU[i][p];
            }
            System.arraycopy(rowsOfVt[i], 0, vt, i * n, n);
        }
    }
}
