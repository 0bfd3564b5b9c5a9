package ncenter.kernels.linalg;

import java.util.Arrays;

/** Symmetric eigenproblem: Householder reduction to tridiagonal form, then implicit QL steps (Golub and Van Loan, chapter 8). */
final class PlainEigen {
    private static final int MAX_SWEEPS = 60;

    private PlainEigen() {}

    /** Row k of {@code a} becomes eigenvector k, {@code d} the eigenvalues, ascending. */
    static void solve(int n, double[] a, double[] d) {
        if (n == 0) return;
        double[] e = new double[n];
        double[] q = tridiagonalize(n, a, d, e);
        iterate(n, d, e, q);
        sort(n, d, q, a);
    }

    /** Reduces to diagonal d and off-diagonal e[i] between i and i+1; row k of the result is basis vector k. */
    private static double[] tridiagonalize(int n, double[] a, double[] d, double[] e) {
        double[] q = new double[n * n];
        for (int i = 0; i < n; i++) q[i * n + i] = 1.0;
        double[] v = new double[n];
        double[] p = new double[n];
        for (int k = 0; k + 2 < n; k++) {
            double beta = householder(n, a, k, v);
            e[k] = v[k];
            v[k] = 0.0;
            if (beta == 0.0) continue;
            reflectBothSides(n, a, k + 1, v, beta, p);
            reflectRows(n, q, k + 1, v, beta, p);
        }
        for (int i = 0; i < n; i++) d[i] = a[i * n + i];
        if (n >= 2) e[n - 2] = a[(n - 1) * n + n - 2];
        return q;
    }

    /** The vector v (from k+1) of the reflection that clears column k below k+1; v[k] receives the new off-diagonal entry. */
    private static double householder(int n, double[] a, int k, double[] v) {
        double scale = 0.0;
        for (int i = k + 1; i < n; i++) scale = Math.max(scale, Math.abs(a[i * n + k]));
        double tail = 0.0;
        for (int i = k + 1; i < n; i++) {
            v[i] = scale == 0.0 ? 0.0 : a[i * n + k] / scale;
            if (i > k + 1) tail += v[i] * v[i];
        }
        v[k] = a[(k + 1) * n + k];
        if (tail == 0.0) return 0.0;
        double norm = Math.sqrt(tail + v[k + 1] * v[k + 1]);
        v[k] = v[k + 1] > 0 ? -norm * scale : norm * scale;
        v[k + 1] += v[k + 1] > 0 ? norm : -norm;
        return 2.0 / (tail + v[k + 1] * v[k + 1]);
    }

    /** A = H A H on rows and columns from {@code first}, H = 1 - beta v v^T. */
    private static void reflectBothSides(int n, double[] a, int first, double[] v, double beta, double[] p) {
        double dot = 0.0;
        for (int i = first; i < n; i++) {
            double sum = 0.0;
            for (int j = first; j < n; j++) sum += a[i * n + j] * v[j];
            p[i] = beta * sum;
            dot += p[i] * v[i];
        }
        double half = 0.5 * beta * dot;
        for (int i = first; i < n; i++) p[i] -= half * v[i];
        for (int i = first; i < n; i++) {
            double x = v[i];
            double y = p[i];
            for (int j = first; j < n; j++) a[i * n + j] -= x * p[j] + y * v[j];
        }
    }

    /** Q = H Q for rows from {@code first}. */
    private static void reflectRows(int n, double[] q, int first, double[] v, double beta, double[] p) {
        Arrays.fill(p, 0.0);
        for (int i = first; i < n; i++) for (int j = 0; j < n; j++) p[j] += v[i] * q[i * n + j];
        for (int i = first; i < n; i++) {
            double x = beta * v[i];
            for (int j = 0; j < n; j++) q[i * n + j] -= x * p[j];
        }
    }

    private static void iterate(int n, double[] d, double[] e, double[] q) {
        for (int l = 0; l < n; l++) {
            for (int sweep = 0; ; sweep++) {
                int m = l;
                while (m < n - 1 && Math.abs(e[m]) > Math.ulp(Math.abs(d[m]) + Math.abs(d[m + 1])) * 0.5) m++;
                if (m == l) break;
                if (sweep == MAX_SWEEPS) throw new IllegalStateException("symmetricEigen: no convergence (this is a bug, please report it)");
                step(n, d, e, q, l, m);
            }
        }
    }

    /** One implicit QL step with Wilkinson's shift on rows l..m. */
    private static void step(int n, double[] d, double[] e, double[] q, int l, int m) {
        double g = (d[l + 1] - d[l]) / (2 * e[l]);
        double r = Math.hypot(g, 1.0);
        g = d[m] - d[l] + e[l] / (g + Math.copySign(r, g));
        double s = 1.0;
        double c = 1.0;
        double p = 0.0;
        for (int i = m - 1; i >= l; i--) {
            double f = s * e[i];
            double b = c * e[i];
            r = Math.hypot(f, g);
            e[i + 1] = r;
            if (r == 0.0) {
                d[i + 1] -= p;
                e[m] = 0.0;
                return;
            }
            s = f / r;
            c = g / r;
            g = d[i + 1] - p;
            r = (d[i] - g) * s + 2 * c * b;
            p = s * r;
            d[i + 1] = g + p;
            g = c * r - b;
            rotateRows(n, q, i, s, c);
        }
        d[l] -= p;
        e[l] = g;
        e[m] = 0.0;
    }

    private static void rotateRows(int n, double[] q, int i, double s, double c) {
        int lower = i * n;
        int upper = lower + n;
        for (int k = 0; k < n; k++) {
            double f = q[upper + k];
            q[upper + k] = s * q[lower + k] + c * f;
            q[lower + k] = c * q[lower + k] - s * f;
        }
    }

    private static void sort(int n, double[] d, double[] q, double[] out) {
        Integer[] order = new Integer[n];
        for (int i = 0; i < n; i++) order[i] = i;
        Arrays.sort(order, (i, j) -> Double.compare(d[i], d[j]));
        double[] values = d.clone();
        for (int k = 0; k < n; k++) {
            d[k] = values[order[k]];
            System.arraycopy(q, order[k] * n, out, k * n, n);
        }
    }
}
