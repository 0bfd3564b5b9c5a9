package ncenter.kernels.coupling;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums of outer products with coefficients on vector lanes: out[o + mu*stride + r*rowSize + j] = sum over p in [start[mu], start[mu+1]) of
 * c[p] x[xAt + xRow[p] + r] y[yAt + yRow[p] + j] for mu in [muFrom, muTo).
 *
 * <p>A sum has few terms, so what a tile costs once counts: tiles are as high as the registers allow. The rules of {@link OuterLanes} hold here too. Where the last two
 * vectors of a row are not full, they overlap: nothing is read or written behind a row.
 */
final class TermLanes {
    private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;
    private static final int WIDTH = LANES.length();

    private TermLanes() {}

    /** Rows [first, last) twelve at a time, columns below {@code to} two vectors at a time, of which the last two may overlap by less than a vector. */
    // size: a row of the tile takes eight lines, and vectors must not be handed to another method
    static void twelves(
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
            int to,
            double[] out,
            int o,
            int rowSize,
            int stride) {
        for (int j = 0; j < to; j += 2 * WIDTH) {
            int right = Math.min(WIDTH, to - j - WIDTH);
            for (int mu = muFrom; mu < muTo; mu++) {
                for (int r = first; r < last; r += 12) {
                    DoubleVector sa0 = DoubleVector.zero(LANES);
                    DoubleVector sa1 = sa0;
                    DoubleVector sb0 = sa0;
                    DoubleVector sb1 = sa0;
                    DoubleVector sc0 = sa0;
                    DoubleVector sc1 = sa0;
                    DoubleVector sd0 = sa0;
                    DoubleVector sd1 = sa0;
                    DoubleVector se0 = sa0;
                    DoubleVector se1 = sa0;
                    DoubleVector sf0 = sa0;
                    DoubleVector sf1 = sa0;
                    DoubleVector sg0 = sa0;
                    DoubleVector sg1 = sa0;
                    DoubleVector sh0 = sa0;
                    DoubleVector sh1 = sa0;
                    DoubleVector si0 = sa0;
                    DoubleVector si1 = sa0;
                    DoubleVector sj0 = sa0;
                    DoubleVector sj1 = sa0;
                    DoubleVector sk0 = sa0;
                    DoubleVector sk1 = sa0;
                    DoubleVector sl0 = sa0;
                    DoubleVector sl1 = sa0;
                    for (int p = start[mu]; p < start[mu + 1]; p++) {
                        DoubleVector f = DoubleVector.broadcast(LANES, c[p]);
                        int at = yAt + yRow[p] + j;
                        DoubleVector y0 = DoubleVector.fromArray(LANES, y, at).mul(f);
                        DoubleVector y1 =
                                DoubleVector.fromArray(LANES, y, at + right).mul(f);
                        int q = xAt + xRow[p] + r;
                        DoubleVector v = DoubleVector.broadcast(LANES, x[q]);
                        sa0 = v.fma(y0, sa0);
                        sa1 = v.fma(y1, sa1);
                        v = DoubleVector.broadcast(LANES, x[q + 1]);
                        sb0 = v.fma(y0, sb0);
                        sb1 = v.fma(y1, sb1);
                        v = DoubleVector.broadcast(LANES, x[q + 2]);
                        sc0 = v.fma(y0, sc0);
                        sc1 = v.fma(y1, sc1);
                        v = DoubleVector.broadcast(LANES, x[q + 3]);
                        sd0 = v.fma(y0, sd0);
                        sd1 = v.fma(y1, sd1);
                        v = DoubleVector.broadcast(LANES, x[q + 4]);
                        se0 = v.fma(y0, se0);
                        se1 = v.fma(y1, se1);
                        v = DoubleVector.broadcast(LANES, x[q + 5]);
                        sf0 = v.fma(y0, sf0);
                        sf1 = v.fma(y1, sf1);
                        v = DoubleVector.broadcast(LANES, x[q + 6]);
                        sg0 = v.fma(y0, sg0);
                        sg1 = v.fma(y1, sg1);
                        v = DoubleVector.broadcast(LANES, x[q + 7]);
                        sh0 = v.fma(y0, sh0);
                        sh1 = v.fma(y1, sh1);
                        v = DoubleVector.broadcast(LANES, x[q + 8]);
                        si0 = v.fma(y0, si0);
                        si1 = v.fma(y1, si1);
                        v = DoubleVector.broadcast(LANES, x[q + 9]);
                        sj0 = v.fma(y0, sj0);
                        sj1 = v.fma(y1, sj1);
                        v = DoubleVector.broadcast(LANES, x[q + 10]);
                        sk0 = v.fma(y0, sk0);
                        sk1 = v.fma(y1, sk1);
                        v = DoubleVector.broadcast(LANES, x[q + 11]);
                        sl0 = v.fma(y0, sl0);
                        sl1 = v.fma(y1, sl1);
                    }
                    int to0 = o + mu * stride + r * rowSize + j;
                    sa0.intoArray(out, to0);
                    sa1.intoArray(out, to0 + right);
                    sb0.intoArray(out, to0 + rowSize);
                    sb1.intoArray(out, to0 + rowSize + right);
                    sc0.intoArray(out, to0 + 2 * rowSize);
                    sc1.intoArray(out, to0 + 2 * rowSize + right);
                    sd0.intoArray(out, to0 + 3 * rowSize);
                    sd1.intoArray(out, to0 + 3 * rowSize + right);
                    se0.intoArray(out, to0 + 4 * rowSize);
                    se1.intoArray(out, to0 + 4 * rowSize + right);
                    sf0.intoArray(out, to0 + 5 * rowSize);
                    sf1.intoArray(out, to0 + 5 * rowSize + right);
                    sg0.intoArray(out, to0 + 6 * rowSize);
                    sg1.intoArray(out, to0 + 6 * rowSize + right);
                    sh0.intoArray(out, to0 + 7 * rowSize);
                    sh1.intoArray(out, to0 + 7 * rowSize + right);
                    si0.intoArray(out, to0 + 8 * rowSize);
                    si1.intoArray(out, to0 + 8 * rowSize + right);
                    sj0.intoArray(out, to0 + 9 * rowSize);
                    sj1.intoArray(out, to0 + 9 * rowSize + right);
                    sk0.intoArray(out, to0 + 10 * rowSize);
                    sk1.intoArray(out, to0 + 10 * rowSize + right);
                    sl0.intoArray(out, to0 + 11 * rowSize);
                    sl1.intoArray(out, to0 + 11 * rowSize + right);
                }
            }
        }
    }

    /** As {@link #twelves}, four rows at a time. */
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
            int to,
            double[] out,
            int o,
            int rowSize,
            int stride) {
        for (int j = 0; j < to; j += 2 * WIDTH) {
            int right = Math.min(WIDTH, to - j - WIDTH);
            for (int mu = muFrom; mu < muTo; mu++) {
                for (int r = first; r < last; r += 4) {
                    DoubleVector sa0 = DoubleVector.zero(LANES);
                    DoubleVector sa1 = sa0;
                    DoubleVector sb0 = sa0;
                    DoubleVector sb1 = sa0;
                    DoubleVector sc0 = sa0;
                    DoubleVector sc1 = sa0;
                    DoubleVector sd0 = sa0;
                    DoubleVector sd1 = sa0;
                    for (int p = start[mu]; p < start[mu + 1]; p++) {
                        DoubleVector f = DoubleVector.broadcast(LANES, c[p]);
                        int at = yAt + yRow[p] + j;
                        DoubleVector y0 = DoubleVector.fromArray(LANES, y, at).mul(f);
                        DoubleVector y1 =
                                DoubleVector.fromArray(LANES, y, at + right).mul(f);
                        int q = xAt + xRow[p] + r;
                        DoubleVector v = DoubleVector.broadcast(LANES, x[q]);
                        sa0 = v.fma(y0, sa0);
                        sa1 = v.fma(y1, sa1);
                        v = DoubleVector.broadcast(LANES, x[q + 1]);
                        sb0 = v.fma(y0, sb0);
                        sb1 = v.fma(y1, sb1);
                        v = DoubleVector.broadcast(LANES, x[q + 2]);
                        sc0 = v.fma(y0, sc0);
                        sc1 = v.fma(y1, sc1);
                        v = DoubleVector.broadcast(LANES, x[q + 3]);
                        sd0 = v.fma(y0, sd0);
                        sd1 = v.fma(y1, sd1);
                    }
                    int to0 = o + mu * stride + r * rowSize + j;
                    sa0.intoArray(out, to0);
                    sa1.intoArray(out, to0 + right);
                    sb0.intoArray(out, to0 + rowSize);
                    sb1.intoArray(out, to0 + rowSize + right);
                    sc0.intoArray(out, to0 + 2 * rowSize);
                    sc1.intoArray(out, to0 + 2 * rowSize + right);
                    sd0.intoArray(out, to0 + 3 * rowSize);
                    sd1.intoArray(out, to0 + 3 * rowSize + right);
                }
            }
        }
    }

    /** As {@link #twelves}, row by row. */
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
            int to,
            double[] out,
            int o,
            int rowSize,
            int stride) {
        for (int j = 0; j < to; j += 2 * WIDTH) {
            int right = Math.min(WIDTH, to - j - WIDTH);
            for (int mu = muFrom; mu < muTo; mu++) {
                for (int r = first; r < last; r++) {
                    DoubleVector sa0 = DoubleVector.zero(LANES);
                    DoubleVector sa1 = sa0;
                    for (int p = start[mu]; p < start[mu + 1]; p++) {
                        DoubleVector f = DoubleVector.broadcast(LANES, c[p]);
                        int at = yAt + yRow[p] + j;
                        DoubleVector y0 = DoubleVector.fromArray(LANES, y, at).mul(f);
                        DoubleVector y1 =
                                DoubleVector.fromArray(LANES, y, at + right).mul(f);
                        int q = xAt + xRow[p] + r;
                        DoubleVector v = DoubleVector.broadcast(LANES, x[q]);
                        sa0 = v.fma(y0, sa0);
                        sa1 = v.fma(y1, sa1);
                    }
                    int to0 = o + mu * stride + r * rowSize + j;
                    sa0.intoArray(out, to0);
                    sa1.intoArray(out, to0 + right);
                }
            }
        }
    }

    /** v[to + (i - from)*n + q] = c0[i] v[used0[i]*n + q] + c1[i] v[used1[i]*n + q] for i from {@code from} on; up to a vector behind the last row is written. */
    static void pairs(int[] used0, int[] used1, double[] c0, double[] c1, int from, double[] v, int to, int n) {
        for (int i = from; i < c0.length; i++) {
            DoubleVector f = DoubleVector.broadcast(LANES, c0[i]);
            DoubleVector g = DoubleVector.broadcast(LANES, c1[i]);
            int first = used0[i] * n;
            int second = used1[i] * n;
            int o = to + (i - from) * n;
            for (int q = 0; q < n; q += WIDTH) {
                DoubleVector x = DoubleVector.fromArray(LANES, v, first + q).mul(f);
                DoubleVector.fromArray(LANES, v, second + q).fma(g, x).intoArray(v, o + q);
            }
        }
    }
}
