package ncenter.kernels.machine;

/** Multiply-adds of plain loops over a short array, which Java turns into vector instructions by itself. */
final class PlainMultiplyAdd {
    private static final int LENGTH = 256;

    /** Floating-point operations of one round. */
    static final int OPERATIONS = 2 * 8 * LENGTH;

    private PlainMultiplyAdd() {}

    /** Eight dependent multiply-adds per element; the elements are independent. Returns a sum that keeps them alive. */
    static double run(int rounds) {
        double[] values = new double[LENGTH];
        for (int k = 0; k < rounds; k++) round(values, 0.999, 0.001);
        double sum = 0.0;
        for (double v : values) sum += v;
        return sum;
    }

    private static void round(double[] values, double x, double y) {
        for (int i = 0; i < values.length; i++) {
            double a = Math.fma(values[i], x, y);
            double b = Math.fma(a, x, y);
            double c = Math.fma(b, x, y);
            double d = Math.fma(c, x, y);
            double e = Math.fma(d, x, y);
            double f = Math.fma(e, x, y);
            double g = Math.fma(f, x, y);
            values[i] = Math.fma(g, x, y);
        }
    }
}
