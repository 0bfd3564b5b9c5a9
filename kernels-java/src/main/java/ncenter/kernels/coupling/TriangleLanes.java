package ncenter.kernels.coupling;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums of products of a block with itself on vector lanes, as {@link OuterLanes}, but for pairs j >= r + gap only, packed row by row: column j
 * of row r is at start(r) + j with start(r+1) = start(r) + n - r - 1 - gap. Off the diagonal with the factor sqrt 2.
 *
 * <p>Whole vectors of y and of x in fours are read: both go on for at least {@link OuterLanes#SPARE} entries behind each row, whatever they hold, and
 * so does {@code out} behind what is written. The sum stays in registers and every entry of the output is written once.
 *
 * <p>Three rules keep vectors out of the heap. None is handed to another method: where that method is not inlined, because it has been compiled
 * before, vectors are boxed. Masks are made from bits: the library's ready-made range is a choice between masks. Masked accesses never reach
 * beyond an array: the check of single lanes would box the mask.
 */
final class TriangleLanes {
    private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;
    private static final int WIDTH = LANES.length();
    /** The bits of a whole mask. */
    private static final long ALL = -1L >>> (64 - WIDTH);

    private static final double SQRT2 = Math.sqrt(2.0);

    private TriangleLanes() {}

    static void packed(
            int[] xRow,
            int[] yRow,
            int from,
            int to,
            double scale,
            double[] x,
            int xAt,
            int xs,
            double[] y,
            int yAt,
            int ys,
            int n,
            int gap,
            double[] out,
            int o) {
        int start = o - gap;
        int r = 0;
        // Of the last four rows those beyond n have no lanes to write.
        for (; WIDTH >= 4 && r < n; r += 4) {
            if (n - r > WIDTH) wideDiagonal(xRow, yRow, from, to, scale, x, xAt, xs, y, yAt, ys, n, gap, r, out, start);
            else diagonal(xRow, yRow, from, to, scale, x, xAt, xs, y, yAt, ys, n, gap, r, out, start);
            int j = r + 2 * WIDTH;
            for (; n - j > WIDTH; j += 2 * WIDTH)
                wideBeyond(xRow, yRow, from, to, scale * SQRT2, x, xAt, xs, y, yAt, ys, n, gap, r, j, out, start);
            if (j < n) beyond(xRow, yRow, from, to, scale * SQRT2, x, xAt, xs, y, yAt, ys, n, gap, r, j, out, start);
            start += 4 * (n - r - 1 - gap) - 6;
        }
        for (; r < n; r++) {
            int j = r + gap;
            OuterLanes.one(xRow, yRow, from, to, scale * SQRT2, x, xAt + r, xs, y, yAt + j, ys, n - j, out, start + j);
            if (gap == 0)
                OuterLanes.one(xRow, yRow, from, to, scale, x, xAt + r, xs, y, yAt + r, ys, 1, out, start + r);
            start += n - r - 1 - gap;
        }
    }

    /** Rows r to r+3, the vector of columns that starts at r. */
    private static void diagonal(
            int[] xRow,
            int[] yRow,
            int from,
            int to,
            double scale,
            double[] x,
            int xAt,
            int xs,
            double[] y,
            int yAt,
            int ys,
            int n,
            int gap,
            int r,
            double[] out,
            int start) {
        DoubleVector s0 = DoubleVector.zero(LANES);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        for (int p = from; p < to; p++) {
            DoubleVector y0 = DoubleVector.fromArray(LANES, y, yAt + yRow[p] * ys + r);
            int xp = xAt + xRow[p] * xs + r;
            s0 = DoubleVector.broadcast(LANES, x[xp]).fma(y0, s0);
            s1 = DoubleVector.broadcast(LANES, x[xp + 1]).fma(y0, s1);
            s2 = DoubleVector.broadcast(LANES, x[xp + 2]).fma(y0, s2);
            s3 = DoubleVector.broadcast(LANES, x[xp + 3]).fma(y0, s3);
        }
        DoubleVector pair = DoubleVector.broadcast(LANES, scale * SQRT2);
        DoubleVector same = DoubleVector.broadcast(LANES, scale);
        long all = -1L >>> (64 - Math.min(n - r, WIDTH));
        int step = n - r - 1 - gap;
        int o0 = start + r;
        int o1 = o0 + step;
        int o2 = o1 + step - 1;
        int o3 = o2 + step - 2;
        s0.mul(pair.blend(same, VectorMask.fromLong(LANES, 1L)))
                .intoArray(out, o0, VectorMask.fromLong(LANES, all & -1L << gap));
        s1.mul(pair.blend(same, VectorMask.fromLong(LANES, 2L)))
                .intoArray(out, o1, VectorMask.fromLong(LANES, all & -2L << gap));
        s2.mul(pair.blend(same, VectorMask.fromLong(LANES, 4L)))
                .intoArray(out, o2, VectorMask.fromLong(LANES, all & -4L << gap));
        s3.mul(pair.blend(same, VectorMask.fromLong(LANES, 8L)))
                .intoArray(out, o3, VectorMask.fromLong(LANES, all & -8L << gap));
    }

    /** Rows r to r+3, the vector of columns that starts at j, all above the diagonal. */
    private static void beyond(
            int[] xRow,
            int[] yRow,
            int from,
            int to,
            double scale,
            double[] x,
            int xAt,
            int xs,
            double[] y,
            int yAt,
            int ys,
            int n,
            int gap,
            int r,
            int j,
            double[] out,
            int start) {
        VectorMask<Double> tail = VectorMask.fromLong(LANES, -1L >>> (64 - Math.min(n - j, WIDTH)));
        DoubleVector s0 = DoubleVector.zero(LANES);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        for (int p = from; p < to; p++) {
            DoubleVector y0 = DoubleVector.fromArray(LANES, y, yAt + yRow[p] * ys + j);
            int xp = xAt + xRow[p] * xs + r;
            s0 = DoubleVector.broadcast(LANES, x[xp]).fma(y0, s0);
            s1 = DoubleVector.broadcast(LANES, x[xp + 1]).fma(y0, s1);
            s2 = DoubleVector.broadcast(LANES, x[xp + 2]).fma(y0, s2);
            s3 = DoubleVector.broadcast(LANES, x[xp + 3]).fma(y0, s3);
        }
        int step = n - r - 1 - gap;
        int o0 = start + j;
        int o1 = o0 + step;
        int o2 = o1 + step - 1;
        s0.mul(scale).intoArray(out, o0, tail);
        s1.mul(scale).intoArray(out, o1, tail);
        s2.mul(scale).intoArray(out, o2, tail);
        s3.mul(scale).intoArray(out, o2 + step - 2, tail);
    }

    /** Rows r to r+3, the two vectors of columns that start at r. */
    private static void wideDiagonal(
            int[] xRow,
            int[] yRow,
            int from,
            int to,
            double scale,
            double[] x,
            int xAt,
            int xs,
            double[] y,
            int yAt,
            int ys,
            int n,
            int gap,
            int r,
            double[] out,
            int start) {
        DoubleVector s00 = DoubleVector.zero(LANES);
        DoubleVector s01 = s00;
        DoubleVector s10 = s00;
        DoubleVector s11 = s00;
        DoubleVector s20 = s00;
        DoubleVector s21 = s00;
        DoubleVector s30 = s00;
        DoubleVector s31 = s00;
        for (int p = from; p < to; p++) {
            int at = yAt + yRow[p] * ys + r;
            DoubleVector y0 = DoubleVector.fromArray(LANES, y, at);
            DoubleVector y1 = DoubleVector.fromArray(LANES, y, at + WIDTH);
            int xp = xAt + xRow[p] * xs + r;
            DoubleVector x0 = DoubleVector.broadcast(LANES, x[xp]);
            s00 = x0.fma(y0, s00);
            s01 = x0.fma(y1, s01);
            DoubleVector x1 = DoubleVector.broadcast(LANES, x[xp + 1]);
            s10 = x1.fma(y0, s10);
            s11 = x1.fma(y1, s11);
            DoubleVector x2 = DoubleVector.broadcast(LANES, x[xp + 2]);
            s20 = x2.fma(y0, s20);
            s21 = x2.fma(y1, s21);
            DoubleVector x3 = DoubleVector.broadcast(LANES, x[xp + 3]);
            s30 = x3.fma(y0, s30);
            s31 = x3.fma(y1, s31);
        }
        VectorMask<Double> tail = VectorMask.fromLong(LANES, -1L >>> (64 - Math.min(n - r - WIDTH, WIDTH)));
        int step = n - r - 1 - gap;
        int o0 = start + r;
        int o1 = o0 + step;
        int o2 = o1 + step - 1;
        int o3 = o2 + step - 2;
        DoubleVector pair = DoubleVector.broadcast(LANES, scale * SQRT2);
        DoubleVector same = DoubleVector.broadcast(LANES, scale);
        s00.mul(pair.blend(same, VectorMask.fromLong(LANES, 1L)))
                .intoArray(out, o0, VectorMask.fromLong(LANES, -1L << gap & ALL));
        s01.mul(pair).intoArray(out, o0 + WIDTH, tail);
        s10.mul(pair.blend(same, VectorMask.fromLong(LANES, 2L)))
                .intoArray(out, o1, VectorMask.fromLong(LANES, -2L << gap & ALL));
        s11.mul(pair).intoArray(out, o1 + WIDTH, tail);
        s20.mul(pair.blend(same, VectorMask.fromLong(LANES, 4L)))
                .intoArray(out, o2, VectorMask.fromLong(LANES, -4L << gap & ALL));
        s21.mul(pair).intoArray(out, o2 + WIDTH, tail);
        s30.mul(pair.blend(same, VectorMask.fromLong(LANES, 8L)))
                .intoArray(out, o3, VectorMask.fromLong(LANES, -8L << gap & ALL));
        s31.mul(pair).intoArray(out, o3 + WIDTH, tail);
    }

    /** Rows r to r+3, the two vectors of columns that start at j, all above the diagonal. */
    private static void wideBeyond(
            int[] xRow,
            int[] yRow,
            int from,
            int to,
            double scale,
            double[] x,
            int xAt,
            int xs,
            double[] y,
            int yAt,
            int ys,
            int n,
            int gap,
            int r,
            int j,
            double[] out,
            int start) {
        DoubleVector s00 = DoubleVector.zero(LANES);
        DoubleVector s01 = s00;
        DoubleVector s10 = s00;
        DoubleVector s11 = s00;
        DoubleVector s20 = s00;
        DoubleVector s21 = s00;
        DoubleVector s30 = s00;
        DoubleVector s31 = s00;
        for (int p = from; p < to; p++) {
            int at = yAt + yRow[p] * ys + j;
            DoubleVector y0 = DoubleVector.fromArray(LANES, y, at);
            DoubleVector y1 = DoubleVector.fromArray(LANES, y, at + WIDTH);
            int xp = xAt + xRow[p] * xs + r;
            DoubleVector x0 = DoubleVector.broadcast(LANES, x[xp]);
            s00 = x0.fma(y0, s00);
            s01 = x0.fma(y1, s01);
            DoubleVector x1 = DoubleVector.broadcast(LANES, x[xp + 1]);
            s10 = x1.fma(y0, s10);
            s11 = x1.fma(y1, s11);
            DoubleVector x2 = DoubleVector.broadcast(LANES, x[xp + 2]);
            s20 = x2.fma(y0, s20);
            s21 = x2.fma(y1, s21);
            DoubleVector x3 = DoubleVector.broadcast(LANES, x[xp + 3]);
            s30 = x3.fma(y0, s30);
            s31 = x3.fma(y1, s31);
        }
        VectorMask<Double> tail = VectorMask.fromLong(LANES, -1L >>> (64 - Math.min(n - j - WIDTH, WIDTH)));
        int step = n - r - 1 - gap;
        int o0 = start + j;
        int o1 = o0 + step;
        int o2 = o1 + step - 1;
        int o3 = o2 + step - 2;
        s00.mul(scale).intoArray(out, o0);
        s01.mul(scale).intoArray(out, o0 + WIDTH, tail);
        s10.mul(scale).intoArray(out, o1);
        s11.mul(scale).intoArray(out, o1 + WIDTH, tail);
        s20.mul(scale).intoArray(out, o2);
        s21.mul(scale).intoArray(out, o2 + WIDTH, tail);
        s30.mul(scale).intoArray(out, o3);
        s31.mul(scale).intoArray(out, o3 + WIDTH, tail);
    }
}
