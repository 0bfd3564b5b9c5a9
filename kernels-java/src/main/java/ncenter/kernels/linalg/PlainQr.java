package ncenter.kernels.linalg;

import java.util.Arrays;

/** Householder update of a triangular factor by new rows, in plain Java. */
final class PlainQr {
    private PlainQr() {}

    static void update(int n, int rows, double[] r, double[] x) {
        double[][] top = PlainVectors.rows(r, n, n);
        double[][] below = PlainVectors.rows(x, rows, n);
        double[] s = new double[n];
        for (int j = 0; j < n; j++) {
            eliminate(top[j], below, j, s);
            System.arraycopy(top[j], j, r, j * n + j, n - j);
        }
    }

    /** Reflects column j of the new rows into the diagonal; the reflector has one element on top and the rest in the new rows. */
    private static void eliminate(double[] top, double[][] below, int j, double[] s) {
        int n = top.length;
        double largest = 0;
        for (double[] row : below) {
            largest = Math.max(largest, Math.abs(row[j]));
        }
        if (largest == 0) {
            return;
        }
        double scale = Math.max(largest, Math.abs(top[j]));
        double squares = 0;
        for (double[] row : below) {
            squares += (row[j] / scale) * (row[j] / scale);
        }
        double head = top[j] / scale;
        double norm = Math.sqrt(head * head + squares);
        double v0 = head + Math.copySign(norm, head);
        double tau = 2 / (v0 * v0 + squares);
        Arrays.fill(s, j, n, 0.0);
        PlainVectors.axpy(v0, top, s, j + 1, n);
        for (double[] row : below) {
            PlainVectors.axpy(row[j] / scale, row, s, j + 1, n);
        }
        PlainVectors.axpy(-tau * v0, s, top, j + 1, n);
        for (double[] row : below) {
            PlainVectors.axpy(-tau * (row[j] / scale), s, row, j + 1, n);
        }
        top[j] = -Math.copySign(norm, head) * scale;
    }
}
