package ncenter.kernels.linalg;

import java.util.Arrays;

/** Symmetric eigenproblem in plain Java: {@link Tridiagonal}, then implicit QL with Wilkinson shifts. */
final class PlainEigen {
    private static final double EPSILON = 0x1p-52;

    private PlainEigen() {}

    static void symmetricEigen(int n, double[] a, double[] w) {
        if (n == 0) {
            return;
        }
        Tridiagonal form = Tridiagonal.of(n, a);
        double[] d = form.diagonal;
        double[] e = form.beside;
        double[][] vectors = accumulate(form.reflections, n);
        double floor = floor(d, e);
        for (int l = 0; l < n; l++) {
            implicitQl(l, d, e, vectors, floor);
        }
        writeAscending(d, vectors, form.scale, a, w);
    }

    /** The product of the reflections, transposed: row k is the k-th basis vector of the tridiagonal form. */
    private static double[][] accumulate(double[][] reflections, int n) {
        double[][] q = new double[n][n];
        for (int i = 0; i < n; i++) {
            q[i][i] = 1;
        }
        double[] s = new double[n];
        for (int k = n - 2; k >= 0; k--) {
            double[] v = reflections[k];
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
