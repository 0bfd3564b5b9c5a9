package ncenter.kernels.coupling;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums of outer products with coefficients on vector lanes: out[o + mu*stride + r*rowSize + j] = sum over p in [start[mu], start[mu+1]) of
 * c[p] x[xAt + xRow[p] + r] y[yAt + yRow[p] + j] for mu in [muFrom, muTo).
 *
 * <p>A sum has few terms, so what a tile costs once counts: tiles are as high as the registers allow. The rules of {@link OuterLanes}, and what it asks
 * of the ends of arrays, hold here too.
 */
final class NarrowTermLanes {
    private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;
    private static final int WIDTH = LANES.length();

    private NarrowTermLanes() {}

    /** Rows [first, last) eight at a time, at most one vector of columns. */
    static void eights(
            int[] xRow,
            int[] yRow,
            double[] c,
            int[] start,
            int muFrom,
            int muTo,
            double[] x,
            int xAt,
            double[] y,
            int yAt,
            int first,
            int last,
            int columns,
            double[] out,
            int o,
            int rowSize,
            int stride) {
        VectorMask<Double> tail = VectorMask.fromLong(LANES, -1L >>> (64 - columns));
        for (int mu = muFrom; mu < muTo; mu++) {
            for (int r = first; r < last; r += 8) {
                DoubleVector sa = DoubleVector.zero(LANES);
                DoubleVector sb = sa;
                DoubleVector sc = sa;
                DoubleVector sd = sa;
                DoubleVector se = sa;
                DoubleVector sf = sa;
                DoubleVector sg = sa;
                DoubleVector sh = sa;
                for (int p = start[mu]; p < start[mu + 1]; p++) {
                    DoubleVector f = DoubleVector.broadcast(LANES, c[p]);
                    int at = yAt + yRow[p];
                    DoubleVector y0 = DoubleVector.fromArray(LANES, y, at).mul(f);
                    int q = xAt + xRow[p] + r;
                    DoubleVector v = DoubleVector.broadcast(LANES, x[q]);
                    sa = v.fma(y0, sa);
                    v = DoubleVector.broadcast(LANES, x[q + 1]);
                    sb = v.fma(y0, sb);
                    v = DoubleVector.broadcast(LANES, x[q + 2]);
                    sc = v.fma(y0, sc);
                    v = DoubleVector.broadcast(LANES, x[q + 3]);
                    sd = v.fma(y0, sd);
                    v = DoubleVector.broadcast(LANES, x[q + 4]);
                    se = v.fma(y0, se);
                    v = DoubleVector.broadcast(LANES, x[q + 5]);
                    sf = v.fma(y0, sf);
                    v = DoubleVector.broadcast(LANES, x[q + 6]);
                    sg = v.fma(y0, sg);
                    v = DoubleVector.broadcast(LANES, x[q + 7]);
                    sh = v.fma(y0, sh);
                }
                int to0 = o + mu * stride + r * rowSize;
                sa.intoArray(out, to0, tail);
                sb.intoArray(out, to0 + rowSize, tail);
                sc.intoArray(out, to0 + 2 * rowSize, tail);
                sd.intoArray(out, to0 + 3 * rowSize, tail);
                se.intoArray(out, to0 + 4 * rowSize, tail);
                sf.intoArray(out, to0 + 5 * rowSize, tail);
                sg.intoArray(out, to0 + 6 * rowSize, tail);
                sh.intoArray(out, to0 + 7 * rowSize, tail);
            }
        }
    }

    /** As {@link #eights}, four rows at a time. */
    static void fours(
            int[] xRow,
            int[] yRow,
            double[] c,
            int[] start,
            int muFrom,
            int muTo,
            double[] x,
            int xAt,
            double[] y,
            int yAt,
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
                DoubleVector sa = DoubleVector.zero(LANES);
                DoubleVector sb = sa;
                DoubleVector sc = sa;
                DoubleVector sd = sa;
                for (int p = start[mu]; p < start[mu + 1]; p++) {
                    DoubleVector f = DoubleVector.broadcast(LANES, c[p]);
                    int at = yAt + yRow[p];
                    DoubleVector y0 = DoubleVector.fromArray(LANES, y, at).mul(f);
                    int q = xAt + xRow[p] + r;
                    DoubleVector v = DoubleVector.broadcast(LANES, x[q]);
                    sa = v.fma(y0, sa);
                    v = DoubleVector.broadcast(LANES, x[q + 1]);
                    sb = v.fma(y0, sb);
                    v = DoubleVector.broadcast(LANES, x[q + 2]);
                    sc = v.fma(y0, sc);
                    v = DoubleVector.broadcast(LANES, x[q + 3]);
                    sd = v.fma(y0, sd);
                }
                int to0 = o + mu * stride + r * rowSize;
                sa.intoArray(out, to0, tail);
                sb.intoArray(out, to0 + rowSize, tail);
                sc.intoArray(out, to0 + 2 * rowSize, tail);
                sd.intoArray(out, to0 + 3 * rowSize, tail);
            }
        }
    }

    /** As {@link #eights}, row by row. */
    static void ones(
            int[] xRow,
            int[] yRow,
            double[] c,
            int[] start,
            int muFrom,
            int muTo,
            double[] x,
            int xAt,
            double[] y,
            int yAt,
            int first,
            int last,
            int columns,
            double[] out,
            int o,
            int rowSize,
            int stride) {
        VectorMask<Double> tail = VectorMask.fromLong(LANES, -1L >>> (64 - columns));
        for (int mu = muFrom; mu < muTo; mu++) {
            for (int r = first; r < last; r++) {
                DoubleVector sa = DoubleVector.zero(LANES);
                for (int p = start[mu]; p < start[mu + 1]; p++) {
                    DoubleVector f = DoubleVector.broadcast(LANES, c[p]);
                    int at = yAt + yRow[p];
                    DoubleVector y0 = DoubleVector.fromArray(LANES, y, at).mul(f);
                    int q = xAt + xRow[p] + r;
                    DoubleVector v = DoubleVector.broadcast(LANES, x[q]);
                    sa = v.fma(y0, sa);
                }
                int to0 = o + mu * stride + r * rowSize;
                sa.intoArray(out, to0, tail);
            }
        }
    }
}
