package ncenter.kernels.radial;

/**
 * A {@link RadialIntegral} tabulated on [0, cutoff] and read by cubic Hermite splines; beyond the cutoff all values are zero.
 *
 * <p>Intervals are halved until the largest error in their middles and quarters, over all n and l, is below four fifths of the tolerance.
 * The error of a cubic Hermite interval is largest in its middle up to the change of the fourth derivative across it, which the last fifth
 * covers. Where intervals are still longer than the Gaussian is wide, the error may happen to vanish in the middle: the quarters see it.
 */
public final class SplinedIntegral implements RadialIntegral {
    private static final int FIRST_INTERVALS = 64;
    private static final int MOST_INTERVALS = 1 << 16;

    private final int nMax;
    private final int lMax;
    private final double cutoff;
    private final int intervals;
    private final double step;
    private final double maxError;
    /** [knot][value or derivative times step][l*nMax+n]. */
    private final double[] table;

    /** @throws IllegalArgumentException if the tolerance is not reached with 65536 intervals */
    public SplinedIntegral(RadialIntegral exact, double cutoff, double tolerance) {
        if (!(cutoff > 0.0) || !(tolerance > 0.0)) {
            throw new IllegalArgumentException("SplinedIntegral: a positive cutoff and tolerance were expected, got "
                    + cutoff + " and " + tolerance);
        }
        this.nMax = exact.nMax();
        this.lMax = exact.lMax();
        this.cutoff = cutoff;
        double wanted = 0.8 * tolerance;
        int count = FIRST_INTERVALS;
        double[] knots = tabulate(exact, count);
        double[] middles = tabulateMiddles(exact, count);
        double error = error(exact, knots, middles, count, wanted);
        while (error >= wanted && count < MOST_INTERVALS) {
            knots = merged(knots, middles, count);
            count *= 2;
            middles = tabulateMiddles(exact, count);
            error = error(exact, knots, middles, count, wanted);
        }
        if (error >= wanted) {
            throw new IllegalArgumentException("SplinedIntegral: an error below " + tolerance + " was expected, got "
                    + error + " with " + count + " intervals; write a larger tolerance or a wider Gaussian");
        }
        this.intervals = count;
        this.step = cutoff / count;
        this.table = knots;
        this.maxError = error;
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

    @Override
    public void values(double r, double[] out, int offset) {
        if (r > cutoff) {
            java.util.Arrays.fill(out, offset, offset + size(), 0.0);
            return;
        }
        int k = Math.min((int) (r / step), intervals - 1);
        interpolate(table, size(), k, r / step - k, out, offset);
    }

    @Override
    public void valuesAndDerivatives(double r, double[] out, double[] derivatives, int offset) {
        values(r, out, offset);
        int n = size();
        if (r > cutoff) {
            java.util.Arrays.fill(derivatives, offset, offset + n, 0.0);
            return;
        }
        int k = Math.min((int) (r / step), intervals - 1);
        double t = r / step - k;
        int at = 2 * k * n;
        double c0 = 6 * t * (t - 1) / step;
        double c1 = ((3 * t - 4) * t + 1) / step;
        double c3 = (3 * t - 2) * t / step;
        for (int i = 0; i < n; i++) {
            derivatives[offset + i] =
                    c0 * (table[at + i] - table[at + 2 * n + i]) + c1 * table[at + n + i] + c3 * table[at + 3 * n + i];
        }
    }

    private static void interpolate(double[] table, int n, int k, double t, double[] out, int offset) {
        int at = 2 * k * n;
        double s = 1 - t;
        double h00 = (1 + 2 * t) * s * s;
        double h10 = t * s * s;
        double h01 = t * t * (3 - 2 * t);
        double h11 = -t * t * s;
        for (int i = 0; i < n; i++) {
            out[offset + i] = h00 * table[at + i]
                    + h10 * table[at + n + i]
                    + h01 * table[at + 2 * n + i]
                    + h11 * table[at + 3 * n + i];
        }
    }

    private double[] tabulate(RadialIntegral exact, int count) {
        double[] knots = new double[2 * size() * (count + 1)];
        for (int k = 0; k <= count; k++) evaluate(exact, k * (cutoff / count), cutoff / count, knots, 2 * k * size());
        return knots;
    }

    private double[] tabulateMiddles(RadialIntegral exact, int count) {
        double[] middles = new double[2 * size() * count];
        for (int k = 0; k < count; k++)
            evaluate(exact, (k + 0.5) * (cutoff / count), cutoff / count, middles, 2 * k * size());
        return middles;
    }

    /** Values, then derivatives times the interval length. */
    private void evaluate(RadialIntegral exact, double r, double h, double[] out, int at) {
        int n = size();
        double[] value = new double[n];
        double[] slope = new double[n];
        exact.valuesAndDerivatives(r, value, slope, 0);
        System.arraycopy(value, 0, out, at, n);
        for (int i = 0; i < n; i++) out[at + n + i] = slope[i] * h;
    }

    /** Knots and middles in turn: the knots of intervals of half the length. */
    private double[] merged(double[] knots, double[] middles, int count) {
        int n = size();
        double[] out = new double[2 * n * (2 * count + 1)];
        for (int k = 0; k <= count; k++) System.arraycopy(knots, 2 * k * n, out, 4 * k * n, 2 * n);
        for (int k = 0; k < count; k++) System.arraycopy(middles, 2 * k * n, out, (4 * k + 2) * n, 2 * n);
        for (int k = 0; k <= 2 * count; k++) for (int i = 0; i < n; i++) out[(2 * k + 1) * n + i] *= 0.5;
        return out;
    }

    /** Largest error seen. Quarters cost new integrals and are looked at only if the middles are good enough. */
    private double error(RadialIntegral exact, double[] knots, double[] middles, int count, double wanted) {
        double worst = errorInMiddles(knots, middles, count);
        if (worst >= wanted) return worst;
        return Math.max(worst, Math.max(errorAt(exact, knots, count, 0.25), errorAt(exact, knots, count, 0.75)));
    }

    private double errorInMiddles(double[] knots, double[] middles, int count) {
        int n = size();
        double worst = 0.0;
        double[] got = new double[n];
        for (int k = 0; k < count; k++) {
            interpolate(knots, n, k, 0.5, got, 0);
            for (int i = 0; i < n; i++) worst = Math.max(worst, Math.abs(got[i] - middles[2 * k * n + i]));
        }
        return worst;
    }

    /** Largest error at the fraction t of every interval. */
    private double errorAt(RadialIntegral exact, double[] knots, int count, double t) {
        int n = size();
        double worst = 0.0;
        double[] got = new double[n];
        double[] expected = new double[n];
        for (int k = 0; k < count; k++) {
            interpolate(knots, n, k, t, got, 0);
            exact.values((k + t) * (cutoff / count), expected, 0);
            for (int i = 0; i < n; i++) worst = Math.max(worst, Math.abs(got[i] - expected[i]));
        }
        return worst;
    }
}
