package ncenter.kernels.regression;

/** Householder reflections I - tau v v^T of vectors that lie one behind the other. */
final class Reflections {
    /** Sums of squares between these have lost nothing that counts; others are made again of scaled numbers. */
    private static final double SMALLEST = 0x1p-900;

    private static final double LARGEST = 0x1p+1000;

    private Reflections() {}

    /**
     * The reflection that takes x = a[at .. at+n) to a multiple of its first unit vector: a[at] becomes that multiple, the rest v without its leading 1.
     *
     * @return tau; 0 where there is nothing to reflect
     */
    static double make(double[] a, int at, int n) {
        double tail = squares(a, at + 1, at + n);
        if (tail >= SMALLEST && a[at] * a[at] + tail <= LARGEST) return make(a, at, n, tail);
        double largest = 0;
        for (int j = at + 1; j < at + n; j++) largest = Math.max(largest, Math.abs(a[j]));
        if (largest == 0) return 0;
        // A power of two: squares neither overflow nor vanish, and nothing is rounded.
        int exponent = Math.getExponent(Math.max(largest, Math.abs(a[at])));
        double scale = Math.scalb(1.0, -Math.clamp(exponent, -1000, 1000));
        for (int j = at; j < at + n; j++) a[j] *= scale;
        double tau = make(a, at, n, squares(a, at + 1, at + n));
        a[at] /= scale;
        return tau;
    }

    /** The same, where {@code tail}, the sum of squares behind the first number, is neither too large nor too small to be used. */
    private static double make(double[] a, int at, int n, double tail) {
        double head = a[at];
        double beta = -Math.copySign(Math.sqrt(head * head + tail), head);
        double factor = 1 / (head - beta);
        for (int j = at + 1; j < at + n; j++) a[j] *= factor;
        a[at] = beta;
        return (beta - head) / beta;
    }

    /** In partial sums that need not wait for each other. */
    static double squares(double[] a, int from, int to) {
        double s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
        int j = from;
        for (; j + 8 <= to; j += 8) {
            s0 += a[j] * a[j];
            s1 += a[j + 1] * a[j + 1];
            s2 += a[j + 2] * a[j + 2];
            s3 += a[j + 3] * a[j + 3];
            s4 += a[j + 4] * a[j + 4];
            s5 += a[j + 5] * a[j + 5];
            s6 += a[j + 6] * a[j + 6];
            s7 += a[j + 7] * a[j + 7];
        }
        for (; j < to; j++) s0 += a[j] * a[j];
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }
}
