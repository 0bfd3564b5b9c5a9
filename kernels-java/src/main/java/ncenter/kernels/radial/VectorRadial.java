package ncenter.kernels.radial;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * f_c(r) u(r) I_nl(r) for tiles of distances: weights of the spline with the distances in the lanes, then sums over coefficients with n in
 * the lanes. An integral that is not a {@link SplinedIntegral} is asked distance by distance. Immutable and thread-safe.
 */
public final class VectorRadial {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();
    private static final int ORDER = CardinalSpline.ORDER;
    /** Bytes of a register. */
    private static final long REGISTER = (long) LANES * Double.BYTES;

    private static final ByteOrder NATIVE = ByteOrder.nativeOrder();

    /** The eight weights of a spline as polynomials of the place in its interval, by [power][weight]. */
    private static final double[] POWERS = powers();

    private final RadialIntegral integral;
    private final SplinedIntegral spline;
    private final VectorCutoff cutoff;
    private final RadialScaling scaling;
    private final int padded;
    /** Intervals per angstrom and the last interval of the spline. */
    private final double steps;

    private final int lastInterval;

    public VectorRadial(RadialIntegral integral, CutoffFunction cutoff, RadialScaling scaling) {
        this.integral = integral;
        this.spline = integral instanceof SplinedIntegral s ? s : null;
        this.cutoff = new VectorCutoff(cutoff);
        this.scaling = scaling;
        this.padded = (integral.nMax() + LANES - 1) / LANES * LANES;
        this.steps = spline == null ? 0.0 : spline.intervals() / spline.cutoff();
        this.lastInterval = spline == null ? 0 : spline.intervals() - 1;
    }

    /** nMax rounded up to whole registers: the length of a row of n. */
    public int paddedN() {
        return padded;
    }

    /** Length of the scratch array for tiles of this many distances, a multiple of the lanes. */
    public int scratchSize(int tile) {
        return (2 * ORDER + 3) * tile + 2 * integral.size();
    }

    /** out[(l * tile + p) * paddedN + n] for p in [0, count); the padding of n is zero. {@code r} holds {@code tile} finite distances. */
    public void values(double[] r, int count, int tile, double[] out, double[] scratch) {
        int factor = factorRow(tile);
        cutoff.values(r, tile, scratch, factor);
        scale(r, count, scratch, factor);
        if (spline == null) askValues(r, count, tile, out, scratch);
        else {
            for (int v = 0; v < tile; v += LANES) weights(r, v, tile, scratch);
            for (int p = 0; p < count; p++) combine(p, tile, interval(r[p]), 0, out, scratch);
        }
    }

    /** Values, and their derivatives with respect to r in the same layout. */
    public void valuesAndDerivatives(
            double[] r, int count, int tile, double[] out, double[] derivatives, double[] scratch) {
        int factor = factorRow(tile);
        cutoff.values(r, tile, scratch, factor);
        cutoff.derivatives(r, tile, scratch, factor + tile);
        scaleWithSlope(r, count, scratch, factor, tile);
        if (spline == null) askDerivatives(r, count, tile, out, derivatives, scratch);
        else {
            for (int v = 0; v < tile; v += LANES) slopes(r, v, tile, scratch);
            for (int v = 0; v < tile; v += LANES) weights(r, v, tile, scratch);
            for (int p = 0; p < count; p++) {
                int k = interval(r[p]);
                combine(p, tile, k, 0, out, scratch);
                combine(p, tile, k, ORDER * tile, derivatives, scratch);
            }
        }
    }

    private void scale(double[] r, int count, double[] scratch, int factor) {
        if (scaling != RadialScaling.NONE) for (int p = 0; p < count; p++) scratch[factor + p] *= scaling.value(r[p]);
    }

    private void scaleWithSlope(double[] r, int count, double[] scratch, int factor, int tile) {
        if (scaling == RadialScaling.NONE) return;
        for (int p = 0; p < count; p++) {
            double u = scaling.value(r[p]);
            double f = scratch[factor + p];
            scratch[factor + tile + p] = scratch[factor + tile + p] * u + f * scaling.derivative(r[p]);
            scratch[factor + p] = f * u;
        }
    }

    private int interval(double r) {
        return Math.min((int) (r * steps), lastInterval);
    }

    /**
     * Place in the interval, 0..1, in the last row of scratch; 1 beyond the cutoff, where the factor of the weights is zero. Vectors pass
     * between methods through scratch only: as arguments they would be objects.
     */
    private void place(double[] r, int v, int tile, double[] scratch) {
        DoubleVector k = DoubleVector.fromArray(S, r, v).mul(steps);
        for (int p = 0; p < LANES; p++) scratch[placeRow(tile) + v + p] = interval(r[v + p]);
        k.sub(DoubleVector.fromArray(S, scratch, placeRow(tile) + v)).min(1.0).intoArray(scratch, placeRow(tile) + v);
    }

    /** Where weight j of the distances [v, v + LANES) stands: the eight of a register follow each other. */
    private static int row(int j, int v) {
        return v * ORDER + j * LANES;
    }

    private static int factorRow(int tile) {
        return 2 * ORDER * tile;
    }

    private static int slopeRow(int tile) {
        return (2 * ORDER + 1) * tile;
    }

    private static int placeRow(int tile) {
        return (2 * ORDER + 2) * tile;
    }

    /** The weights of {@link #row}: f_c u B(t + 7 - j), as polynomials in t. */
    private void weights(double[] r, int v, int tile, double[] scratch) {
        place(r, v, tile, scratch);
        DoubleVector t = DoubleVector.fromArray(S, scratch, placeRow(tile) + v);
        int top = ORDER * (ORDER - 1);
        DoubleVector w0 = DoubleVector.broadcast(S, POWERS[top]);
        DoubleVector w1 = DoubleVector.broadcast(S, POWERS[top + 1]);
        DoubleVector w2 = DoubleVector.broadcast(S, POWERS[top + 2]);
        DoubleVector w3 = DoubleVector.broadcast(S, POWERS[top + 3]);
        DoubleVector w4 = DoubleVector.broadcast(S, POWERS[top + 4]);
        DoubleVector w5 = DoubleVector.broadcast(S, POWERS[top + 5]);
        DoubleVector w6 = DoubleVector.broadcast(S, POWERS[top + 6]);
        DoubleVector w7 = DoubleVector.broadcast(S, POWERS[top + 7]);
        for (int i = top - ORDER; i >= 0; i -= ORDER) {
            w0 = w0.fma(t, DoubleVector.broadcast(S, POWERS[i]));
            w1 = w1.fma(t, DoubleVector.broadcast(S, POWERS[i + 1]));
            w2 = w2.fma(t, DoubleVector.broadcast(S, POWERS[i + 2]));
            w3 = w3.fma(t, DoubleVector.broadcast(S, POWERS[i + 3]));
            w4 = w4.fma(t, DoubleVector.broadcast(S, POWERS[i + 4]));
            w5 = w5.fma(t, DoubleVector.broadcast(S, POWERS[i + 5]));
            w6 = w6.fma(t, DoubleVector.broadcast(S, POWERS[i + 6]));
            w7 = w7.fma(t, DoubleVector.broadcast(S, POWERS[i + 7]));
        }
        DoubleVector f = DoubleVector.fromArray(S, scratch, factorRow(tile) + v);
        w0.mul(f).intoArray(scratch, row(0, v));
        w1.mul(f).intoArray(scratch, row(1, v));
        w2.mul(f).intoArray(scratch, row(2, v));
        w3.mul(f).intoArray(scratch, row(3, v));
        w4.mul(f).intoArray(scratch, row(4, v));
        w5.mul(f).intoArray(scratch, row(5, v));
        w6.mul(f).intoArray(scratch, row(6, v));
        w7.mul(f).intoArray(scratch, row(7, v));
    }

    /** Coefficients of B(t + 7 - j) for 0 <= t <= 1, by [power of t][j]: the recurrence in the degree, on polynomials. */
    private static double[] powers() {
        double[][] w = new double[ORDER][ORDER];
        w[0][0] = 1.0;
        for (int d = 1; d < ORDER; d++) {
            for (int j = d; j >= 0; j--) {
                double[] next = new double[ORDER];
                if (j > 0) addProduct(next, w[j - 1], (double) (d - j) / d, 1.0 / d);
                addProduct(next, w[j], (j + 1.0) / d, -1.0 / d);
                w[j] = next;
            }
        }
        double[] out = new double[ORDER * ORDER];
        for (int k = 0; k < out.length; k++) out[k] = w[k % ORDER][k / ORDER];
        return out;
    }

    /** sum += (a + b t) p. */
    private static void addProduct(double[] sum, double[] p, double a, double b) {
        for (int i = 0; i < ORDER; i++) sum[i] += a * p[i] + (i == 0 ? 0.0 : b * p[i - 1]);
    }

    /** The weights of the derivative, ORDER * tile behind those of the value: f_c u B'(t + 7 - j) / h + (f_c u)' B(t + 7 - j). */
    private void slopes(double[] r, int v, int tile, double[] scratch) {
        place(r, v, tile, scratch);
        int to = ORDER * tile;
        DoubleVector.fromArray(S, scratch, factorRow(tile) + v).mul(steps).intoArray(scratch, row(0, v));
        for (int d = 1; d < ORDER - 1; d++) raise(d, v, tile, scratch);
        DoubleVector before = DoubleVector.zero(S);
        for (int j = 0; j < ORDER - 1; j++) {
            DoubleVector w = DoubleVector.fromArray(S, scratch, row(j, v));
            before.sub(w).intoArray(scratch, to + row(j, v));
            before = w;
        }
        before.intoArray(scratch, to + row(ORDER - 1, v));
        DoubleVector.fromArray(S, scratch, slopeRow(tile) + v).intoArray(scratch, row(0, v));
        for (int d = 1; d < ORDER; d++) raise(d, v, tile, scratch);
        for (int j = 0; j < ORDER; j++) {
            DoubleVector w = DoubleVector.fromArray(S, scratch, row(j, v));
            w.add(DoubleVector.fromArray(S, scratch, to + row(j, v))).intoArray(scratch, to + row(j, v));
        }
    }

    /** Rows of weights of degree d - 1 replaced by those of degree d. */
    private static void raise(int d, int v, int tile, double[] w) {
        double f = 1.0 / d;
        DoubleVector t = DoubleVector.fromArray(S, w, placeRow(tile) + v).mul(f);
        DoubleVector upper = DoubleVector.fromArray(S, w, row(d - 1, v));
        t.mul(upper).intoArray(w, row(d, v));
        for (int j = d - 1; j > 0; j--) {
            DoubleVector lower = DoubleVector.fromArray(S, w, row(j - 1, v));
            DoubleVector rising = t.add((d - j) * f).mul(lower);
            DoubleVector.broadcast(S, (j + 1) * f).sub(t).fma(upper, rising).intoArray(w, row(j, v));
            upper = lower;
        }
        upper.mul(DoubleVector.broadcast(S, f).sub(t)).intoArray(w, row(0, v));
    }

    /** One distance: registers of n as sums of eight coefficients. */
    private void combine(int p, int tile, int k, int weights, double[] out, double[] w) {
        combine(p, tile, k, spline.column(), padded, spline.lines(), weights + row(0, p - p % LANES), w, out);
    }

    /** The loop ends on inequality: a counted one would check each of its reads before it begins, which costs more than its few rounds. */
    private static void combine(
            int p,
            int tile,
            int k,
            int column,
            int padded,
            MemorySegment table,
            int weights,
            double[] w,
            double[] out) {
        int at = weights + p % LANES;
        DoubleVector w0 = DoubleVector.broadcast(S, w[at]);
        DoubleVector w1 = DoubleVector.broadcast(S, w[at + LANES]);
        DoubleVector w2 = DoubleVector.broadcast(S, w[at + 2 * LANES]);
        DoubleVector w3 = DoubleVector.broadcast(S, w[at + 3 * LANES]);
        DoubleVector w4 = DoubleVector.broadcast(S, w[at + 4 * LANES]);
        DoubleVector w5 = DoubleVector.broadcast(S, w[at + 5 * LANES]);
        DoubleVector w6 = DoubleVector.broadcast(S, w[at + 6 * LANES]);
        DoubleVector w7 = DoubleVector.broadcast(S, w[at + 7 * LANES]);
        long from = (long) k * REGISTER;
        long stop = from + table.byteSize();
        long step = (long) column * Double.BYTES;
        int n = 0;
        int to = p * padded;
        do {
            DoubleVector even = w0.mul(DoubleVector.fromMemorySegment(S, table, from, NATIVE));
            DoubleVector odd = w1.mul(DoubleVector.fromMemorySegment(S, table, from + REGISTER, NATIVE));
            even = w2.fma(DoubleVector.fromMemorySegment(S, table, from + 2 * REGISTER, NATIVE), even);
            odd = w3.fma(DoubleVector.fromMemorySegment(S, table, from + 3 * REGISTER, NATIVE), odd);
            even = w4.fma(DoubleVector.fromMemorySegment(S, table, from + 4 * REGISTER, NATIVE), even);
            odd = w5.fma(DoubleVector.fromMemorySegment(S, table, from + 5 * REGISTER, NATIVE), odd);
            even = w6.fma(DoubleVector.fromMemorySegment(S, table, from + 6 * REGISTER, NATIVE), even);
            odd = w7.fma(DoubleVector.fromMemorySegment(S, table, from + 7 * REGISTER, NATIVE), odd);
            even.add(odd).intoArray(out, to + n);
            n += LANES;
            if (n == padded) {
                n = 0;
                to += tile * padded;
            }
            from += step;
        } while (from != stop);
    }

    private void askValues(double[] r, int count, int tile, double[] out, double[] scratch) {
        int at = (2 * ORDER + 3) * tile;
        for (int p = 0; p < count; p++) {
            integral.values(r[p], scratch, at);
            double factor = scratch[factorRow(tile) + p];
            for (int l = 0; l <= integral.lMax(); l++) {
                for (int n = 0; n < integral.nMax(); n++)
                    out[(l * tile + p) * padded + n] = factor * scratch[at + l * integral.nMax() + n];
            }
        }
    }

    private void askDerivatives(double[] r, int count, int tile, double[] out, double[] derivatives, double[] scratch) {
        int at = (2 * ORDER + 3) * tile;
        double[] value = new double[integral.size()];
        double[] slope = new double[integral.size()];
        for (int p = 0; p < count; p++) {
            integral.valuesAndDerivatives(r[p], value, slope, 0);
            double factor = scratch[factorRow(tile) + p];
            double fall = scratch[slopeRow(tile) + p];
            for (int l = 0; l <= integral.lMax(); l++) {
                for (int n = 0; n < integral.nMax(); n++) {
                    int i = l * integral.nMax() + n;
                    out[(l * tile + p) * padded + n] = factor * value[i];
                    derivatives[(l * tile + p) * padded + n] = factor * slope[i] + fall * value[i];
                }
            }
        }
    }
}
