package ncenter.kernels.radial;

/**
 * The uniform B-spline of degree 7, B(x) on [0, 8], and the interpolation of equally spaced values by it.
 *
 * <p>s(k + t) = sum over j = 0..7 of c[k + j - 3] B(t + 7 - j) for t in [0, 1]; six derivatives of s are continuous.
 */
final class CardinalSpline {
    /** Number of coefficients that one value depends on. */
    static final int ORDER = 8;
    /** Coefficients needed before the first knot, one less than after the last one. */
    static final int LEAD = 3;
    /** How far a value reaches into the coefficients: the taps fall off by 0.535 per knot, to 1e-17 here. */
    static final int REACH = 64;

    private static final double[] TAPS = taps();

    private CardinalSpline() {}

    /** w[j] = B(t + 7 - j), by the recurrence in the degree. */
    static void weights(double t, double[] w) {
        weights(t, ORDER - 1, w);
    }

    /** Weights of the derivative with respect to t: differences of the B-spline one degree lower. */
    static void slopes(double t, double[] w) {
        weights(t, ORDER - 2, w);
        w[ORDER - 1] = w[ORDER - 2];
        for (int j = ORDER - 2; j > 0; j--) w[j] = w[j - 1] - w[j];
        w[0] = -w[0];
    }

    private static void weights(double t, int degree, double[] w) {
        w[0] = 1.0;
        for (int d = 1; d <= degree; d++) {
            double f = 1.0 / d;
            w[d] = t * f * w[d - 1];
            for (int j = d - 1; j > 0; j--) w[j] = ((t + (d - j)) * w[j - 1] + (j + 1 - t) * w[j]) * f;
            w[0] = (1 - t) * f * w[0];
        }
    }

    /** The coefficient at a knot from the values at the knots around: values[at + k * stride] for |k| &lt;= {@link #REACH}. */
    static double coefficient(double[] values, int at, int stride) {
        double sum = TAPS[0] * values[at];
        for (int k = 1; k <= REACH; k++) sum += TAPS[k] * (values[at - k * stride] + values[at + k * stride]);
        return sum;
    }

    /** Fourier series of one over the symbol (2416 + 2382 cos x + 240 cos 2x + 2 cos 3x) / 5040. */
    private static double[] taps() {
        int points = 4 * REACH;
        double[] out = new double[REACH + 1];
        for (int j = 0; j < points; j++) {
            double x = 2 * Math.PI * j / points;
            double symbol = (2416 + 2382 * Math.cos(x) + 240 * Math.cos(2 * x) + 2 * Math.cos(3 * x)) / 5040;
            for (int k = 0; k <= REACH; k++)
                out[k] += Math.cos(2 * Math.PI * (j * k % points) / points) / (symbol * points);
        }
        return out;
    }
}
