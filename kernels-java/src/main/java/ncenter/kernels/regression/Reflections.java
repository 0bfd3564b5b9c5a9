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
        double squares = 0;
        for (int j = at + 1; j < at + n; j++) squares += (a[j] * scale) * (a[j] * scale);
        double beta = -Math.copySign(Math.sqrt(head * head + squares), head);
        double factor = scale / (head - beta);
        for (int j = at + 1; j < at + n; j++) a[j] *= factor;
        a[at] = beta / scale;
        return (beta - head) / beta;
    }
}
