package ncenter.kernels.regression;

import ncenter.kernels.linalg.LinearAlgebra;
import ncenter.kernels.linalg.Tasks;

/** Kernel matrices of equivariant features, k[(A m), (B m')] = (sum_q F[A m q] F[B m' q]) kappa(A, B) (arXiv:2109.12083). */
public final class SymmetryKernel {
    /** Rows of the kernel that are made at once. */
    private static final int STRIP = 256;

    private SymmetryKernel() {}

    /**
     * The kernel of all rows with all rows, (n*m) x (n*m), without a matrix of kappa beside it: invariants a[sample*k + i], features
     * f[(sample*m + component)*q + property].
     */
    public static double[] symmetric(
            InvariantKernel kernel, double[] a, int n, int k, double[] f, int m, int q, LinearAlgebra la, Tasks tasks) {
        int rows = n * m;
        double[] out = new double[Math.multiplyExact(rows, rows)];
        double[] squares = new double[n];
        for (int s = 0; s < n; s++) squares[s] = square(a, s, k);
        int samples = Math.max(1, STRIP / m);
        int strips = (n + samples - 1) / samples;
        tasks.forEach(strips, strip -> {
            int first = (strips - 1 - strip) * samples;
            strip(kernel, a, first, Math.min(n, first + samples), k, squares, f, m, q, out, rows, la);
        });
        tasks.forEach((rows + STRIP - 1) / STRIP, band -> mirrorLower(rows, out, band * STRIP));
        return out;
    }

    /** Rows of the samples [first, end) and columns of the samples [0, end). */
    private static void strip(
            InvariantKernel kernel,
            double[] a,
            int first,
            int end,
            int k,
            double[] squares,
            double[] f,
            int m,
            int q,
            double[] out,
            int rows,
            LinearAlgebra la) {
        int count = end - first;
        double[] kappa = new double[count * end];
        if (k > 0) la.gemm(false, true, count, end, k, 1.0, a, first * k, k, a, 0, k, 0.0, kappa, 0, end);
        for (int s = 0; s < count; s++) {
            for (int t = 0; t < end; t++)
                kappa[s * end + t] = kernel.value(kappa[s * end + t], squares[first + s], squares[t]);
        }
        int at = first * m * rows;
        if (q > 0) la.gemm(false, true, count * m, end * m, q, 1.0, f, first * m * q, q, f, 0, q, 0.0, out, at, rows);
        for (int r = 0; r < count * m; r++) {
            for (int t = 0; t < end; t++) {
                double factor = kappa[r / m * end + t];
                int to = at + r * rows + t * m;
                for (int c = to; c < to + m; c++) out[c] *= factor;
            }
        }
    }

    private static void mirrorLower(int rows, double[] out, int first) {
        int tile = 32;
        for (int j0 = 0; j0 < rows; j0 += tile) {
            for (int i = first; i < Math.min(rows, first + STRIP); i++) {
                for (int j = Math.max(i + 1, j0); j < Math.min(rows, j0 + tile); j++)
                    out[i * rows + j] = out[j * rows + i];
            }
        }
    }

    /** kappa of every sample with every other, n x n, for invariants a[sample*k + i] of an {@link InvariantMap}. */
    public static double[] invariant(InvariantKernel kernel, double[] a, int n, int k, LinearAlgebra la) {
        double[] out = new double[n * n];
        if (n == 0) return out;
        if (k > 0) la.syrk(n, k, transposed(a, n, k), 0, n, 0.0, out, 0, n);
        double[] squares = new double[n];
        for (int s = 0; s < n; s++) squares[s] = out[s * n + s];
        for (int s = 0; s < n; s++) {
            for (int t = 0; t < n; t++) out[s * n + t] = kernel.value(out[s * n + t], squares[s], squares[t]);
        }
        return out;
    }

    /**
     * The kernel of all rows with all rows, (n*m) x (n*m): features f[(sample*m + component)*q + property], kappa n x n.
     */
    public static double[] matrix(double[] f, int n, int m, int q, double[] kappa, LinearAlgebra la) {
        return matrix(f, n, f, n, m, q, kappa, la);
    }

    /** kappa of n samples with k others, n x k, for invariants of an {@link InvariantMap} with {@code components} numbers each. */
    public static double[] invariant(
            InvariantKernel kernel, double[] a, int n, double[] b, int k, int components, LinearAlgebra la) {
        double[] out = new double[n * k];
        if (n == 0 || k == 0) return out;
        if (components > 0)
            la.gemm(false, true, n, k, components, 1.0, a, 0, components, b, 0, components, 0.0, out, 0, k);
        double[] squares = new double[k];
        for (int t = 0; t < k; t++) squares[t] = square(b, t, components);
        for (int s = 0; s < n; s++) {
            double own = square(a, s, components);
            for (int t = 0; t < k; t++) out[s * k + t] = kernel.value(out[s * k + t], own, squares[t]);
        }
        return out;
    }

    private static double square(double[] a, int row, int width) {
        double sum = 0.0;
        for (int i = row * width; i < (row + 1) * width; i++) sum += a[i] * a[i];
        return sum;
    }

    /** The kernel of n samples with k others, (n*m) x (k*m): features f and g, kappa n x k. */
    public static double[] matrix(
            double[] f, int n, double[] g, int k, int m, int q, double[] kappa, LinearAlgebra la) {
        int rows = n * m;
        int columns = k * m;
        double[] out = new double[Math.multiplyExact(rows, columns)];
        if (rows == 0 || columns == 0) return out;
        if (q > 0) la.gemm(false, true, rows, columns, q, 1.0, f, 0, q, g, 0, q, 0.0, out, 0, columns);
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) out[r * columns + c] *= kappa[(r / m) * k + c / m];
        }
        return out;
    }

    private static double[] transposed(double[] a, int n, int k) {
        double[] out = new double[n * k];
        for (int s = 0; s < n; s++) for (int i = 0; i < k; i++) out[i * n + s] = a[s * k + i];
        return out;
    }
}
