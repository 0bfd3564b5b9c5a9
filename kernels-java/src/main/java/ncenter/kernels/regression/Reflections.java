package ncenter.kernels.regression;

/** Householder reflections I - tau v v^T of vectors that lie one behind the other. */
final class Reflections {
    private Reflections() {}

    /**
     * The reflection that takes x = a[at .. at+n) to a multiple of its first unit vector: a[at] becomes that multiple, the rest v without its leading 1.
     *
     * @return tau; 0 where there is nothing to reflect
     */
    static double make(double[] a, int at, int n) {
        double largest = 0;
        for (int j = at + 1; j < at + n; j++) largest = Math.max(largest, Math.abs(a[j]));
        if (largest == 0) return 0;
        // A power of two: squares neither overflow nor vanish, and nothing is rounded.
        int exponent = Math.getExponent(Math.max(largest, Math.abs(a[at])));
        double scale = Math.scalb(1.0, -Math.clamp(exponent, -1000, 1000));
        double head = a[at] * scale;
        double squares = squares(a, at + 1, at + n, scale);
        double beta = -Math.copySign(Math.sqrt(head * head + squares), head);
        double factor = scale / (head - beta);
        for (int j = at + 1; j < at + n; j++) a[j] *= factor;
        a[at] = beta / scale;
        return (beta - head) / beta;
    }

    /** Sum of squares of scaled numbers, in partial sums that need not wait for each other. */
    static double squares(double[] a, int from, int to, double scale) {
        double s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
        int j = from;
        for (; j + 8 <= to; j += 8) {
            s0 += (a[j] * scale) * (a[j] * scale);
            s1 += (a[j + 1] * scale) * (a[j + 1] * scale);
            s2 += (a[j + 2] * scale) * (a[j + 2] * scale);
            s3 += (a[j + 3] * scale) * (a[j + 3] * scale);
            s4 += (a[j + 4] * scale) * (a[j + 4] * scale);
            s5 += (a[j + 5] * scale) * (a[j + 5] * scale);
            s6 += (a[j + 6] * scale) * (a[j + 6] * scale);
            s7 += (a[j + 7] * scale) * (a[j + 7] * scale);
        }
        for (; j < to; j++) s0 += (a[j] * scale) * (a[j] * scale);
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }
}
