package ncenter.kernels.radial;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import ncenter.kernels.lanes.KernelForm;

/**
 * A {@link RadialIntegral} tabulated on [0, cutoff] and read by splines of degree 7; beyond the cutoff all values are zero.
 *
 * <p>The number of intervals grows until the largest error in their middles and quarters, over all n and l, is below four fifths of the
 * tolerance. The error in an interval is largest in its middle up to the change of the eighth derivative across it, which the last fifth
 * covers. Where intervals are still longer than the Gaussian is wide, the error may happen to vanish in the middle: the quarters see it.
 *
 * <p>Interpolation needs values around the range: below zero they follow from I_nl(-r) = (-1)^l I_nl(r), above the cutoff the exact integral
 * is asked. One value reads eight coefficients; the table of a usual basis (0.1 MB) stays in the cache of its core.
 */
public final class SplinedIntegral implements RadialIntegral {
    private static final int FIRST_INTERVALS = 64;
    private static final int MOST_INTERVALS = 1 << 16;
    private static final double GROWTH = 1.25;
    private static final long LINE_BYTES = 64;

    private final int nMax;
    private final int lMax;
    private final int padded;
    private final double cutoff;
    private final int intervals;
    private final double maxError;
    /** Doubles of a register of this machine, 1 without vectors. */
    private final int lanes;
    /** Spline coefficients [l][n / lanes][knot + LEAD][n % lanes], n padded with zeros to {@link #paddedN()}: what one value reads is contiguous. */
    private final double[] table;
    /**
     * The same numbers where every register begins on a cache line: one that crosses two lines takes twice as long to read, and where Java's heap
     * puts an array, and moves it to, nobody can choose. Null without vectors; given back when nothing refers to it.
     */
    private final MemorySegment lines;

    /** @throws IllegalArgumentException if the tolerance is not reached with 65536 intervals */
    public SplinedIntegral(RadialIntegral exact, double cutoff, double tolerance) {
        if (!(cutoff > 0.0) || !(tolerance > 0.0)) {
            throw new IllegalArgumentException("SplinedIntegral: a positive cutoff and tolerance were expected, got "
                    + cutoff + " and " + tolerance);
        }
        this.nMax = exact.nMax();
        this.lMax = exact.lMax();
        this.cutoff = cutoff;
        this.lanes = Math.max(1, KernelForm.lanes());
        this.padded = (nMax + lanes - 1) / lanes * lanes;
        double wanted = 0.8 * tolerance;
        int count = FIRST_INTERVALS;
        double[] coefficients = tabulate(exact, count);
        double error = error(exact, coefficients, count, wanted);
        while (error >= wanted && count < MOST_INTERVALS) {
            count = Math.min(MOST_INTERVALS, (int) (count * GROWTH));
            coefficients = tabulate(exact, count);
            error = error(exact, coefficients, count, wanted);
        }
        if (error >= wanted) {
            throw new IllegalArgumentException("SplinedIntegral: an error below " + tolerance + " was expected, got "
                    + error + " with " + count + " intervals; write a larger tolerance or a wider Gaussian");
        }
        this.intervals = count;
        this.table = coefficients;
        this.maxError = error;
        this.lines = lanes == 1 ? null : onLines(coefficients);
    }

    private static MemorySegment onLines(double[] values) {
        MemorySegment lines = Arena.ofAuto().allocate((long) values.length * Double.BYTES, LINE_BYTES);
        return lines.copyFrom(MemorySegment.ofArray(values));
    }

    @Override
    public int nMax() {
        return nMax;
    }

    @Override
    public int lMax() {
        return lMax;
    }

    /** Largest error in the middles and quarters of the intervals, over all n and l. */
    public double maxError() {
        return maxError;
    }

    /** Number of tabulated distances. */
    public int knots() {
        return intervals + 1;
    }

    /** nMax rounded up to a whole number of vector registers. */
    int paddedN() {
        return padded;
    }

    /** Coefficients in columns, one for each register of l and n: a register per knot, beginning with the one that the first interval needs first. */
    MemorySegment lines() {
        return lines;
    }

    /** Numbers of one column of the table. */
    int column() {
        return (intervals + CardinalSpline.ORDER) * lanes;
    }

    double cutoff() {
        return cutoff;
    }

    int intervals() {
        return intervals;
    }

    @Override
    public void values(double r, double[] out, int offset) {
        if (r > cutoff) {
            Arrays.fill(out, offset, offset + size(), 0.0);
            return;
        }
        int k = interval(r);
        double[] weights = new double[CardinalSpline.ORDER];
        CardinalSpline.weights(r * (intervals / cutoff) - k, weights);
        combine(table, k, weights, out, offset);
    }

    @Override
    public void valuesAndDerivatives(double r, double[] out, double[] derivatives, int offset) {
        values(r, out, offset);
        if (r > cutoff) {
            Arrays.fill(derivatives, offset, offset + size(), 0.0);
            return;
        }
        int k = interval(r);
        double scale = intervals / cutoff;
        double[] weights = new double[CardinalSpline.ORDER];
        CardinalSpline.slopes(r * scale - k, weights);
        for (int j = 0; j < weights.length; j++) weights[j] *= scale;
        combine(table, k, weights, derivatives, offset);
    }

    private int interval(double r) {
        return Math.min((int) (r * (intervals / cutoff)), intervals - 1);
    }

    /** out[offset + l*nMax + n] = sum over j of weights[j] times the coefficient of knot k + j - LEAD. */
    private void combine(double[] coefficients, int k, double[] weights, double[] out, int offset) {
        int knots = coefficients.length / ((lMax + 1) * padded);
        for (int l = 0; l <= lMax; l++) {
            for (int n = 0; n < nMax; n++) {
                int at = place(l, n, k, knots);
                double lower = weights[0] * coefficients[at] + weights[1] * coefficients[at + lanes];
                lower += weights[2] * coefficients[at + 2 * lanes] + weights[3] * coefficients[at + 3 * lanes];
                double upper = weights[4] * coefficients[at + 4 * lanes] + weights[5] * coefficients[at + 5 * lanes];
                upper += weights[6] * coefficients[at + 6 * lanes] + weights[7] * coefficients[at + 7 * lanes];
                out[offset + l * nMax + n] = lower + upper;
            }
        }
    }

    /** Where the coefficient of knot k stands in a table; the lanes are a power of two. */
    private int place(int l, int n, int k, int knots) {
        int i = l * padded + n;
        int column = i >> Integer.numberOfTrailingZeros(lanes);
        return (column * knots + k) * lanes + (i & (lanes - 1));
    }

    /** Coefficients of the spline through the exact values at count + 1 knots. */
    private double[] tabulate(RadialIntegral exact, int count) {
        int lead = CardinalSpline.LEAD + CardinalSpline.REACH;
        int knots = count + CardinalSpline.ORDER;
        int wide = knots + 2 * CardinalSpline.REACH;
        int n = size();
        double[] values = new double[wide * n];
        for (int k = lead; k < wide; k++) exact.values((k - lead) * (cutoff / count), values, k * n);
        for (int k = 0; k < lead; k++) {
            for (int i = 0; i < n; i++) values[k * n + i] = parity(i) * values[(2 * lead - k) * n + i];
        }
        double[] out = new double[knots * (lMax + 1) * padded];
        for (int k = 0; k < knots; k++) {
            for (int i = 0; i < n; i++) {
                double c = CardinalSpline.coefficient(values, (k + CardinalSpline.REACH) * n + i, n);
                out[place(i / nMax, i % nMax, k, knots)] = c;
            }
        }
        return out;
    }

    private int parity(int i) {
        return (i / nMax & 1) == 0 ? 1 : -1;
    }

    /** Largest error seen. Quarters are looked at only if the middles are good enough. */
    private double error(RadialIntegral exact, double[] coefficients, int count, double wanted) {
        double worst = errorAt(exact, coefficients, count, 0.5);
        if (worst >= wanted) return worst;
        double quarters =
                Math.max(errorAt(exact, coefficients, count, 0.25), errorAt(exact, coefficients, count, 0.75));
        return Math.max(worst, quarters);
    }

    /** Largest error at the fraction t of every interval. */
    private double errorAt(RadialIntegral exact, double[] coefficients, int count, double t) {
        double[] weights = new double[CardinalSpline.ORDER];
        CardinalSpline.weights(t, weights);
        double worst = 0.0;
        double[] got = new double[size()];
        double[] expected = new double[size()];
        for (int k = 0; k < count; k++) {
            combine(coefficients, k, weights, got, 0);
            exact.values((k + t) * (cutoff / count), expected, 0);
            for (int i = 0; i < got.length; i++) worst = Math.max(worst, Math.abs(got[i] - expected[i]));
        }
        return worst;
    }
}
