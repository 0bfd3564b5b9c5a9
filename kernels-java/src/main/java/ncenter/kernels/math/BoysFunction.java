package ncenter.kernels.math;

/**
 * The Boys function F_n(t), the integral of u^2n exp(-t u^2) over 0 &lt;= u &lt;= 1, to 1e-14 of its value.
 *
 * <p>Below t = 36: the highest order from the Taylor series about the nearest point of a table, F_n(t) = sum_k F_(n+k)(t0) (t0 - t)^k / k!,
 * lower orders by F_(n-1) = (2 t F_n + exp(-t)) / (2n - 1), which adds positive numbers only. Above: F_0 = sqrt(pi/t)/2, whose error is below
 * exp(-36), and the same recursion upwards, which loses nothing because exp(-t) is small there. See Helgaker, Jorgensen and Olsen, Molecular
 * Electronic-Structure Theory, section 9.8.
 */
public final class BoysFunction {
    /** The highest order n. */
    public static final int MAX_ORDER = 16;

    static final double LIMIT = 36.0;
    /** Above: exp(-t) is less than 1e-17 of what it would be taken from, at the highest order. */
    static final double NO_TAIL = 80.0;

    static final int POINTS_PER_UNIT = 8;
    private static final int TERMS = 9;
    static final int WIDTH = MAX_ORDER + TERMS;
    static final double[] TABLE = table();

    private BoysFunction() {}

    /**
     * Writes F_0(t) to F_n(t).
     *
     * @throws IllegalArgumentException if n is not in 0..{@value #MAX_ORDER} or t is negative or not a number
     */
    public static void values(int n, double t, double[] out) {
        if (n < 0 || n > MAX_ORDER || !(t >= 0.0))
            throw new IllegalArgumentException("BoysFunction: an order of 0 to " + MAX_ORDER
                    + " and t >= 0 were expected, got order " + n + " and t=" + t);
        if (t >= LIMIT) upwards(n, t, out);
        else downwards(n, t, out);
    }

    private static void upwards(int n, double t, double[] out) {
        out[0] = 0.5 * Math.sqrt(Math.PI / t);
        if (n == 0) return;
        double tail = t < NO_TAIL ? Math.exp(-t) : 0.0;
        double half = 0.5 / t;
        for (int k = 0; k < n; k++) out[k + 1] = half * ((2 * k + 1) * out[k] - tail);
    }

    private static void downwards(int n, double t, double[] out) {
        int row = (int) (POINTS_PER_UNIT * t + 0.5);
        out[n] = taylor(row * WIDTH + n, row * (1.0 / POINTS_PER_UNIT) - t);
        if (n == 0) return;
        double tail = Math.exp(-t);
        for (int k = n; k > 0; k--) out[k - 1] = (2.0 * t * out[k] + tail) / (2 * k - 1);
    }

    /** sum_k TABLE[at + k] d^k / k! with |d| &lt;= 1/16. */
    static double taylor(int at, double d) {
        double sum = TABLE[at + 7] + d * (1.0 / 8) * TABLE[at + 8];
        sum = TABLE[at + 6] + d * (1.0 / 7) * sum;
        sum = TABLE[at + 5] + d * (1.0 / 6) * sum;
        sum = TABLE[at + 4] + d * (1.0 / 5) * sum;
        sum = TABLE[at + 3] + d * (1.0 / 4) * sum;
        sum = TABLE[at + 2] + d * (1.0 / 3) * sum;
        sum = TABLE[at + 1] + d * (1.0 / 2) * sum;
        return TABLE[at] + d * sum;
    }

    private static double[] table() {
        int rows = (int) (POINTS_PER_UNIT * LIMIT) + 1;
        double[] table = new double[rows * WIDTH];
        for (int row = 0; row < rows; row++) {
            double t = row * (1.0 / POINTS_PER_UNIT);
            double tail = Math.exp(-t);
            int top = row * WIDTH + WIDTH - 1;
            table[top] = series(WIDTH - 1, t, tail);
            for (int k = WIDTH - 1; k > 0; k--)
                table[top - WIDTH + k] = (2.0 * t * table[top - WIDTH + 1 + k] + tail) / (2 * k - 1);
        }
        return table;
    }

    /** exp(-t) sum_k (2t)^k / ((2n+1)(2n+3)...(2n+2k+1)): positive terms. */
    private static double series(int n, double t, double tail) {
        double term = 1.0 / (2 * n + 1);
        double sum = 0.0;
        for (int k = 1; term > 1e-18 * sum; k++) {
            sum += term;
            term *= 2.0 * t / (2 * n + 2 * k + 1);
        }
        return tail * sum;
    }
}
