package ncenter.kernels.linalg;

import java.util.Arrays;

/**
 * Matrix product in plain Java: panels of B in cache, four rows of C at a time, four terms of the sum per pass.
 *
 * <p>Packed rows are separate arrays that all start at 0: C2 of JDK 25 vectorizes such loops, but not loops over one array with
 * several run-time offsets, because it cannot prove that the ranges do not overlap.
 */
final class PlainGemm {
    private static final int COLUMNS = 256;
    private static final int DEPTH = 64;
    private static final long SMALL = 4096;

    private PlainGemm() {}

    /** C += alpha A B with A[i, p] = a[aOff + i*aRow + p*aCol] and B[p, j] = b[bOff + p*bRow + j*bCol]. */
    static void add(
            int m,
            int n,
            int k,
            double alpha,
            double[] a,
            int aOff,
            int aRow,
            int aCol,
            double[] b,
            int bOff,
            int bRow,
            int bCol,
            double[] c,
            int cOff,
            int ldc) {
        if ((long) m * n * k <= SMALL) {
            small(m, n, k, alpha, a, aOff, aRow, aCol, b, bOff, bRow, bCol, c, cOff, ldc);
            return;
        }
        double[][] panel = new double[DEPTH][COLUMNS];
        double[][] sums = new double[4][COLUMNS];
        double[] coefficients = new double[4 * DEPTH];
        for (int j = 0; j < n; j += COLUMNS) {
            int width = Math.min(COLUMNS, n - j);
            for (int p = 0; p < k; p += DEPTH) {
                int depth = Math.min(DEPTH, k - p);
                pack(panel, b, bOff + p * bRow + j * bCol, bRow, bCol, depth, width);
                for (int i = 0; i < m; i += 4) {
                    int rows = Math.min(4, m - i);
                    coefficients(coefficients, alpha, a, aOff + i * aRow + p * aCol, aRow, aCol, rows, depth);
                    block(panel, coefficients, (depth + 3) / 4 * 4, width, sums);
                    for (int r = 0; r < rows; r++) {
                        add(sums[r], width, c, cOff + (i + r) * ldc + j);
                    }
                }
            }
        }
    }

    /** C = beta C in {@code part} of C; with {@code beta == 0} what was there is not read. */
    static void scale(Part part, int m, int n, double beta, double[] c, int cOff, int ldc) {
        if (beta == 1) {
            return;
        }
        for (int i = 0; i < m; i++) {
            int from = cOff + i * ldc + Math.min(n, part.from(i, 0));
            int to = cOff + i * ldc + part.to(i, 0, n);
            if (beta == 0) {
                Arrays.fill(c, from, to, 0.0);
            } else {
                for (int j = from; j < to; j++) {
                    c[j] *= beta;
                }
            }
        }
    }

    private static void small(
            int m,
            int n,
            int k,
            double alpha,
            double[] a,
            int aOff,
            int aRow,
            int aCol,
            double[] b,
            int bOff,
            int bRow,
            int bCol,
            double[] c,
            int cOff,
            int ldc) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                int ia = aOff + i * aRow;
                int ib = bOff + j * bCol;
                for (int p = 0; p < k; p++) {
                    sum += a[ia] * b[ib];
                    ia += aCol;
                    ib += bRow;
                }
                c[cOff + i * ldc + j] += alpha * sum;
            }
        }
    }

    private static void pack(double[][] panel, double[] b, int bOff, int bRow, int bCol, int depth, int width) {
        for (int p = 0; p < depth; p++) {
            double[] row = panel[p];
            int from = bOff + p * bRow;
            if (bCol == 1) {
                System.arraycopy(b, from, row, 0, width);
            } else {
                for (int j = 0; j < width; j++) {
                    row[j] = b[from + j * bCol];
                }
            }
        }
        // Up to three rows are read beyond the depth, with coefficient 0: they must be finite.
        for (int p = depth; p < (depth + 3) / 4 * 4; p++) {
            Arrays.fill(panel[p], 0.0);
        }
    }

    private static void coefficients(
            double[] out, double alpha, double[] a, int aOff, int aRow, int aCol, int rows, int depth) {
        Arrays.fill(out, 0.0);
        for (int r = 0; r < rows; r++) {
            for (int p = 0; p < depth; p++) {
                out[4 * p + r] = alpha * a[aOff + r * aRow + p * aCol];
            }
        }
    }

    private static void block(double[][] panel, double[] f, int depth, int width, double[][] sums) {
        for (double[] row : sums) {
            Arrays.fill(row, 0, width, 0.0);
        }
        for (int p = 0; p < depth; p += 4) {
            kernel(
                    panel[p],
                    panel[p + 1],
                    panel[p + 2],
                    panel[p + 3],
                    f,
                    4 * p,
                    width,
                    sums[0],
                    sums[1],
                    sums[2],
                    sums[3]);
        }
    }

    private static void kernel(
            double[] b0,
            double[] b1,
            double[] b2,
            double[] b3,
            double[] f,
            int at,
            int width,
            double[] c0,
            double[] c1,
            double[] c2,
            double[] c3) {
        double f00 = f[at], f01 = f[at + 1], f02 = f[at + 2], f03 = f[at + 3];
        double f10 = f[at + 4], f11 = f[at + 5], f12 = f[at + 6], f13 = f[at + 7];
        double f20 = f[at + 8], f21 = f[at + 9], f22 = f[at + 10], f23 = f[at + 11];
        double f30 = f[at + 12], f31 = f[at + 13], f32 = f[at + 14], f33 = f[at + 15];
        for (int j = 0; j < width; j++) {
            double x0 = b0[j], x1 = b1[j], x2 = b2[j], x3 = b3[j];
            c0[j] += f00 * x0 + f10 * x1 + f20 * x2 + f30 * x3;
            c1[j] += f01 * x0 + f11 * x1 + f21 * x2 + f31 * x3;
            c2[j] += f02 * x0 + f12 * x1 + f22 * x2 + f32 * x3;
            c3[j] += f03 * x0 + f13 * x1 + f23 * x2 + f33 * x3;
        }
    }

    private static void add(double[] row, int width, double[] c, int cOff) {
        for (int j = 0; j < width; j++) {
            c[cOff + j] += row[j];
        }
    }
}
