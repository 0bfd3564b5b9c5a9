package ncenter.kernels.coupling;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums of outer products on vector lanes: out[o + mu*stride + r*rowSize + j] = scale * sum over p in [start[mu], start[mu+1]) of
 * x[xAt + xRow[p]*xs + r] * y[yAt + yRow[p]*ys + j] for mu in [muFrom, muTo), r in [first, last), j in [0, columns).
 *
 * <p>Whole vectors of y are read: {@code y} goes on for at least {@link #SPARE} entries behind each row, whatever they hold, and so does
 * {@code out} behind what is written. The sum stays in registers and every entry of the output is written once.
 *
 * <p>Three rules keep vectors out of the heap. None is handed to another method: where that method is not inlined, because it has been compiled
 * before, vectors are boxed. Masks are made from bits: the library's ready-made range is a choice between masks. Masked accesses never reach
 * beyond an array: the check of single lanes would box the mask.
 */
final class OuterLanes {
    private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;
    private static final int WIDTH = LANES.length();

    /** Entries that must follow a row of y and of the output. */
    static final int SPARE = WIDTH;

    private OuterLanes() {}

    /** How many of n columns go in pairs of vectors; the others fill at most one vector. */
    static int paired(int n) {
        int rest = n % (2 * WIDTH);
        return rest > WIDTH ? n : n - rest;
    }

    /** Rows [first, last) six at a time, columns two vectors at a time: {@code columns} must be {@link #paired}. */
    static void sixes(
            int[] xRow,
            int[] yRow,
            int[] start,
            int muFrom,
            int muTo,
            double scale,
            double[] x,
            int xAt,
            int xs,
            double[] y,
            int yAt,
            int ys,
            int first,
            int last,
            int columns,
            double[] out,
            int o,
            int rowSize,
            int stride) {
        for (int j = 0; j < columns; j += 2 * WIDTH) {
            VectorMask<Double> tail = VectorMask.fromLong(LANES, -1L >>> (64 - Math.min(columns - j - WIDTH, WIDTH)));
            for (int mu = muFrom; mu < muTo; mu++) {
                for (int r = first; r < last; r += 6) {
                    DoubleVector s00 = DoubleVector.zero(LANES);
                    DoubleVector s01 = s00;
                    DoubleVector s10 = s00;
                    DoubleVector s11 = s00;
                    DoubleVector s20 = s00;
                    DoubleVector s21 = s00;
                    DoubleVector s30 = s00;
                    DoubleVector s31 = s00;
                    DoubleVector s40 = s00;
                    DoubleVector s41 = s00;
                    DoubleVector s50 = s00;
                    DoubleVector s51 = s00;
                    for (int p = start[mu]; p < start[mu + 1]; p++) {
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
                        DoubleVector x4 = DoubleVector.broadcast(LANES, x[xp + 4]);
                        s40 = x4.fma(y0, s40);
                        s41 = x4.fma(y1, s41);
                        DoubleVector x5 = DoubleVector.broadcast(LANES, x[xp + 5]);
                        s50 = x5.fma(y0, s50);
                        s51 = x5.fma(y1, s51);
                    }
                    int o0 = o + mu * stride + r * rowSize + j;
                    int o1 = o0 + rowSize;
                    int o2 = o1 + rowSize;
                    int o3 = o2 + rowSize;
                    s00.mul(scale).intoArray(out, o0);
                    s01.mul(scale).intoArray(out, o0 + WIDTH, tail);
                    s10.mul(scale).intoArray(out, o1);
                    s11.mul(scale).intoArray(out, o1 + WIDTH, tail);
                    s20.mul(scale).intoArray(out, o2);
                    s21.mul(scale).intoArray(out, o2 + WIDTH, tail);
                    s30.mul(scale).intoArray(out, o3);
                    s31.mul(scale).intoArray(out, o3 + WIDTH, tail);
                    s40.mul(scale).intoArray(out, o3 + rowSize);
                    s41.mul(scale).intoArray(out, o3 + rowSize + WIDTH, tail);
                    s50.mul(scale).intoArray(out, o3 + 2 * rowSize);
                    s51.mul(scale).intoArray(out, o3 + 2 * rowSize + WIDTH, tail);
                }
            }
        }
    }

    /** Rows [first, last) four at a time, columns as in {@link #sixes}. */
    static void fours(
            int[] xRow,
            int[] yRow,
            int[] start,
            int muFrom,
            int muTo,
            double scale,
            double[] x,
            int xAt,
            int xs,
            double[] y,
            int yAt,
            int ys,
            int first,
            int last,
            int columns,
            double[] out,
            int o,
            int rowSize,
            int stride) {
        for (int j = 0; j < columns; j += 2 * WIDTH) {
            VectorMask<Double> tail = VectorMask.fromLong(LANES, -1L >>> (64 - Math.min(columns - j - WIDTH, WIDTH)));
            for (int mu = muFrom; mu < muTo; mu++) {
                for (int r = first; r < last; r += 4) {
                    DoubleVector s00 = DoubleVector.zero(LANES);
                    DoubleVector s01 = s00;
                    DoubleVector s10 = s00;
                    DoubleVector s11 = s00;
                    DoubleVector s20 = s00;
                    DoubleVector s21 = s00;
                    DoubleVector s30 = s00;
                    DoubleVector s31 = s00;
                    for (int p = start[mu]; p < start[mu + 1]; p++) {
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
                    int o0 = o + mu * stride + r * rowSize + j;
                    int o1 = o0 + rowSize;
                    int o2 = o1 + rowSize;
                    int o3 = o2 + rowSize;
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
        }
    }

    /** Rows [first, last) four at a time, at most one vector of columns. */
    static void narrow(
            int[] xRow,
            int[] yRow,
            int[] start,
            int muFrom,
            int muTo,
            double scale,
            double[] x,
            int xAt,
            int xs,
            double[] y,
            int yAt,
            int ys,
            int first,
            int last,
            int columns,
            double[] out,
            int o,
            int rowSize,
            int stride) {
        VectorMask<Double> tail = VectorMask.fromLong(LANES, -1L >>> (64 - columns));
        for (int mu = muFrom; mu < muTo; mu++) {
            for (int r = first; r < last; r += 4) {
                DoubleVector s0 = DoubleVector.zero(LANES);
                DoubleVector s1 = s0;
                DoubleVector s2 = s0;
                DoubleVector s3 = s0;
                for (int p = start[mu]; p < start[mu + 1]; p++) {
                    DoubleVector y0 = DoubleVector.fromArray(LANES, y, yAt + yRow[p] * ys);
                    int xp = xAt + xRow[p] * xs + r;
                    s0 = DoubleVector.broadcast(LANES, x[xp]).fma(y0, s0);
                    s1 = DoubleVector.broadcast(LANES, x[xp + 1]).fma(y0, s1);
                    s2 = DoubleVector.broadcast(LANES, x[xp + 2]).fma(y0, s2);
                    s3 = DoubleVector.broadcast(LANES, x[xp + 3]).fma(y0, s3);
                }
                int o0 = o + mu * stride + r * rowSize;
                int o1 = o0 + rowSize;
                int o2 = o1 + rowSize;
                int o3 = o2 + rowSize;
                s0.mul(scale).intoArray(out, o0, tail);
                s1.mul(scale).intoArray(out, o1, tail);
                s2.mul(scale).intoArray(out, o2, tail);
                s3.mul(scale).intoArray(out, o3, tail);
            }
        }
    }

    /** One row of one mu, which sums p in [from, to). */
    static void one(
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
            int columns,
            double[] out,
            int o) {
        for (int j = 0; j < columns; j += WIDTH) {
            VectorMask<Double> tail = VectorMask.fromLong(LANES, -1L >>> (64 - Math.min(columns - j, WIDTH)));
            DoubleVector s = DoubleVector.zero(LANES);
            for (int p = from; p < to; p++) {
                DoubleVector y0 = DoubleVector.fromArray(LANES, y, yAt + yRow[p] * ys + j);
                s = DoubleVector.broadcast(LANES, x[xAt + xRow[p] * xs]).fma(y0, s);
            }
            s.mul(scale).intoArray(out, o + j, tail);
        }
    }
}
