package ncenter.kernels.machine;

/** Multiply-adds of plain loops. */
final class PlainMultiplyAdd {
    /** Floating-point operations of one round. */
    static final int OPERATIONS = 2 * 12;

    private PlainMultiplyAdd() {}

    /** 12 independent chains: enough to hide the latency of one multiply-add. Returns a sum that keeps them alive. */
    static double run(int rounds) {
        double x = 0.999;
        double y = 0.001;
        double a0 = 1.000;
        double a1 = 1.001;
        double a2 = 1.002;
        double a3 = 1.003;
        double a4 = 1.004;
        double a5 = 1.005;
        double a6 = 1.006;
        double a7 = 1.007;
        double a8 = 1.008;
        double a9 = 1.009;
        double a10 = 1.010;
        double a11 = 1.011;
        for (int k = 0; k < rounds; k++) {
            a0 = Math.fma(a0, x, y);
            a1 = Math.fma(a1, x, y);
            a2 = Math.fma(a2, x, y);
            a3 = Math.fma(a3, x, y);
            a4 = Math.fma(a4, x, y);
            a5 = Math.fma(a5, x, y);
            a6 = Math.fma(a6, x, y);
            a7 = Math.fma(a7, x, y);
            a8 = Math.fma(a8, x, y);
            a9 = Math.fma(a9, x, y);
            a10 = Math.fma(a10, x, y);
            a11 = Math.fma(a11, x, y);
        }
        return a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7 + a8 + a9 + a10 + a11;
    }
}
