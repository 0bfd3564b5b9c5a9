package ncenter.kernels.linalg;

import java.util.Arrays;

/** Blocked Cholesky factorization and triangular solves in plain Java; the bulk of the work goes through {@link PlainGemm}. */
final class PlainCholesky {
    private static final int BLOCK = 48;

    private PlainCholesky() {}

    static boolean factor(int n, double[] a) {
        for (int j = 0; j < n; j += BLOCK) {
            int width = Math.min(BLOCK, n - j);
            PlainGemm.gemm(false, true, n - j, width, j, -1, a, j * n, n, a, j * n, n, 1, a, j * n + j, n);
            if (!factorDiagonal(n, a, j, width)) {
                return false;
            }
            solveBelow(n, a, j, width);
        }
        for (int i = 0; i < n; i++) {
            Arrays.fill(a, i * n + i + 1, (i + 1) * n, 0.0);
        }
        return true;
    }

    private static boolean factorDiagonal(int n, double[] a, int j, int width) {
        for (int i = j; i < j + width; i++) {
            for (int c = j; c < i; c++) {
                a[i * n + c] = (a[i * n + c] - dot(a, i * n, c * n, j, c)) / a[c * n + c];
            }
            double pivot = a[i * n + i] - dot(a, i * n, i * n, j, i);
            // Written so that NaN is refused as well.
            if (!(pivot > 0) || pivot == Double.POSITIVE_INFINITY) {
                return false;
            }
            a[i * n + i] = Math.sqrt(pivot);
        }
        return true;
    }

    private static void solveBelow(int n, double[] a, int j, int width) {
        for (int i = j + width; i < n; i++) {
            for (int c = j; c < j + width; c++) {
                a[i * n + c] = (a[i * n + c] - dot(a, i * n, c * n, j, c)) / a[c * n + c];
            }
        }
    }

    private static double dot(double[] a, int x, int y, int from, int to) {
        double sum = 0;
        for (int p = from; p < to; p++) {
            sum += a[x + p] * a[y + p];
        }
        return sum;
    }

    static void solve(int n, int rhs, double[] l, double[] b) {
        for (int j = 0; j < n; j += BLOCK) {
            int width = Math.min(BLOCK, n - j);
            PlainGemm.gemm(false, false, width, rhs, j, -1, l, j * n, n, b, 0, rhs, 1, b, j * rhs, rhs);
            for (int i = j; i < j + width; i++) {
                for (int p = j; p < i; p++) {
                    subtract(l[i * n + p], b, p * rhs, i * rhs, rhs);
                }
                divide(b, i * rhs, rhs, l[i * n + i]);
            }
        }
        for (int end = n; end > 0; end -= BLOCK) {
            int j = Math.max(0, end - BLOCK);
            PlainGemm.gemm(
                    true, false, end - j, rhs, n - end, -1, l, end * n + j, n, b, end * rhs, rhs, 1, b, j * rhs, rhs);
            for (int i = end - 1; i >= j; i--) {
                for (int p = i + 1; p < end; p++) {
                    subtract(l[p * n + i], b, p * rhs, i * rhs, rhs);
                }
                divide(b, i * rhs, rhs, l[i * n + i]);
            }
        }
    }

    private static void subtract(double f, double[] b, int from, int to, int count) {
        for (int c = 0; c < count; c++) {
            b[to + c] -= f * b[from + c];
        }
    }

    private static void divide(double[] b, int at, int count, double by) {
        for (int c = 0; c < count; c++) {
            b[at + c] /= by;
        }
    }
}
