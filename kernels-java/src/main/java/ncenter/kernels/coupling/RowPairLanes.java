package ncenter.kernels.coupling;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The sums of {@link TermLanes} where a row of the output is a vector and a half: two rows fill three vectors, of which the middle one holds the end of the
 * first row and the beginning of the second. Every vector is written once, and none but these three per pair of rows.
 */
final class RowPairLanes {
    private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;
    private static final int WIDTH = LANES.length();
    private static final int HALF = WIDTH / 2;

    /** Columns of the output. */
    static final int COLUMNS = WIDTH + HALF;

    /** Rows of a tile: 18 sums, so that 32 registers are needed. */
    static final int ROWS = 12;

    private RowPairLanes() {}

    /**
     * out[o + mu*stride + r*COLUMNS + j] = sum over p in [start[mu], start[mu+1]) of c[p] x[xAt + xRow[p] + r] y[yAt + yRow[p] + j] for mu in [muFrom, muTo), r below
     * {@link #ROWS} and j below {@link #COLUMNS}. One tile, without a loop over tiles: with it C2 checks every store twice, without it two of them, as their distances are
     * constants.
     */
    // size: a pair of rows takes five lines, and vectors must not be handed to another method
    static void tile(
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
            double[] out,
            int o,
            int stride) {
        VectorMask<Double> low = VectorMask.fromLong(LANES, (1L << HALF) - 1);
        VectorShuffle<Double> swapped = VectorShuffle.iota(LANES, HALF, 1, true);
        for (int mu = muFrom; mu < muTo; mu++) {
            DoubleVector sa0 = DoubleVector.zero(LANES);
            DoubleVector sab = sa0;
            DoubleVector sb2 = sa0;
            DoubleVector sc0 = sa0;
            DoubleVector scd = sa0;
            DoubleVector sd2 = sa0;
            DoubleVector se0 = sa0;
            DoubleVector sef = sa0;
            DoubleVector sf2 = sa0;
            DoubleVector sg0 = sa0;
            DoubleVector sgh = sa0;
            DoubleVector sh2 = sa0;
            DoubleVector si0 = sa0;
            DoubleVector sij = sa0;
            DoubleVector sj2 = sa0;
            DoubleVector sk0 = sa0;
            DoubleVector skl = sa0;
            DoubleVector sl2 = sa0;
            for (int p = start[mu]; p < start[mu + 1]; p++) {
                DoubleVector f = DoubleVector.broadcast(LANES, c[p]);
                int at = yAt + yRow[p];
                DoubleVector y0 = DoubleVector.fromArray(LANES, y, at).mul(f);
                DoubleVector y2 = DoubleVector.fromArray(LANES, y, at + HALF).mul(f);
                // The middle vector is summed with its halves swapped: they lie like this in the other two, and trade
                // places at the end.
                DoubleVector y1 = y2.blend(y0, low);
                int q = xAt + xRow[p];
                DoubleVector v = DoubleVector.broadcast(LANES, x[q]);
                DoubleVector w = DoubleVector.broadcast(LANES, x[q + 1]);
                sa0 = v.fma(y0, sa0);
                sab = v.blend(w, low).fma(y1, sab);
                sb2 = w.fma(y2, sb2);
                v = DoubleVector.broadcast(LANES, x[q + 2]);
                w = DoubleVector.broadcast(LANES, x[q + 3]);
                sc0 = v.fma(y0, sc0);
                scd = v.blend(w, low).fma(y1, scd);
                sd2 = w.fma(y2, sd2);
                v = DoubleVector.broadcast(LANES, x[q + 4]);
                w = DoubleVector.broadcast(LANES, x[q + 5]);
                se0 = v.fma(y0, se0);
                sef = v.blend(w, low).fma(y1, sef);
                sf2 = w.fma(y2, sf2);
                v = DoubleVector.broadcast(LANES, x[q + 6]);
                w = DoubleVector.broadcast(LANES, x[q + 7]);
                sg0 = v.fma(y0, sg0);
                sgh = v.blend(w, low).fma(y1, sgh);
                sh2 = w.fma(y2, sh2);
                v = DoubleVector.broadcast(LANES, x[q + 8]);
                w = DoubleVector.broadcast(LANES, x[q + 9]);
                si0 = v.fma(y0, si0);
                sij = v.blend(w, low).fma(y1, sij);
                sj2 = w.fma(y2, sj2);
                v = DoubleVector.broadcast(LANES, x[q + 10]);
                w = DoubleVector.broadcast(LANES, x[q + 11]);
                sk0 = v.fma(y0, sk0);
                skl = v.blend(w, low).fma(y1, skl);
                sl2 = w.fma(y2, sl2);
            }
            int to = o + mu * stride;
            sa0.intoArray(out, to);
            sab.rearrange(swapped).intoArray(out, to + WIDTH);
            sb2.intoArray(out, to + 2 * WIDTH);
            sc0.intoArray(out, to + 3 * WIDTH);
            scd.rearrange(swapped).intoArray(out, to + 4 * WIDTH);
            sd2.intoArray(out, to + 5 * WIDTH);
            se0.intoArray(out, to + 6 * WIDTH);
            sef.rearrange(swapped).intoArray(out, to + 7 * WIDTH);
            sf2.intoArray(out, to + 8 * WIDTH);
            sg0.intoArray(out, to + 9 * WIDTH);
            sgh.rearrange(swapped).intoArray(out, to + 10 * WIDTH);
            sh2.intoArray(out, to + 11 * WIDTH);
            si0.intoArray(out, to + 12 * WIDTH);
            sij.rearrange(swapped).intoArray(out, to + 13 * WIDTH);
            sj2.intoArray(out, to + 14 * WIDTH);
            sk0.intoArray(out, to + 15 * WIDTH);
            skl.rearrange(swapped).intoArray(out, to + 16 * WIDTH);
            sl2.intoArray(out, to + 17 * WIDTH);
        }
    }
}
