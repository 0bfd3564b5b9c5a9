package ncenter.kernels.regression;

import java.util.Arrays;
import ncenter.kernels.linalg.LinearAlgebra;
import ncenter.kernels.linalg.Tasks;

/** Kernel matrices of equivariant features, k[(A m), (B m')] = (sum_q F[A m q] F[B m' q]) kappa(A, B) (arXiv:2109.12083). */
public final class SymmetryKernel {
    private SymmetryKernel() {}

    /** Samples of a tile: small enough that several threads share the work, large enough for fast products. */
    private static final int TILE = 256;

    /**
     * The kernel of all rows with all rows, (n*m) x (n*m), in tiles that {@code tasks} may run at once; its bits do not depend on how.
     *
     * @param f features f[(sample*m + component)*q + property]
     * @param a invariants a[sample*components + i] of an {@link InvariantMap}
     * @throws IllegalArgumentException if the matrix has more entries than an array can hold (some 46 000 rows)
     */
    public static double[] matrix(
            InvariantKernel kernel,
            double[] f,
            int n,
            int m,
            int q,
            double[] a,
            int components,
            LinearAlgebra la,
            Tasks tasks) {
        long entries = (long) n * m * n * m;
        if (entries > Integer.MAX_VALUE - 8)
            throw new IllegalArgumentException("kernelRidge: at most 46 000 rows of one block were expected, got "
                    + (long) n * m + "; write active = ... to keep fewer points");
        double[] out = new double[(int) entries];
        int side = (n + TILE - 1) / TILE;
        tasks.forEach(side * (side + 1) / 2, tile -> {
            int row = (int) ((Math.sqrt(8.0 * tile + 1.0) - 1.0) / 2.0);
            lowerTile(kernel, f, n, m, q, a, components, row * TILE, (tile - row * (row + 1) / 2) * TILE, out, la);
        });
        return out;
    }

    /** Rows of samples from {@code s} with those from {@code t}, t <= s, and their mirror image. */
    private static void lowerTile(
            InvariantKernel kernel,
            double[] f,
            int n,
            int m,
            int q,
            double[] a,
            int components,
            int s,
            int t,
            double[] out,
            LinearAlgebra la) {
        int height = Math.min(TILE, n - s);
        int width = Math.min(TILE, n - t);
        int rows = n * m;
        double[] first = Arrays.copyOfRange(a, s * components, (s + height) * components);
        double[] second = Arrays.copyOfRange(a, t * components, (t + width) * components);
        double[] kappa = invariant(kernel, first, height, second, width, components, la);
        int at = s * m * rows + t * m;
        if (q > 0)
            la.gemm(false, true, height * m, width * m, q, 1.0, f, s * m * q, q, f, t * m * q, q, 0.0, out, at, rows);
        for (int r = 0; r < height * m; r++) {
            int last = s == t ? r + 1 : width * m;
            for (int c = 0; c < last; c++) {
                double value = out[at + r * rows + c] * kappa[r / m * width + c / m];
                out[at + r * rows + c] = value;
                out[(t * m + c) * rows + s * m + r] = value;
            }
        }
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
}
