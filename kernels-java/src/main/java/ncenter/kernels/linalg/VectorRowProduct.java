package ncenter.kernels.linalg;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * On vector lanes: W lies in panels of one to four vectors of columns (three where registers are few). The sums of four rows stay in
 * registers along a slice of k whose panel fits into the first-level cache.
 *
 * <p>Between slices the sums wait in a padded tile, without rounding, so that slices, panels and tiles do not show in the bits. Rows beyond the
 * last are the last again: all copies are equal when they are stored.
 */
final class VectorRowProduct extends RowProduct {
    private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;
    private static final int WIDTH = LANES.length();
    /** Vectors of the widest panel: sixteen sums need more than sixteen registers. */
    private static final int WIDEST = WIDTH >= 8 ? 4 : 3;

    private static final int SLICE = 96;
    /** Rows of W that are packed together: with four vectors of columns they stay in the first-level cache. */
    private static final int PACKED = 64;

    private static final int ROWS = 64;

    /** Panel after panel, each [p][column of the panel], columns beyond n are zero. */
    private final double[] panels;
    /** First column of each panel, and the number of columns with padding. */
    private final int[] starts;

    private final int padded;

    VectorRowProduct(int k, int n, double[] w, int pStride, int jStride) {
        super(k, n);
        starts = starts((n + WIDTH - 1) / WIDTH);
        padded = starts[starts.length - 1];
        long size = (long) k * padded;
        if (size > Integer.MAX_VALUE - 8)
            throw new IllegalArgumentException("RowProduct: at most " + (Integer.MAX_VALUE - 8)
                    + " numbers were expected, got " + k + " x " + padded);
        panels = new double[(int) size];
        for (int i = 0; i + 1 < starts.length; i++) {
            int first = starts[i];
            int width = starts[i + 1] - first;
            int columns = Math.min(n, starts[i + 1]) - first;
            for (int p = 0; p < k; p += PACKED) {
                int depth = Math.min(PACKED, k - p);
                int from = p * pStride + first * jStride;
                pack(columns, depth, w, from, pStride, jStride, panels, first * k + p * width, width);
            }
        }
    }

    /** Columns as the inner loop would jump from one stored row to the next, and from one page to the next. */
    private static void pack(
            int columns, int depth, double[] w, int from, int pStride, int jStride, double[] panel, int to, int width) {
        for (int j = 0; j < columns; j++) {
            for (int p = 0; p < depth; p++) panel[to + p * width + j] = w[from + p * pStride + j * jStride];
        }
    }

    /** As few panels as possible, of nearly equal width: narrow ones wait for their sums. */
    private static int[] starts(int vectors) {
        int count = (vectors + WIDEST - 1) / WIDEST;
        int[] starts = new int[count + 1];
        for (int i = 0; i <= count; i++) starts[i] = count == 0 ? 0 : i * vectors / count * WIDTH;
        return starts;
    }

    @Override
    public void multiply(int rows, double[] a, int aOff, double[] c, int cOff) {
        if (!fits(rows, a, aOff, c, cOff)) return;
        double[] tile = padded == n ? c : new double[Math.min(rows, ROWS) * padded];
        for (int from = 0; from < rows; from += ROWS) {
            int count = Math.min(ROWS, rows - from);
            int to = padded == n ? cOff + from * n : 0;
            Arrays.fill(tile, to, to + count * padded, 0.0);
            for (int p = 0; p < k; p += SLICE) slice(count, p, Math.min(SLICE, k - p), a, aOff + from * k, tile, to);
            if (padded == n) continue;
            for (int i = 0; i < count; i++) System.arraycopy(tile, i * padded, c, cOff + (from + i) * n, n);
        }
    }

    /** Adds the terms [p, p+depth) of every sum of the tile at {@code to}. */
    private void slice(int count, int p, int depth, double[] a, int from, double[] tile, int to) {
        for (int panel = 0; panel + 1 < starts.length; panel++) {
            int j = starts[panel];
            int width = starts[panel + 1] - j;
            int w = j * k + p * width;
            for (int i = 0; i < count; i += 4) {
                int i1 = Math.min(i + 1, count - 1);
                int i2 = Math.min(i + 2, count - 1);
                int i3 = Math.min(i + 3, count - 1);
                int at = from + p;
                int out = to + j;
                sums(
                        width,
                        w,
                        depth,
                        a,
                        at + i * k,
                        at + i1 * k,
                        at + i2 * k,
                        at + i3 * k,
                        tile,
                        out + i * padded,
                        out + i1 * padded,
                        out + i2 * padded,
                        out + i3 * padded);
            }
        }
    }

    private void sums(
            int width,
            int w,
            int depth,
            double[] a,
            int a0,
            int a1,
            int a2,
            int a3,
            double[] c,
            int c0,
            int c1,
            int c2,
            int c3) {
        if (width == 4 * WIDTH) four(panels, w, depth, a, a0, a1, a2, a3, c, c0, c1, c2, c3);
        else if (width == 3 * WIDTH) three(panels, w, depth, a, a0, a1, a2, a3, c, c0, c1, c2, c3);
        else if (width == 2 * WIDTH) two(panels, w, depth, a, a0, a1, a2, a3, c, c0, c1, c2, c3);
        else one(panels, w, depth, a, a0, a1, a2, a3, c, c0, c1, c2, c3);
    }

    private static void four(
            double[] w,
            int at,
            int depth,
            double[] a,
            int a0,
            int a1,
            int a2,
            int a3,
            double[] c,
            int c0,
            int c1,
            int c2,
            int c3) {
        DoubleVector s00 = DoubleVector.fromArray(LANES, c, c0);
        DoubleVector s01 = DoubleVector.fromArray(LANES, c, c0 + WIDTH);
        DoubleVector s02 = DoubleVector.fromArray(LANES, c, c0 + 2 * WIDTH);
        DoubleVector s03 = DoubleVector.fromArray(LANES, c, c0 + 3 * WIDTH);
        DoubleVector s10 = DoubleVector.fromArray(LANES, c, c1);
        DoubleVector s11 = DoubleVector.fromArray(LANES, c, c1 + WIDTH);
        DoubleVector s12 = DoubleVector.fromArray(LANES, c, c1 + 2 * WIDTH);
        DoubleVector s13 = DoubleVector.fromArray(LANES, c, c1 + 3 * WIDTH);
        DoubleVector s20 = DoubleVector.fromArray(LANES, c, c2);
        DoubleVector s21 = DoubleVector.fromArray(LANES, c, c2 + WIDTH);
        DoubleVector s22 = DoubleVector.fromArray(LANES, c, c2 + 2 * WIDTH);
        DoubleVector s23 = DoubleVector.fromArray(LANES, c, c2 + 3 * WIDTH);
        DoubleVector s30 = DoubleVector.fromArray(LANES, c, c3);
        DoubleVector s31 = DoubleVector.fromArray(LANES, c, c3 + WIDTH);
        DoubleVector s32 = DoubleVector.fromArray(LANES, c, c3 + 2 * WIDTH);
        DoubleVector s33 = DoubleVector.fromArray(LANES, c, c3 + 3 * WIDTH);
        // The bound lets C2 see that the loop is short, see VectorTile.
        int terms = Math.min(depth, SLICE);
        for (int p = 0; p < terms; p++) {
            int row = at + p * 4 * WIDTH;
            DoubleVector w0 = DoubleVector.fromArray(LANES, w, row);
            DoubleVector w1 = DoubleVector.fromArray(LANES, w, row + WIDTH);
            DoubleVector w2 = DoubleVector.fromArray(LANES, w, row + 2 * WIDTH);
            DoubleVector w3 = DoubleVector.fromArray(LANES, w, row + 3 * WIDTH);
            DoubleVector x0 = DoubleVector.broadcast(LANES, a[a0 + p]);
            s00 = x0.fma(w0, s00);
            s01 = x0.fma(w1, s01);
            s02 = x0.fma(w2, s02);
            s03 = x0.fma(w3, s03);
            DoubleVector x1 = DoubleVector.broadcast(LANES, a[a1 + p]);
            s10 = x1.fma(w0, s10);
            s11 = x1.fma(w1, s11);
            s12 = x1.fma(w2, s12);
            s13 = x1.fma(w3, s13);
            DoubleVector x2 = DoubleVector.broadcast(LANES, a[a2 + p]);
            s20 = x2.fma(w0, s20);
            s21 = x2.fma(w1, s21);
            s22 = x2.fma(w2, s22);
            s23 = x2.fma(w3, s23);
            DoubleVector x3 = DoubleVector.broadcast(LANES, a[a3 + p]);
            s30 = x3.fma(w0, s30);
            s31 = x3.fma(w1, s31);
            s32 = x3.fma(w2, s32);
            s33 = x3.fma(w3, s33);
        }
        s00.intoArray(c, c0);
        s01.intoArray(c, c0 + WIDTH);
        s02.intoArray(c, c0 + 2 * WIDTH);
        s03.intoArray(c, c0 + 3 * WIDTH);
        s10.intoArray(c, c1);
        s11.intoArray(c, c1 + WIDTH);
        s12.intoArray(c, c1 + 2 * WIDTH);
        s13.intoArray(c, c1 + 3 * WIDTH);
        s20.intoArray(c, c2);
        s21.intoArray(c, c2 + WIDTH);
        s22.intoArray(c, c2 + 2 * WIDTH);
        s23.intoArray(c, c2 + 3 * WIDTH);
        s30.intoArray(c, c3);
        s31.intoArray(c, c3 + WIDTH);
        s32.intoArray(c, c3 + 2 * WIDTH);
        s33.intoArray(c, c3 + 3 * WIDTH);
    }

    private static void two(
            double[] w,
            int at,
            int depth,
            double[] a,
            int a0,
            int a1,
            int a2,
            int a3,
            double[] c,
            int c0,
            int c1,
            int c2,
            int c3) {
        DoubleVector s00 = DoubleVector.fromArray(LANES, c, c0);
        DoubleVector s01 = DoubleVector.fromArray(LANES, c, c0 + WIDTH);
        DoubleVector s10 = DoubleVector.fromArray(LANES, c, c1);
        DoubleVector s11 = DoubleVector.fromArray(LANES, c, c1 + WIDTH);
        DoubleVector s20 = DoubleVector.fromArray(LANES, c, c2);
        DoubleVector s21 = DoubleVector.fromArray(LANES, c, c2 + WIDTH);
        DoubleVector s30 = DoubleVector.fromArray(LANES, c, c3);
        DoubleVector s31 = DoubleVector.fromArray(LANES, c, c3 + WIDTH);
        for (int p = 0; p < depth; p++) {
            int row = at + p * 2 * WIDTH;
            DoubleVector w0 = DoubleVector.fromArray(LANES, w, row);
            DoubleVector w1 = DoubleVector.fromArray(LANES, w, row + WIDTH);
            DoubleVector x0 = DoubleVector.broadcast(LANES, a[a0 + p]);
            s00 = x0.fma(w0, s00);
            s01 = x0.fma(w1, s01);
            DoubleVector x1 = DoubleVector.broadcast(LANES, a[a1 + p]);
            s10 = x1.fma(w0, s10);
            s11 = x1.fma(w1, s11);
            DoubleVector x2 = DoubleVector.broadcast(LANES, a[a2 + p]);
            s20 = x2.fma(w0, s20);
            s21 = x2.fma(w1, s21);
            DoubleVector x3 = DoubleVector.broadcast(LANES, a[a3 + p]);
            s30 = x3.fma(w0, s30);
            s31 = x3.fma(w1, s31);
        }
        s00.intoArray(c, c0);
        s01.intoArray(c, c0 + WIDTH);
        s10.intoArray(c, c1);
        s11.intoArray(c, c1 + WIDTH);
        s20.intoArray(c, c2);
        s21.intoArray(c, c2 + WIDTH);
        s30.intoArray(c, c3);
        s31.intoArray(c, c3 + WIDTH);
    }

    private static void three(
            double[] w,
            int at,
            int depth,
            double[] a,
            int a0,
            int a1,
            int a2,
            int a3,
            double[] c,
            int c0,
            int c1,
            int c2,
            int c3) {
        DoubleVector s00 = DoubleVector.fromArray(LANES, c, c0);
        DoubleVector s01 = DoubleVector.fromArray(LANES, c, c0 + WIDTH);
        DoubleVector s02 = DoubleVector.fromArray(LANES, c, c0 + 2 * WIDTH);
        DoubleVector s10 = DoubleVector.fromArray(LANES, c, c1);
        DoubleVector s11 = DoubleVector.fromArray(LANES, c, c1 + WIDTH);
        DoubleVector s12 = DoubleVector.fromArray(LANES, c, c1 + 2 * WIDTH);
        DoubleVector s20 = DoubleVector.fromArray(LANES, c, c2);
        DoubleVector s21 = DoubleVector.fromArray(LANES, c, c2 + WIDTH);
        DoubleVector s22 = DoubleVector.fromArray(LANES, c, c2 + 2 * WIDTH);
        DoubleVector s30 = DoubleVector.fromArray(LANES, c, c3);
        DoubleVector s31 = DoubleVector.fromArray(LANES, c, c3 + WIDTH);
        DoubleVector s32 = DoubleVector.fromArray(LANES, c, c3 + 2 * WIDTH);
        for (int p = 0; p < depth; p++) {
            int row = at + p * 3 * WIDTH;
            DoubleVector w0 = DoubleVector.fromArray(LANES, w, row);
            DoubleVector w1 = DoubleVector.fromArray(LANES, w, row + WIDTH);
            DoubleVector w2 = DoubleVector.fromArray(LANES, w, row + 2 * WIDTH);
            DoubleVector x0 = DoubleVector.broadcast(LANES, a[a0 + p]);
            s00 = x0.fma(w0, s00);
            s01 = x0.fma(w1, s01);
            s02 = x0.fma(w2, s02);
            DoubleVector x1 = DoubleVector.broadcast(LANES, a[a1 + p]);
            s10 = x1.fma(w0, s10);
            s11 = x1.fma(w1, s11);
            s12 = x1.fma(w2, s12);
            DoubleVector x2 = DoubleVector.broadcast(LANES, a[a2 + p]);
            s20 = x2.fma(w0, s20);
            s21 = x2.fma(w1, s21);
            s22 = x2.fma(w2, s22);
            DoubleVector x3 = DoubleVector.broadcast(LANES, a[a3 + p]);
            s30 = x3.fma(w0, s30);
            s31 = x3.fma(w1, s31);
            s32 = x3.fma(w2, s32);
        }
        s00.intoArray(c, c0);
        s01.intoArray(c, c0 + WIDTH);
        s02.intoArray(c, c0 + 2 * WIDTH);
        s10.intoArray(c, c1);
        s11.intoArray(c, c1 + WIDTH);
        s12.intoArray(c, c1 + 2 * WIDTH);
        s20.intoArray(c, c2);
        s21.intoArray(c, c2 + WIDTH);
        s22.intoArray(c, c2 + 2 * WIDTH);
        s30.intoArray(c, c3);
        s31.intoArray(c, c3 + WIDTH);
        s32.intoArray(c, c3 + 2 * WIDTH);
    }

    private static void one(
            double[] w,
            int at,
            int depth,
            double[] a,
            int a0,
            int a1,
            int a2,
            int a3,
            double[] c,
            int c0,
            int c1,
            int c2,
            int c3) {
        DoubleVector s0 = DoubleVector.fromArray(LANES, c, c0);
        DoubleVector s1 = DoubleVector.fromArray(LANES, c, c1);
        DoubleVector s2 = DoubleVector.fromArray(LANES, c, c2);
        DoubleVector s3 = DoubleVector.fromArray(LANES, c, c3);
        for (int p = 0; p < depth; p++) {
            DoubleVector w0 = DoubleVector.fromArray(LANES, w, at + p * WIDTH);
            s0 = DoubleVector.broadcast(LANES, a[a0 + p]).fma(w0, s0);
            s1 = DoubleVector.broadcast(LANES, a[a1 + p]).fma(w0, s1);
            s2 = DoubleVector.broadcast(LANES, a[a2 + p]).fma(w0, s2);
            s3 = DoubleVector.broadcast(LANES, a[a3 + p]).fma(w0, s3);
        }
        s0.intoArray(c, c0);
        s1.intoArray(c, c1);
        s2.intoArray(c, c2);
        s3.intoArray(c, c3);
    }
}
