package ncenter.kernels.linalg;

import java.util.Arrays;

/** Singular values by one-sided Jacobi rotations: accurate also for small singular values. */
final class PlainSvd {
    private static final int MAX_SWEEPS = 60;

    private PlainSvd() {}

    /** m >= n. Works on columns kept as rows, so that every inner loop is contiguous. */
    static void solve(int m, int n, double[] a, double[] u, double[] s, double[] vt) {
        double[] columns = new double[n * m];
        for (int i = 0; i < m; i++) for (int j = 0; j < n; j++) columns[j * m + i] = a[i * n + j];
        double[] v = new double[n * n];
        for (int j = 0; j < n; j++) v[j * n + j] = 1.0;
        boolean rotated = true;
        for (int sweep = 0; rotated && sweep < MAX_SWEEPS; sweep++) {
            rotated = false;
            for (int p = 0; p < n; p++) for (int q = p + 1; q < n; q++) rotated |= rotate(m, n, columns, v, p, q);
        }
        double[] norms = new double[n];
        Integer[] order = new Integer[n];
        for (int j = 0; j < n; j++) {
            norms[j] = Math.sqrt(dot(columns, j * m, j * m, m));
            order[j] = j;
        }
        Arrays.sort(order, (i, j) -> Double.compare(norms[j], norms[i]));
        write(m, n, columns, v, norms, order, u, s, vt);
    }

    private static boolean rotate(int m, int n, double[] columns, double[] v, int p, int q) {
        double alpha = dot(columns, p * m, p * m, m);
        double beta = dot(columns, q * m, q * m, m);
        double gamma = dot(columns, p * m, q * m, m);
        if (gamma == 0.0 || Math.abs(gamma) <= 1e-16 * Math.sqrt(alpha * beta)) return false;
        double zeta = (beta - alpha) / (2 * gamma);
        double t = Math.copySign(1.0, zeta) / (Math.abs(zeta) + Math.hypot(1.0, zeta));
        double c = 1 / Math.hypot(1.0, t);
        turn(columns, p * m, q * m, m, c, c * t);
        turn(v, p * n, q * n, n, c, c * t);
        return true;
    }

    private static void turn(double[] x, int p, int q, int length, double c, double s) {
        for (int i = 0; i < length; i++) {
            double a = x[p + i];
            double b = x[q + i];
            x[p + i] = c * a - s * b;
            x[q + i] = s * a + c * b;
        }
    }

    private static double dot(double[] x, int p, int q, int length) {
        double sum = 0.0;
        for (int i = 0; i < length; i++) sum += x[p + i] * x[q + i];
        return sum;
    }

    /** Columns of vanishing norm get directions that complete the basis. */
    private static void write(
            int m, int n, double[] columns, double[] v, double[] norms, Integer[] order, double[] u, double[] s, double[] vt) {
        double[] basis = new double[n * m];
        double threshold = n == 0 ? 0.0 : norms[order[0]] * 1e-15 * m;
        for (int k = 0; k < n; k++) {
            int j = order[k];
            s[k] = norms[j];
            System.arraycopy(v, j * n, vt, k * n, n);
            if (norms[j] > threshold) for (int i = 0; i < m; i++) basis[k * m + i] = columns[j * m + i] / norms[j];
            else complete(m, k, basis);
            for (int i = 0; i < m; i++) u[i * n + k] = basis[k * m + i];
        }
    }

    /** Row k of the basis becomes the unit vector that is least like rows 0 until k, made orthogonal to them. */
    private static void complete(int m, int k, double[] basis) {
        for (int axis = 0; axis < m; axis++) {
            Arrays.fill(basis, k * m, (k + 1) * m, 0.0);
            basis[k * m + axis] = 1.0;
            for (int pass = 0; pass < 2; pass++) {
                for (int j = 0; j < k; j++) {
                    double overlap = dot(basis, j * m, k * m, m);
                    for (int i = 0; i < m; i++) basis[k * m + i] -= overlap * basis[j * m + i];
                }
            }
            double norm = Math.sqrt(dot(basis, k * m, k * m, m));
            if (norm < 0.1 && axis < m - 1) continue;
            for (int i = 0; i < m; i++) basis[k * m + i] /= norm;
            return;
        }
    }
}
