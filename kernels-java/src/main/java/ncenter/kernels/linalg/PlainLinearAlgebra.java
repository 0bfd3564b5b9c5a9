package ncenter.kernels.linalg;

import java.util.Arrays;

/** The plain-Java twin of the native provider: the same results to rounding, several times slower. */
final class PlainLinearAlgebra implements LinearAlgebra {
    private static final int TILE = 64;

    @Override
    public String name() {
        return "plain Java";
    }

    @Override
    public void gemm(
            boolean transA, boolean transB, int m, int n, int k, double alpha, double[] a, int aOff, int lda, double[] b, int bOff, int ldb,
            double beta, double[] c, int cOff, int ldc) {
        double[] bt = transB ? transposed(b, bOff, ldb, n, k) : b;
        int bStart = transB ? 0 : bOff;
        int bStride = transB ? n : ldb;
        for (int i = 0; i < m; i++) scale(c, cOff + i * ldc, n, beta);
        for (int p0 = 0; p0 < k; p0 += TILE) {
            int p1 = Math.min(k, p0 + TILE);
            for (int i = 0; i < m; i++) {
                for (int p = p0; p < p1; p++) {
                    double x = alpha * (transA ? a[aOff + p * lda + i] : a[aOff + i * lda + p]);
                    if (x != 0.0) axpy(x, bt, bStart + p * bStride, c, cOff + i * ldc, n);
                }
            }
        }
    }

    @Override
    public void syrk(int n, int k, double[] a, int aOff, int lda, double beta, double[] c, int cOff, int ldc) {
        for (int i = 0; i < n; i++) scale(c, cOff + i * ldc + i, n - i, beta);
        for (int p0 = 0; p0 < k; p0 += TILE) {
            int p1 = Math.min(k, p0 + TILE);
            for (int i = 0; i < n; i++) {
                for (int p = p0; p < p1; p++) axpy(a[aOff + p * lda + i], a, aOff + p * lda + i, c, cOff + i * ldc + i, n - i);
            }
        }
        for (int i = 0; i < n; i++) for (int j = 0; j < i; j++) c[cOff + i * ldc + j] = c[cOff + j * ldc + i];
    }

    @Override
    public void symmetricEigen(int n, double[] a, double[] w) {
        Finite.check("symmetricEigen", a, n * n);
        PlainEigen.solve(n, a, w);
    }

    @Override
    public boolean cholesky(int n, double[] a) {
        for (int j = 0; j < n; j++) {
            for (int i = 0; i <= j; i++) {
                double sum = a[j * n + i];
                for (int k = 0; k < i; k++) sum -= a[j * n + k] * a[i * n + k];
                if (i < j) a[j * n + i] = sum / a[i * n + i];
                else if (sum > 0.0) a[j * n + j] = Math.sqrt(sum);
                else return false;
            }
            Arrays.fill(a, j * n + j + 1, (j + 1) * n, 0.0);
        }
        return true;
    }

    @Override
    public void choleskySolve(int n, int rhs, double[] l, double[] b) {
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) axpy(-l[i * n + k], b, k * rhs, b, i * rhs, rhs);
            for (int t = 0; t < rhs; t++) b[i * rhs + t] /= l[i * n + i];
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) axpy(-l[k * n + i], b, k * rhs, b, i * rhs, rhs);
            for (int t = 0; t < rhs; t++) b[i * rhs + t] /= l[i * n + i];
        }
    }

    @Override
    public void svd(int m, int n, double[] a, double[] u, double[] s, double[] vt) {
        Finite.check("svd", a, m * n);
        if (m >= n) {
            PlainSvd.solve(m, n, a, u, s, vt);
            return;
        }
        double[] ut = new double[m * m];
        double[] v = new double[n * m];
        PlainSvd.solve(n, m, transposed(a, 0, n, m, n), v, s, ut);
        System.arraycopy(transposed(ut, 0, m, m, m), 0, u, 0, m * m);
        System.arraycopy(transposed(v, 0, m, n, m), 0, vt, 0, m * n);
    }

    private static void scale(double[] c, int at, int n, double beta) {
        if (beta == 0.0) Arrays.fill(c, at, at + n, 0.0);
        else if (beta != 1.0) for (int j = 0; j < n; j++) c[at + j] *= beta;
    }

    private static void axpy(double x, double[] from, int at, double[] to, int target, int n) {
        for (int j = 0; j < n; j++) to[target + j] += x * from[at + j];
    }

    /** The columns x rows transpose of a rows x columns matrix. */
    private static double[] transposed(double[] a, int off, int lda, int rows, int columns) {
        double[] t = new double[rows * columns];
        for (int i = 0; i < rows; i++) for (int j = 0; j < columns; j++) t[j * rows + i] = a[off + i * lda + j];
        return t;
    }
}
