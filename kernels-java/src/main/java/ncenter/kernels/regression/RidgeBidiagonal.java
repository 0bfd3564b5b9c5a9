package ncenter.kernels.regression;

import ncenter.kernels.linalg.LinearAlgebra;

/**
 * Ridge problems |A z - y|^2 + mu^2 |z|^2 of one matrix for any mu (L. Elden, BIT 17, 134, 1977): A = U B V^T with B lower bidiagonal is found
 * once, by Householder reflections from both sides; then every mu takes a sweep of rotations over the two diagonals.
 *
 * <p>As accurate as a singular value decomposition, at a fraction of its work; unlike it, it cannot tell noise from nothing where mu vanishes.
 */
final class RidgeBidiagonal {
    private final int rows;
    private final int n;
    private final int targets;
    private final int size;
    /** Row i holds, from i on, the reflection from the right that made it. */
    private final double[] a;

    private final double[] rightTau;
    private final double[] diagonal;
    private final double[] below;
    /** U^T y, rows x targets. */
    private final double[] g;

    /** A power of two that the diagonals were multiplied with, so that their squares neither overflow nor vanish. */
    private final double scale;

    private final LinearAlgebra la;

    /**
     * @param a rows x n, overwritten
     * @param y rows x targets, overwritten
     */
    RidgeBidiagonal(int rows, int n, int targets, double[] a, double[] y, LinearAlgebra la) {
        this.rows = rows;
        this.n = n;
        this.targets = targets;
        this.size = Math.min(rows, n);
        this.a = a;
        this.g = y;
        this.la = la;
        rightTau = new double[size];
        diagonal = new double[size];
        below = new double[size];
        double[] column = new double[rows];
        double[] s = new double[rows];
        double[] w = new double[n];
        for (int i = 0; i < size; i++) step(i, column, s, w);
        double largest = 0;
        for (int i = 0; i < size; i++) largest = Math.max(largest, Math.max(Math.abs(diagonal[i]), Math.abs(below[i])));
        scale = largest == 0 ? 1 : Math.scalb(1.0, -Math.clamp(Math.getExponent(largest), -1000, 1000));
        for (int i = 0; i < size; i++) {
            diagonal[i] *= scale;
            below[i] *= scale;
        }
    }

    /** Takes row i to its diagonal element from the right, then column i below it to one element from the left, and updates the rest at once. */
    private void step(int i, double[] column, double[] s, double[] w) {
        int at = i * n + i;
        rightTau[i] = Reflections.make(a, at, n - i);
        diagonal[i] = a[at];
        a[at] = 1.0;
        int m = rows - i - 1;
        if (m == 0) return;
        la.gemm(false, false, m, 1, n - i, rightTau[i], a, at + n, n, a, at, 1, 0, s, 0, 1);
        for (int r = 0; r < m; r++) column[r] = a[at + (r + 1) * n] - s[r];
        double tau = Reflections.make(column, 0, m);
        below[i] = column[0];
        column[0] = 1.0;
        reflectTargets(i + 1, m, tau, column);
        int width = n - i - 1;
        if (width == 0) return;
        la.gemm(true, false, 1, width, m, tau, column, 0, 1, a, at + n + 1, n, 0, w, 0, width);
        double shared = 0;
        for (int r = 0; r < m; r++) shared += column[r] * s[r];
        for (int j = 0; j < width; j++) w[j] -= tau * shared * a[at + 1 + j];
        for (int r = 0; r < m; r++) update(at + 1, at + (r + 1) * n + 1, width, s[r], column[r], w);
    }

    /** a[row + j] -= f a[reflection + j] + h w[j]. */
    private void update(int reflection, int row, int width, double f, double h, double[] w) {
        for (int j = 0; j < width; j++) a[row + j] -= f * a[reflection + j] + h * w[j];
    }

    private void reflectTargets(int from, int m, double tau, double[] v) {
        for (int t = 0; t < targets; t++) {
            double sum = 0;
            for (int r = 0; r < m; r++) sum += v[r] * g[(from + r) * targets + t];
            for (int r = 0; r < m; r++) g[(from + r) * targets + t] -= tau * sum * v[r];
        }
    }

    /** How many numbers a solution in the basis V has. */
    int size() {
        return size;
    }

    /** V^T z for one target, written to out[at + k*stride]: the solution for mu^2 = {@code square} > 0. */
    void solve(int target, double square, double[] out, int at, int stride) {
        double shift = square * scale * scale;
        double[] upper = new double[size];
        double[] pivot = new double[size];
        double rho = size == 0 ? 0 : diagonal[0];
        double phi = size == 0 ? 0 : g[target];
        for (int k = 0; k < size; k++) {
            double damped = Math.sqrt(rho * rho + shift);
            double value = phi * (rho / damped);
            double e = k + 1 < rows ? below[k] : 0.0;
            double next = k + 1 < rows ? g[(k + 1) * targets + target] : 0.0;
            double d = k + 1 < size ? diagonal[k + 1] : 0.0;
            double r = Math.sqrt(damped * damped + e * e);
            double c = damped / r;
            double s = e / r;
            pivot[k] = r;
            upper[k] = s * d;
            rho = c * d;
            out[at + k * stride] = c * value + s * next;
            phi = c * next - s * value;
        }
        for (int k = size - 1; k >= 0; k--) {
            double rest = k + 1 < size ? upper[k] * out[at + (k + 1) * stride] : 0.0;
            out[at + k * stride] = (out[at + k * stride] - rest) / pivot[k];
        }
        for (int k = 0; k < size; k++) out[at + k * stride] *= scale;
    }

    /** V^T x for x of n x columns, overwritten; the rows below {@link #size} are the result. */
    void turn(double[] x, int columns) {
        double[] s = new double[columns];
        for (int i = 0; i < size; i++) reflect(i, x, columns, s);
    }

    /** z, n x columns, from V^T z, size x columns. */
    double[] unfold(double[] w, int columns) {
        double[] out = new double[n * columns];
        System.arraycopy(w, 0, out, 0, size * columns);
        double[] s = new double[columns];
        for (int i = size - 1; i >= 0; i--) reflect(i, out, columns, s);
        return out;
    }

    /** x -= tau v (v^T x) with the i-th reflection from the right. */
    private void reflect(int i, double[] x, int columns, double[] s) {
        la.gemm(
                false,
                false,
                1,
                columns,
                n - i,
                rightTau[i],
                a,
                i * n + i,
                n,
                x,
                i * columns,
                columns,
                0,
                s,
                0,
                columns);
        for (int j = i; j < n; j++) subtract(a[i * n + j], s, x, j * columns, columns);
    }

    private static void subtract(double f, double[] s, double[] x, int row, int columns) {
        for (int c = 0; c < columns; c++) x[row + c] -= f * s[c];
    }
}
