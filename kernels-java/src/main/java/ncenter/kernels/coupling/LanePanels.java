package ncenter.kernels.coupling;

import static ncenter.kernels.coupling.LaneTile.LANES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Samples in the lanes, as in {@link LaneTile}, times panels of weights that are {@value #COLUMNS} columns wide: out[oAt + (i*COLUMNS + c)*LANES + s] =
 * sum over p below {@code count + i*more} of f[y + p*LANES + s] w[wAt + i*wStride + p*COLUMNS + c] for panels i, p ascending.
 *
 * <p>At most {@value #MOST_TERMS} terms: the bound lets C2 see that the loop is short.
 */
final class LanePanels {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int W = S.length();

    /** Columns of a panel. */
    static final int COLUMNS = 8;

    /** Terms of one sum. */
    static final int MOST_TERMS = 512;

    private LanePanels() {}

    /** Adds the sums of the first {@code lanes} samples to {@code out}, which is read last: a loop that starts from it, or that {@link #set} shares, is compiled a seventh slower. All panels have {@code count} terms. */
    static void add(
            int panels,
            int wStride,
            double[] f,
            int y,
            int count,
            double[] w,
            int wAt,
            int lanes,
            double[] out,
            int oAt) {
        int s = 0;
        for (; s + 2 * W <= lanes; s += 2 * W) addTwo(panels, wStride, f, y + s, count, w, wAt, out, oAt + s);
        for (; s < lanes; s += W) addOne(panels, wStride, f, y + s, count, w, wAt, out, oAt + s);
    }

    /** Writes the sums of the first {@code lanes} samples. */
    static void set(
            int panels,
            int wStride,
            double[] f,
            int y,
            int count,
            int more,
            double[] w,
            int wAt,
            int lanes,
            double[] out,
            int oAt) {
        int s = 0;
        for (; s + 2 * W <= lanes; s += 2 * W) setTwo(panels, wStride, f, y + s, count, more, w, wAt, out, oAt + s);
        for (; s < lanes; s += W) setOne(panels, wStride, f, y + s, count, more, w, wAt, out, oAt + s);
    }

    /** Two vectors of samples. */
    private static void addTwo(
            int panels, int wStride, double[] f, int y, int count, double[] w, int wAt, double[] out, int oAt) {
        for (int i = 0; i < panels; i++) {
            int o = oAt + i * COLUMNS * LANES;
            DoubleVector a0 = DoubleVector.zero(S);
            DoubleVector b0 = a0;
            DoubleVector a1 = a0;
            DoubleVector b1 = a0;
            DoubleVector a2 = a0;
            DoubleVector b2 = a0;
            DoubleVector a3 = a0;
            DoubleVector b3 = a0;
            DoubleVector a4 = a0;
            DoubleVector b4 = a0;
            DoubleVector a5 = a0;
            DoubleVector b5 = a0;
            DoubleVector a6 = a0;
            DoubleVector b6 = a0;
            DoubleVector a7 = a0;
            DoubleVector b7 = a0;
            int terms = Math.min(count, MOST_TERMS);
            for (int p = 0; p < terms; p++) {
                DoubleVector x = DoubleVector.fromArray(S, f, y + p * LANES);
                DoubleVector z = DoubleVector.fromArray(S, f, y + p * LANES + W);
                int r = wAt + i * wStride + p * COLUMNS;
                DoubleVector v = DoubleVector.broadcast(S, w[r]);
                a0 = x.fma(v, a0);
                b0 = z.fma(v, b0);
                v = DoubleVector.broadcast(S, w[r + 1]);
                a1 = x.fma(v, a1);
                b1 = z.fma(v, b1);
                v = DoubleVector.broadcast(S, w[r + 2]);
                a2 = x.fma(v, a2);
                b2 = z.fma(v, b2);
                v = DoubleVector.broadcast(S, w[r + 3]);
                a3 = x.fma(v, a3);
                b3 = z.fma(v, b3);
                v = DoubleVector.broadcast(S, w[r + 4]);
                a4 = x.fma(v, a4);
                b4 = z.fma(v, b4);
                v = DoubleVector.broadcast(S, w[r + 5]);
                a5 = x.fma(v, a5);
                b5 = z.fma(v, b5);
                v = DoubleVector.broadcast(S, w[r + 6]);
                a6 = x.fma(v, a6);
                b6 = z.fma(v, b6);
                v = DoubleVector.broadcast(S, w[r + 7]);
                a7 = x.fma(v, a7);
                b7 = z.fma(v, b7);
            }
            a0.add(DoubleVector.fromArray(S, out, o)).intoArray(out, o);
            b0.add(DoubleVector.fromArray(S, out, o + W)).intoArray(out, o + W);
            a1.add(DoubleVector.fromArray(S, out, o + LANES)).intoArray(out, o + LANES);
            b1.add(DoubleVector.fromArray(S, out, o + LANES + W)).intoArray(out, o + LANES + W);
            a2.add(DoubleVector.fromArray(S, out, o + 2 * LANES)).intoArray(out, o + 2 * LANES);
            b2.add(DoubleVector.fromArray(S, out, o + 2 * LANES + W)).intoArray(out, o + 2 * LANES + W);
            a3.add(DoubleVector.fromArray(S, out, o + 3 * LANES)).intoArray(out, o + 3 * LANES);
            b3.add(DoubleVector.fromArray(S, out, o + 3 * LANES + W)).intoArray(out, o + 3 * LANES + W);
            a4.add(DoubleVector.fromArray(S, out, o + 4 * LANES)).intoArray(out, o + 4 * LANES);
            b4.add(DoubleVector.fromArray(S, out, o + 4 * LANES + W)).intoArray(out, o + 4 * LANES + W);
            a5.add(DoubleVector.fromArray(S, out, o + 5 * LANES)).intoArray(out, o + 5 * LANES);
            b5.add(DoubleVector.fromArray(S, out, o + 5 * LANES + W)).intoArray(out, o + 5 * LANES + W);
            a6.add(DoubleVector.fromArray(S, out, o + 6 * LANES)).intoArray(out, o + 6 * LANES);
            b6.add(DoubleVector.fromArray(S, out, o + 6 * LANES + W)).intoArray(out, o + 6 * LANES + W);
            a7.add(DoubleVector.fromArray(S, out, o + 7 * LANES)).intoArray(out, o + 7 * LANES);
            b7.add(DoubleVector.fromArray(S, out, o + 7 * LANES + W)).intoArray(out, o + 7 * LANES + W);
        }
    }

    /** One vector of samples. */
    private static void addOne(
            int panels, int wStride, double[] f, int y, int count, double[] w, int wAt, double[] out, int oAt) {
        for (int i = 0; i < panels; i++) {
            int o = oAt + i * COLUMNS * LANES;
            DoubleVector a0 = DoubleVector.zero(S);
            DoubleVector a1 = a0;
            DoubleVector a2 = a0;
            DoubleVector a3 = a0;
            DoubleVector a4 = a0;
            DoubleVector a5 = a0;
            DoubleVector a6 = a0;
            DoubleVector a7 = a0;
            int terms = Math.min(count, MOST_TERMS);
            for (int p = 0; p < terms; p++) {
                DoubleVector x = DoubleVector.fromArray(S, f, y + p * LANES);
                int r = wAt + i * wStride + p * COLUMNS;
                DoubleVector v = DoubleVector.broadcast(S, w[r]);
                a0 = x.fma(v, a0);
                v = DoubleVector.broadcast(S, w[r + 1]);
                a1 = x.fma(v, a1);
                v = DoubleVector.broadcast(S, w[r + 2]);
                a2 = x.fma(v, a2);
                v = DoubleVector.broadcast(S, w[r + 3]);
                a3 = x.fma(v, a3);
                v = DoubleVector.broadcast(S, w[r + 4]);
                a4 = x.fma(v, a4);
                v = DoubleVector.broadcast(S, w[r + 5]);
                a5 = x.fma(v, a5);
                v = DoubleVector.broadcast(S, w[r + 6]);
                a6 = x.fma(v, a6);
                v = DoubleVector.broadcast(S, w[r + 7]);
                a7 = x.fma(v, a7);
            }
            a0.add(DoubleVector.fromArray(S, out, o)).intoArray(out, o);
            a1.add(DoubleVector.fromArray(S, out, o + LANES)).intoArray(out, o + LANES);
            a2.add(DoubleVector.fromArray(S, out, o + 2 * LANES)).intoArray(out, o + 2 * LANES);
            a3.add(DoubleVector.fromArray(S, out, o + 3 * LANES)).intoArray(out, o + 3 * LANES);
            a4.add(DoubleVector.fromArray(S, out, o + 4 * LANES)).intoArray(out, o + 4 * LANES);
            a5.add(DoubleVector.fromArray(S, out, o + 5 * LANES)).intoArray(out, o + 5 * LANES);
            a6.add(DoubleVector.fromArray(S, out, o + 6 * LANES)).intoArray(out, o + 6 * LANES);
            a7.add(DoubleVector.fromArray(S, out, o + 7 * LANES)).intoArray(out, o + 7 * LANES);
        }
    }

    /** Two vectors of samples. */
    private static void setTwo(
            int panels,
            int wStride,
            double[] f,
            int y,
            int count,
            int more,
            double[] w,
            int wAt,
            double[] out,
            int oAt) {
        for (int i = 0; i < panels; i++) {
            int o = oAt + i * COLUMNS * LANES;
            DoubleVector a0 = DoubleVector.zero(S);
            DoubleVector b0 = a0;
            DoubleVector a1 = a0;
            DoubleVector b1 = a0;
            DoubleVector a2 = a0;
            DoubleVector b2 = a0;
            DoubleVector a3 = a0;
            DoubleVector b3 = a0;
            DoubleVector a4 = a0;
            DoubleVector b4 = a0;
            DoubleVector a5 = a0;
            DoubleVector b5 = a0;
            DoubleVector a6 = a0;
            DoubleVector b6 = a0;
            DoubleVector a7 = a0;
            DoubleVector b7 = a0;
            int terms = Math.min(count + i * more, MOST_TERMS);
            for (int p = 0; p < terms; p++) {
                DoubleVector x = DoubleVector.fromArray(S, f, y + p * LANES);
                DoubleVector z = DoubleVector.fromArray(S, f, y + p * LANES + W);
                int r = wAt + i * wStride + p * COLUMNS;
                DoubleVector v = DoubleVector.broadcast(S, w[r]);
                a0 = x.fma(v, a0);
                b0 = z.fma(v, b0);
                v = DoubleVector.broadcast(S, w[r + 1]);
                a1 = x.fma(v, a1);
                b1 = z.fma(v, b1);
                v = DoubleVector.broadcast(S, w[r + 2]);
                a2 = x.fma(v, a2);
                b2 = z.fma(v, b2);
                v = DoubleVector.broadcast(S, w[r + 3]);
                a3 = x.fma(v, a3);
                b3 = z.fma(v, b3);
                v = DoubleVector.broadcast(S, w[r + 4]);
                a4 = x.fma(v, a4);
                b4 = z.fma(v, b4);
                v = DoubleVector.broadcast(S, w[r + 5]);
                a5 = x.fma(v, a5);
                b5 = z.fma(v, b5);
                v = DoubleVector.broadcast(S, w[r + 6]);
                a6 = x.fma(v, a6);
                b6 = z.fma(v, b6);
                v = DoubleVector.broadcast(S, w[r + 7]);
                a7 = x.fma(v, a7);
                b7 = z.fma(v, b7);
            }
            a0.intoArray(out, o);
            b0.intoArray(out, o + W);
            a1.intoArray(out, o + LANES);
            b1.intoArray(out, o + LANES + W);
            a2.intoArray(out, o + 2 * LANES);
            b2.intoArray(out, o + 2 * LANES + W);
            a3.intoArray(out, o + 3 * LANES);
            b3.intoArray(out, o + 3 * LANES + W);
            a4.intoArray(out, o + 4 * LANES);
            b4.intoArray(out, o + 4 * LANES + W);
            a5.intoArray(out, o + 5 * LANES);
            b5.intoArray(out, o + 5 * LANES + W);
            a6.intoArray(out, o + 6 * LANES);
            b6.intoArray(out, o + 6 * LANES + W);
            a7.intoArray(out, o + 7 * LANES);
            b7.intoArray(out, o + 7 * LANES + W);
        }
    }

    /** One vector of samples. */
    private static void setOne(
            int panels,
            int wStride,
            double[] f,
            int y,
            int count,
            int more,
            double[] w,
            int wAt,
            double[] out,
            int oAt) {
        for (int i = 0; i < panels; i++) {
            int o = oAt + i * COLUMNS * LANES;
            DoubleVector a0 = DoubleVector.zero(S);
            DoubleVector a1 = a0;
            DoubleVector a2 = a0;
            DoubleVector a3 = a0;
            DoubleVector a4 = a0;
            DoubleVector a5 = a0;
            DoubleVector a6 = a0;
            DoubleVector a7 = a0;
            int terms = Math.min(count + i * more, MOST_TERMS);
            for (int p = 0; p < terms; p++) {
                DoubleVector x = DoubleVector.fromArray(S, f, y + p * LANES);
                int r = wAt + i * wStride + p * COLUMNS;
                DoubleVector v = DoubleVector.broadcast(S, w[r]);
                a0 = x.fma(v, a0);
                v = DoubleVector.broadcast(S, w[r + 1]);
                a1 = x.fma(v, a1);
                v = DoubleVector.broadcast(S, w[r + 2]);
                a2 = x.fma(v, a2);
                v = DoubleVector.broadcast(S, w[r + 3]);
                a3 = x.fma(v, a3);
                v = DoubleVector.broadcast(S, w[r + 4]);
                a4 = x.fma(v, a4);
                v = DoubleVector.broadcast(S, w[r + 5]);
                a5 = x.fma(v, a5);
                v = DoubleVector.broadcast(S, w[r + 6]);
                a6 = x.fma(v, a6);
                v = DoubleVector.broadcast(S, w[r + 7]);
                a7 = x.fma(v, a7);
            }
            a0.intoArray(out, o);
            a1.intoArray(out, o + LANES);
            a2.intoArray(out, o + 2 * LANES);
            a3.intoArray(out, o + 3 * LANES);
            a4.intoArray(out, o + 4 * LANES);
            a5.intoArray(out, o + 5 * LANES);
            a6.intoArray(out, o + 6 * LANES);
            a7.intoArray(out, o + 7 * LANES);
        }
    }
}
