package ncenter.kernels.linalg;

import java.util.Arrays;

/**
 * Without vector lanes: four rows of W at a time are added to one row of C.
 *
 * <p>Rows of W are separate arrays, for the reason that {@link PlainGemm} gives.
 */
final class PlainRowProduct extends RowProduct {
    private final double[][] w;

    PlainRowProduct(int k, int n, double[] source, int pStride, int jStride) {
        super(k, n);
        w = new double[k][n];
        for (int p = 0; p < k; p++) {
            for (int j = 0; j < n; j++) w[p][j] = source[p * pStride + j * jStride];
        }
    }

    @Override
    public void multiply(int rows, double[] a, int aOff, double[] c, int cOff) {
        if (!fits(rows, a, aOff, c, cOff)) return;
        double[] sum = new double[n];
        for (int i = 0; i < rows; i++) {
            int at = aOff + i * k;
            Arrays.fill(sum, 0.0);
            int p = 0;
            for (; p + 4 <= k; p += 4) {
                add(sum, w[p], w[p + 1], w[p + 2], w[p + 3], a[at + p], a[at + p + 1], a[at + p + 2], a[at + p + 3]);
            }
            for (; p < k; p++) add(sum, w[p], a[at + p]);
            System.arraycopy(sum, 0, c, cOff + i * n, n);
        }
    }

    private static void add(
            double[] sum,
            double[] w0,
            double[] w1,
            double[] w2,
            double[] w3,
            double f0,
            double f1,
            double f2,
            double f3) {
        for (int j = 0; j < sum.length; j++) sum[j] += f0 * w0[j] + f1 * w1[j] + f2 * w2[j] + f3 * w3[j];
    }

    private static void add(double[] sum, double[] w, double f) {
        for (int j = 0; j < sum.length; j++) sum[j] += f * w[j];
    }
}
