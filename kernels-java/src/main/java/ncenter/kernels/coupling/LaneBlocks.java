package ncenter.kernels.coupling;

import static ncenter.kernels.coupling.LaneTile.LANES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums of products of two blocks with samples in the lanes, as in {@link LaneTile}: small rectangles of pairs of properties whose sums stay in
 * registers.
 *
 * <p>Rows and columns that do not exist are computed from whatever lies behind the others, and written where the next rectangle, or nothing, follows: arrays
 * go on for at least {@link #SPARE} properties.
 */
final class LaneBlocks {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int W = S.length();

    /** Properties that must follow the last of x, of y and of the output. */
    static final int SPARE = 24;

    private LaneBlocks() {}

    /** out[o + (i*columns + j)*LANES + s] = sum over p in [from, to) of c[p] x[xAt + xRow[p] + i*LANES + s] y[yAt + yRow[p] + j*LANES + s] for four rows i and up to six columns j. */
    static void rectangle(
            int[] xRow,
            int[] yRow,
            double[] c,
            int from,
            int to,
            double[] x,
            int xAt,
            double[] y,
            int yAt,
            int lanes,
            double[] out,
            int o,
            int columns) {
        if (columns > 4) six(xRow, yRow, c, from, to, x, xAt, y, yAt, lanes, out, o, columns);
        else four(xRow, yRow, c, from, to, x, xAt, y, yAt, lanes, out, o, columns);
    }

    /** Six columns. */
    // size: four rows of six vectors, which must not be handed to another method
    private static void six(
            int[] xRow,
            int[] yRow,
            double[] c,
            int from,
            int to,
            double[] x,
            int xAt,
            double[] y,
            int yAt,
            int lanes,
            double[] out,
            int o,
            int columns) {
        int row = columns * LANES;
        for (int s = 0; s < lanes; s += W) {
            DoubleVector a0 = DoubleVector.zero(S);
            DoubleVector a1 = a0;
            DoubleVector a2 = a0;
            DoubleVector a3 = a0;
            DoubleVector a4 = a0;
            DoubleVector a5 = a0;
            DoubleVector b0 = a0;
            DoubleVector b1 = a0;
            DoubleVector b2 = a0;
            DoubleVector b3 = a0;
            DoubleVector b4 = a0;
            DoubleVector b5 = a0;
            DoubleVector c0 = a0;
            DoubleVector c1 = a0;
            DoubleVector c2 = a0;
            DoubleVector c3 = a0;
            DoubleVector c4 = a0;
            DoubleVector c5 = a0;
            DoubleVector d0 = a0;
            DoubleVector d1 = a0;
            DoubleVector d2 = a0;
            DoubleVector d3 = a0;
            DoubleVector d4 = a0;
            DoubleVector d5 = a0;
            for (int p = from; p < to; p++) {
                DoubleVector f = DoubleVector.broadcast(S, c[p]);
                int q = xAt + xRow[p] + s;
                DoubleVector x0 = DoubleVector.fromArray(S, x, q).mul(f);
                DoubleVector x1 = DoubleVector.fromArray(S, x, q + 1 * LANES).mul(f);
                DoubleVector x2 = DoubleVector.fromArray(S, x, q + 2 * LANES).mul(f);
                DoubleVector x3 = DoubleVector.fromArray(S, x, q + 3 * LANES).mul(f);
                int at = yAt + yRow[p] + s;
                DoubleVector v = DoubleVector.fromArray(S, y, at);
                a0 = x0.fma(v, a0);
                b0 = x1.fma(v, b0);
                c0 = x2.fma(v, c0);
                d0 = x3.fma(v, d0);
                v = DoubleVector.fromArray(S, y, at + 1 * LANES);
                a1 = x0.fma(v, a1);
                b1 = x1.fma(v, b1);
                c1 = x2.fma(v, c1);
                d1 = x3.fma(v, d1);
                v = DoubleVector.fromArray(S, y, at + 2 * LANES);
                a2 = x0.fma(v, a2);
                b2 = x1.fma(v, b2);
                c2 = x2.fma(v, c2);
                d2 = x3.fma(v, d2);
                v = DoubleVector.fromArray(S, y, at + 3 * LANES);
                a3 = x0.fma(v, a3);
                b3 = x1.fma(v, b3);
                c3 = x2.fma(v, c3);
                d3 = x3.fma(v, d3);
                v = DoubleVector.fromArray(S, y, at + 4 * LANES);
                a4 = x0.fma(v, a4);
                b4 = x1.fma(v, b4);
                c4 = x2.fma(v, c4);
                d4 = x3.fma(v, d4);
                v = DoubleVector.fromArray(S, y, at + 5 * LANES);
                a5 = x0.fma(v, a5);
                b5 = x1.fma(v, b5);
                c5 = x2.fma(v, c5);
                d5 = x3.fma(v, d5);
            }
            int to0 = o + s;
            a0.intoArray(out, to0);
            a1.intoArray(out, to0 + LANES);
            a2.intoArray(out, to0 + 2 * LANES);
            a3.intoArray(out, to0 + 3 * LANES);
            a4.intoArray(out, to0 + 4 * LANES);
            a5.intoArray(out, to0 + 5 * LANES);
            to0 += row;
            b0.intoArray(out, to0);
            b1.intoArray(out, to0 + LANES);
            b2.intoArray(out, to0 + 2 * LANES);
            b3.intoArray(out, to0 + 3 * LANES);
            b4.intoArray(out, to0 + 4 * LANES);
            b5.intoArray(out, to0 + 5 * LANES);
            to0 += row;
            c0.intoArray(out, to0);
            c1.intoArray(out, to0 + LANES);
            c2.intoArray(out, to0 + 2 * LANES);
            c3.intoArray(out, to0 + 3 * LANES);
            c4.intoArray(out, to0 + 4 * LANES);
            c5.intoArray(out, to0 + 5 * LANES);
            to0 += row;
            d0.intoArray(out, to0);
            d1.intoArray(out, to0 + LANES);
            d2.intoArray(out, to0 + 2 * LANES);
            d3.intoArray(out, to0 + 3 * LANES);
            d4.intoArray(out, to0 + 4 * LANES);
            d5.intoArray(out, to0 + 5 * LANES);
        }
    }

    /** As {@link #six}, four columns. */
    // size: four rows of four vectors, which must not be handed to another method
    private static void four(
            int[] xRow,
            int[] yRow,
            double[] c,
            int from,
            int to,
            double[] x,
            int xAt,
            double[] y,
            int yAt,
            int lanes,
            double[] out,
            int o,
            int columns) {
        int row = columns * LANES;
        for (int s = 0; s < lanes; s += W) {
            DoubleVector a0 = DoubleVector.zero(S);
            DoubleVector a1 = a0;
            DoubleVector a2 = a0;
            DoubleVector a3 = a0;
            DoubleVector b0 = a0;
            DoubleVector b1 = a0;
            DoubleVector b2 = a0;
            DoubleVector b3 = a0;
            DoubleVector c0 = a0;
            DoubleVector c1 = a0;
            DoubleVector c2 = a0;
            DoubleVector c3 = a0;
            DoubleVector d0 = a0;
            DoubleVector d1 = a0;
            DoubleVector d2 = a0;
            DoubleVector d3 = a0;
            for (int p = from; p < to; p++) {
                DoubleVector f = DoubleVector.broadcast(S, c[p]);
                int q = xAt + xRow[p] + s;
                DoubleVector x0 = DoubleVector.fromArray(S, x, q).mul(f);
                DoubleVector x1 = DoubleVector.fromArray(S, x, q + 1 * LANES).mul(f);
                DoubleVector x2 = DoubleVector.fromArray(S, x, q + 2 * LANES).mul(f);
                DoubleVector x3 = DoubleVector.fromArray(S, x, q + 3 * LANES).mul(f);
                int at = yAt + yRow[p] + s;
                DoubleVector v = DoubleVector.fromArray(S, y, at);
                a0 = x0.fma(v, a0);
                b0 = x1.fma(v, b0);
                c0 = x2.fma(v, c0);
                d0 = x3.fma(v, d0);
                v = DoubleVector.fromArray(S, y, at + 1 * LANES);
                a1 = x0.fma(v, a1);
                b1 = x1.fma(v, b1);
                c1 = x2.fma(v, c1);
                d1 = x3.fma(v, d1);
                v = DoubleVector.fromArray(S, y, at + 2 * LANES);
                a2 = x0.fma(v, a2);
                b2 = x1.fma(v, b2);
                c2 = x2.fma(v, c2);
                d2 = x3.fma(v, d2);
                v = DoubleVector.fromArray(S, y, at + 3 * LANES);
                a3 = x0.fma(v, a3);
                b3 = x1.fma(v, b3);
                c3 = x2.fma(v, c3);
                d3 = x3.fma(v, d3);
            }
            int to0 = o + s;
            a0.intoArray(out, to0);
            a1.intoArray(out, to0 + LANES);
            a2.intoArray(out, to0 + 2 * LANES);
            a3.intoArray(out, to0 + 3 * LANES);
            to0 += row;
            b0.intoArray(out, to0);
            b1.intoArray(out, to0 + LANES);
            b2.intoArray(out, to0 + 2 * LANES);
            b3.intoArray(out, to0 + 3 * LANES);
            to0 += row;
            c0.intoArray(out, to0);
            c1.intoArray(out, to0 + LANES);
            c2.intoArray(out, to0 + 2 * LANES);
            c3.intoArray(out, to0 + 3 * LANES);
            to0 += row;
            d0.intoArray(out, to0);
            d1.intoArray(out, to0 + LANES);
            d2.intoArray(out, to0 + 2 * LANES);
            d3.intoArray(out, to0 + 3 * LANES);
        }
    }

    /** Rows and columns r to r+3 of a product of a block with itself: columns from the row's own number plus {@code gap} on, packed row by row; {@code columns} of the four exist. */
    static void diagonal(
            int[] xRow,
            int[] yRow,
            double[] c,
            int from,
            int to,
            double[] x,
            int xAt,
            double[] y,
            int yAt,
            int lanes,
            double[] out,
            int o,
            int columns,
            int gap) {
        int second = o + (columns - gap) * LANES;
        int third = second + Math.max(columns - 1 - gap, 0) * LANES;
        int fourth = third + Math.max(columns - 2 - gap, 0) * LANES;
        for (int s = 0; s < lanes; s += W) {
            DoubleVector a0 = DoubleVector.zero(S);
            DoubleVector a1 = a0;
            DoubleVector a2 = a0;
            DoubleVector a3 = a0;
            DoubleVector b1 = a0;
            DoubleVector b2 = a0;
            DoubleVector b3 = a0;
            DoubleVector c2 = a0;
            DoubleVector c3 = a0;
            DoubleVector d3 = a0;
            for (int p = from; p < to; p++) {
                DoubleVector f = DoubleVector.broadcast(S, c[p]);
                int q = xAt + xRow[p] + s;
                int at = yAt + yRow[p] + s;
                DoubleVector y0 = DoubleVector.fromArray(S, y, at);
                DoubleVector y1 = DoubleVector.fromArray(S, y, at + LANES);
                DoubleVector y2 = DoubleVector.fromArray(S, y, at + 2 * LANES);
                DoubleVector y3 = DoubleVector.fromArray(S, y, at + 3 * LANES);
                DoubleVector v = DoubleVector.fromArray(S, x, q).mul(f);
                a0 = v.fma(y0, a0);
                a1 = v.fma(y1, a1);
                a2 = v.fma(y2, a2);
                a3 = v.fma(y3, a3);
                v = DoubleVector.fromArray(S, x, q + LANES).mul(f);
                b1 = v.fma(y1, b1);
                b2 = v.fma(y2, b2);
                b3 = v.fma(y3, b3);
                v = DoubleVector.fromArray(S, x, q + 2 * LANES).mul(f);
                c2 = v.fma(y2, c2);
                c3 = v.fma(y3, c3);
                v = DoubleVector.fromArray(S, x, q + 3 * LANES).mul(f);
                d3 = v.fma(y3, d3);
            }
            if (gap == 0) {
                a0.intoArray(out, o + s);
                a1.intoArray(out, o + LANES + s);
                a2.intoArray(out, o + 2 * LANES + s);
                a3.intoArray(out, o + 3 * LANES + s);
                b1.intoArray(out, second + s);
                b2.intoArray(out, second + LANES + s);
                b3.intoArray(out, second + 2 * LANES + s);
                c2.intoArray(out, third + s);
                c3.intoArray(out, third + LANES + s);
                d3.intoArray(out, fourth + s);
            } else {
                a1.intoArray(out, o + s);
                a2.intoArray(out, o + LANES + s);
                a3.intoArray(out, o + 2 * LANES + s);
                b2.intoArray(out, second + s);
                b3.intoArray(out, second + LANES + s);
                c3.intoArray(out, third + s);
            }
        }
    }

    /** Row i - h.singles of the output is row i of the half product of what begins at {@code at} of {@code v}, for rows i with two coefficients; rows have n properties, in all lanes. */
    static void pairs(HalfCoupling h, double[] v, int at, int n, double[] out, int o) {
        int size = n * LANES;
        for (int i = h.singles; i < h.size(); i++, o += size) {
            int one = at + h.used0[i] * size;
            int two = at + h.used1[i] * size;
            DoubleVector f = DoubleVector.broadcast(S, h.c0[i]);
            DoubleVector g = DoubleVector.broadcast(S, h.c1[i]);
            for (int q = 0; q < size; q += W) {
                DoubleVector w = DoubleVector.fromArray(S, v, one + q).mul(f);
                DoubleVector.fromArray(S, v, two + q).fma(g, w).intoArray(out, o + q);
            }
        }
    }
}
