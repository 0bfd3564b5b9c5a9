package ncenter.kernels.linalg;

import java.util.Arrays;

/** Symmetric eigenproblem in plain Java: Householder tridiagonalization, then implicit QL with Wilkinson shifts. */
final class PlainEigen {
    private static final double EPSILON = 0x1p-52;

    private PlainEigen() {}

    static void symmetricEigen(int n, double[] a, double[] w) {
        if (n == 0) {
            return;
        }
        double scale = PlainVectors.safeScale(PlainVectors.maxAbs(a, n * n));
        double[][] rows = PlainVectors.rows(a, n, n);
        symmetrize(rows, scale);
        double[] d = new double[n];
        double[] e = new double[n];
        double[][] reflectors = tridiagonalize(rows, d, e);
        double[][] vectors = accumulate(reflectors, n);
        double floor = floor(d, e);
        for (int l = 0; l < n; l++) {
            implicitQl(l, d, e, vectors, floor);
        }
        writeAscending(d, vectors, scale, a, w);
    }

    /** Only the lower triangle is read, as LAPACK does it. */
    private static void symmetrize(double[][] a, double scale) {
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j <= i; j++) {
                a[i][j] *= scale;
                a[j][i] = a[i][j];
            }
        }
    }

    /** Fills d and e; returns for each step the vector v with H = I - v v^T (|v|^2 = 2), null where nothing was to be done. */
    private static double[][] tridiagonalize(double[][] a, double[] d, double[] e) {
        int n = a.length;
        double[][] reflectors = new double[n][];
        double[] p = new double[n];
        for (int k = 0; k < n - 1; k++) {
            double[] v = a[k].clone();
            double tail = PlainVectors.dot(v, v, k + 2, n);
            // What is left of equal rows is noise so small that its square has no inverse.
            if (tail <= Double.MIN_NORMAL / EPSILON) {
                e[k] = v[k + 1];
            } else {
                double norm = Math.sqrt(v[k + 1] * v[k + 1] + tail);
                e[k] = -Math.copySign(norm, v[k + 1]);
                v[k + 1] -= e[k];
                double f = Math.sqrt(2 / (v[k + 1] * v[k + 1] + tail));
                for (int i = k + 1; i < n; i++) {
                    v[i] *= f;
                }
                reflect(a, v, p, k + 1);
                reflectors[k] = v;
            }
        }
        for (int i = 0; i < n; i++) {
            d[i] = a[i][i];
        }
        return reflectors;
    }

    /** A becomes H A H on the rows and columns from {@code from}, as a rank-2 update. */
    private static void reflect(double[][] a, double[] v, double[] p, int from) {
        int n = a.length;
        for (int i = from; i < n; i++) {
            p[i] = PlainVectors.dot(a[i], v, from, n);
        }
        double half = PlainVectors.dot(p, v, from, n) / 2;
        for (int i = from; i < n; i++) {
            p[i] -= half * v[i];
        }
        for (int i = from; i < n; i++) {
            PlainVectors.subtract(v[i], p, p[i], v, a[i], from, n);
        }
    }

    /** The product of the reflectors, transposed: row k is the k-th basis vector of the tridiagonal form. */
    private static double[][] accumulate(double[][] reflectors, int n) {
        double[][] q = new double[n][n];
        for (int i = 0; i < n; i++) {
            q[i][i] = 1;
        }
        double[] s = new double[n];
        for (int k = n - 2; k >= 0; k--) {
            double[] v = reflectors[k];
            if (v == null) {
                continue;
            }
            Arrays.fill(s, 0.0);
            for (int i = k + 1; i < n; i++) {
                PlainVectors.axpy(v[i], q[i], s, k + 1, n);
            }
            for (int i = k + 1; i < n; i++) {
                PlainVectors.axpy(-v[i], s, q[i], k + 1, n);
            }
        }
        return transpose(q);
    }

    private static double[][] transpose(double[][] q) {
        int n = q.length;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double t = q[i][j];
                q[i][j] = q[j][i];
                q[j][i] = t;
            }
        }
        return q;
    }

    /** Off-diagonal elements up to here are rounding errors of the largest eigenvalue. Where many eigenvalues are zero, nothing else ends the iteration. */
    private static double floor(double[] d, double[] e) {
        double largest = 0;
        for (int i = 0; i < d.length; i++) largest = Math.max(largest, Math.abs(d[i]) + Math.abs(e[i]));
        return Math.max(Double.MIN_NORMAL, 0.5 * EPSILON * largest);
    }

    private static void implicitQl(int l, double[] d, double[] e, double[][] z, double floor) {
        int n = d.length;
        for (int iteration = 0; ; iteration++) {
            int m = l;
            while (m < n - 1
                    && Math.abs(e[m]) > EPSILON * (Math.abs(d[m]) + Math.abs(d[m + 1]))
                    && Math.abs(e[m]) > floor) {
                m++;
            }
            if (m == l) {
                return;
            }
            if (iteration == 200) {
                throw new IllegalStateException(
                        "symmetricEigen: eigenvalue " + l + " did not converge (this is a bug, please report it)");
            }
            sweep(l, m, d, e, z);
        }
    }

    /** One implicit QL sweep over the unreduced block l..m. */
    private static void sweep(int l, int m, double[] d, double[] e, double[][] z) {
        double g = (d[l + 1] - d[l]) / (2 * e[l]);
        double r = Math.hypot(g, 1);
        g = d[m] - d[l] + e[l] / (g + Math.copySign(r, g));
        double s = 1;
        double c = 1;
        double p = 0;
        for (int i = m - 1; i >= l; i--) {
            double f = s * e[i];
            double b = c * e[i];
            r = Math.hypot(f, g);
            e[i + 1] = r;
            if (r == 0) {
                d[i + 1] -= p;
                e[m] = 0;
                return;
            }
            s = f / r;
            c = g / r;
            g = d[i + 1] - p;
            r = (d[i] - g) * s + 2 * c * b;
            p = s * r;
            d[i + 1] = g + p;
            g = c * r - b;
            PlainVectors.rotate(c, s, z[i], z[i + 1], d.length);
        }
        d[l] -= p;
        e[l] = g;
        e[m] = 0;
    }

    private static void writeAscending(double[] d, double[][] vectors, double scale, double[] a, double[] w) {
        int n = d.length;
        for (int k = 0; k < n; k++) {
            int best = k;
            for (int i = k + 1; i < n; i++) {
                best = d[i] < d[best] ? i : best;
            }
            w[k] = d[best] / scale;
            System.arraycopy(vectors[best], 0, a, k * n, n);
            d[best] = d[k];
            vectors[best] = vectors[k];
        }
    }
}
