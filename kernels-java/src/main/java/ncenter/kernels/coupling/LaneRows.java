package ncenter.kernels.coupling;

import static ncenter.kernels.coupling.LanePanels.COLUMNS;
import static ncenter.kernels.coupling.LaneTile.LANES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Blocks with samples in the lanes, as in {@link LaneTile}, times what a panel of {@link LanePanels} gave: out[o + c*LANES + s] = sum over p below {@code
 * count} of x[xAt + p*LANES + s] y[yAt + (p*COLUMNS + c)*LANES + s], p ascending. At most {@link LanePanels#MOST_TERMS} terms.
 */
final class LaneRows {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int W = S.length();

    private LaneRows() {}

    /** Three rows of x at a distance of {@code xs}, the sums of one behind those of the other. */
    // size: three rows of eight vectors, which must not be handed to another method
    static void three(double[] x, int xAt, int xs, double[] y, int yAt, int count, int lanes, double[] out, int o) {
        int terms = Math.min(count, LanePanels.MOST_TERMS);
        for (int s = 0; s < lanes; s += W) {
            DoubleVector a0 = DoubleVector.zero(S);
            DoubleVector a1 = a0;
            DoubleVector a2 = a0;
            DoubleVector a3 = a0;
            DoubleVector a4 = a0;
            DoubleVector a5 = a0;
            DoubleVector a6 = a0;
            DoubleVector a7 = a0;
            DoubleVector b0 = a0;
            DoubleVector b1 = a0;
            DoubleVector b2 = a0;
            DoubleVector b3 = a0;
            DoubleVector b4 = a0;
            DoubleVector b5 = a0;
            DoubleVector b6 = a0;
            DoubleVector b7 = a0;
            DoubleVector c0 = a0;
            DoubleVector c1 = a0;
            DoubleVector c2 = a0;
            DoubleVector c3 = a0;
            DoubleVector c4 = a0;
            DoubleVector c5 = a0;
            DoubleVector c6 = a0;
            DoubleVector c7 = a0;
            for (int p = 0; p < terms; p++) {
                int q = xAt + p * LANES + s;
                DoubleVector x0 = DoubleVector.fromArray(S, x, q);
                DoubleVector x1 = DoubleVector.fromArray(S, x, q + xs);
                DoubleVector x2 = DoubleVector.fromArray(S, x, q + 2 * xs);
                int at = yAt + p * COLUMNS * LANES + s;
                DoubleVector v = DoubleVector.fromArray(S, y, at);
                a0 = x0.fma(v, a0);
                b0 = x1.fma(v, b0);
                c0 = x2.fma(v, c0);
                v = DoubleVector.fromArray(S, y, at + LANES);
                a1 = x0.fma(v, a1);
                b1 = x1.fma(v, b1);
                c1 = x2.fma(v, c1);
                v = DoubleVector.fromArray(S, y, at + 2 * LANES);
                a2 = x0.fma(v, a2);
                b2 = x1.fma(v, b2);
                c2 = x2.fma(v, c2);
                v = DoubleVector.fromArray(S, y, at + 3 * LANES);
                a3 = x0.fma(v, a3);
                b3 = x1.fma(v, b3);
                c3 = x2.fma(v, c3);
                v = DoubleVector.fromArray(S, y, at + 4 * LANES);
                a4 = x0.fma(v, a4);
                b4 = x1.fma(v, b4);
                c4 = x2.fma(v, c4);
                v = DoubleVector.fromArray(S, y, at + 5 * LANES);
                a5 = x0.fma(v, a5);
                b5 = x1.fma(v, b5);
                c5 = x2.fma(v, c5);
                v = DoubleVector.fromArray(S, y, at + 6 * LANES);
                a6 = x0.fma(v, a6);
                b6 = x1.fma(v, b6);
                c6 = x2.fma(v, c6);
                v = DoubleVector.fromArray(S, y, at + 7 * LANES);
                a7 = x0.fma(v, a7);
                b7 = x1.fma(v, b7);
                c7 = x2.fma(v, c7);
            }
            int to = o + s;
            a0.intoArray(out, to);
            a1.intoArray(out, to + LANES);
            a2.intoArray(out, to + 2 * LANES);
            a3.intoArray(out, to + 3 * LANES);
            a4.intoArray(out, to + 4 * LANES);
            a5.intoArray(out, to + 5 * LANES);
            a6.intoArray(out, to + 6 * LANES);
            a7.intoArray(out, to + 7 * LANES);
            to += COLUMNS * LANES;
            b0.intoArray(out, to);
            b1.intoArray(out, to + LANES);
            b2.intoArray(out, to + 2 * LANES);
            b3.intoArray(out, to + 3 * LANES);
            b4.intoArray(out, to + 4 * LANES);
            b5.intoArray(out, to + 5 * LANES);
            b6.intoArray(out, to + 6 * LANES);
            b7.intoArray(out, to + 7 * LANES);
            to += COLUMNS * LANES;
            c0.intoArray(out, to);
            c1.intoArray(out, to + LANES);
            c2.intoArray(out, to + 2 * LANES);
            c3.intoArray(out, to + 3 * LANES);
            c4.intoArray(out, to + 4 * LANES);
            c5.intoArray(out, to + 5 * LANES);
            c6.intoArray(out, to + 6 * LANES);
            c7.intoArray(out, to + 7 * LANES);
        }
    }

    /** One row of x. */
    static void one(double[] x, int xAt, double[] y, int yAt, int count, int lanes, double[] out, int o) {
        int terms = Math.min(count, LanePanels.MOST_TERMS);
        for (int s = 0; s < lanes; s += W) {
            DoubleVector a0 = DoubleVector.zero(S);
            DoubleVector a1 = a0;
            DoubleVector a2 = a0;
            DoubleVector a3 = a0;
            DoubleVector a4 = a0;
            DoubleVector a5 = a0;
            DoubleVector a6 = a0;
            DoubleVector a7 = a0;
            for (int p = 0; p < terms; p++) {
                int q = xAt + p * LANES + s;
                DoubleVector x0 = DoubleVector.fromArray(S, x, q);
                int at = yAt + p * COLUMNS * LANES + s;
                DoubleVector v = DoubleVector.fromArray(S, y, at);
                a0 = x0.fma(v, a0);
                v = DoubleVector.fromArray(S, y, at + LANES);
                a1 = x0.fma(v, a1);
                v = DoubleVector.fromArray(S, y, at + 2 * LANES);
                a2 = x0.fma(v, a2);
                v = DoubleVector.fromArray(S, y, at + 3 * LANES);
                a3 = x0.fma(v, a3);
                v = DoubleVector.fromArray(S, y, at + 4 * LANES);
                a4 = x0.fma(v, a4);
                v = DoubleVector.fromArray(S, y, at + 5 * LANES);
                a5 = x0.fma(v, a5);
                v = DoubleVector.fromArray(S, y, at + 6 * LANES);
                a6 = x0.fma(v, a6);
                v = DoubleVector.fromArray(S, y, at + 7 * LANES);
                a7 = x0.fma(v, a7);
            }
            int to = o + s;
            a0.intoArray(out, to);
            a1.intoArray(out, to + LANES);
            a2.intoArray(out, to + 2 * LANES);
            a3.intoArray(out, to + 3 * LANES);
            a4.intoArray(out, to + 4 * LANES);
            a5.intoArray(out, to + 5 * LANES);
            a6.intoArray(out, to + 6 * LANES);
            a7.intoArray(out, to + 7 * LANES);
        }
    }

    /** out[o + (mu*stride + c)*LANES + s] += sum over k in [start[mu], start[mu+1]) of factor[k] v[vAt + (row[k]*COLUMNS + c)*LANES + s], k ascending, for mu below {@code count}. */
    static void coupled(
            int[] row,
            double[] factor,
            int[] start,
            int count,
            double[] v,
            int vAt,
            int lanes,
            double[] out,
            int o,
            int stride) {
        for (int mu = 0; mu < count; mu++) {
            int from = start[mu];
            int to = start[mu + 1];
            for (int s = 0; s < lanes; s += W) {
                int z = o + mu * stride * LANES + s;
                DoubleVector a0 = DoubleVector.fromArray(S, out, z);
                DoubleVector a1 = DoubleVector.fromArray(S, out, z + LANES);
                DoubleVector a2 = DoubleVector.fromArray(S, out, z + 2 * LANES);
                DoubleVector a3 = DoubleVector.fromArray(S, out, z + 3 * LANES);
                DoubleVector a4 = DoubleVector.fromArray(S, out, z + 4 * LANES);
                DoubleVector a5 = DoubleVector.fromArray(S, out, z + 5 * LANES);
                DoubleVector a6 = DoubleVector.fromArray(S, out, z + 6 * LANES);
                DoubleVector a7 = DoubleVector.fromArray(S, out, z + 7 * LANES);
                for (int k = from; k < to; k++) {
                    DoubleVector f = DoubleVector.broadcast(S, factor[k]);
                    int r = vAt + row[k] * COLUMNS * LANES + s;
                    a0 = f.fma(DoubleVector.fromArray(S, v, r), a0);
                    a1 = f.fma(DoubleVector.fromArray(S, v, r + LANES), a1);
                    a2 = f.fma(DoubleVector.fromArray(S, v, r + 2 * LANES), a2);
                    a3 = f.fma(DoubleVector.fromArray(S, v, r + 3 * LANES), a3);
                    a4 = f.fma(DoubleVector.fromArray(S, v, r + 4 * LANES), a4);
                    a5 = f.fma(DoubleVector.fromArray(S, v, r + 5 * LANES), a5);
                    a6 = f.fma(DoubleVector.fromArray(S, v, r + 6 * LANES), a6);
                    a7 = f.fma(DoubleVector.fromArray(S, v, r + 7 * LANES), a7);
                }
                a0.intoArray(out, z);
                a1.intoArray(out, z + LANES);
                a2.intoArray(out, z + 2 * LANES);
                a3.intoArray(out, z + 3 * LANES);
                a4.intoArray(out, z + 4 * LANES);
                a5.intoArray(out, z + 5 * LANES);
                a6.intoArray(out, z + 6 * LANES);
                a7.intoArray(out, z + 7 * LANES);
            }
        }
    }
}
