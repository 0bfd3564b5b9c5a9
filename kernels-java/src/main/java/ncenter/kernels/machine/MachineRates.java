package ncenter.kernels.machine;

import ncenter.kernels.lanes.KernelForm;

/**
 * The rates that no kernel on one thread can pass, measured in this process: floating-point operations of fused multiply-adds, and bytes
 * of a copy in main memory. Each is the best of many short slices, so that other work on the machine disturbs little.
 */
public final class MachineRates {
    private static final int VECTOR_ROUNDS = 2_000;
    private static final int PLAIN_ROUNDS = 100;

    private MachineRates() {}

    /**
     * Operations per second of independent multiply-adds (two operations each) in the form of the kernels in use. Ends when nothing has become
     * faster for that time: on a busy machine Java compiles late.
     */
    public static double operationsPerSecond(double seconds) {
        boolean vector = KernelForm.chosen() == KernelForm.VECTOR;
        double operations = vector
                ? (double) VectorMultiplyAdd.OPERATIONS * VECTOR_ROUNDS
                : (double) PlainMultiplyAdd.OPERATIONS * PLAIN_ROUNDS;
        double best = 0.0;
        double sum = 0.0;
        long span = (long) (seconds * 1e9);
        long end = System.nanoTime() + span;
        while (System.nanoTime() < end) {
            long started = System.nanoTime();
            sum += vector ? VectorMultiplyAdd.run(VECTOR_ROUNDS) : PlainMultiplyAdd.run(PLAIN_ROUNDS);
            double rate = operations / ((System.nanoTime() - started) * 1e-9);
            if (rate > 1.02 * best) end = System.nanoTime() + span;
            best = Math.max(best, rate);
        }
        if (Double.isNaN(sum)) throw new IllegalStateException("not a number (this is a bug, please report it)");
        return best;
    }

    /**
     * Bytes per second, read and written together, of copying {@code megabytes} MB to and fro. Two arrays of this size are made: choose one
     * well above the last cache.
     */
    public static double bytesPerSecond(double seconds, int megabytes) {
        int size = megabytes * (1 << 17);
        double[] from = new double[size];
        double[] to = new double[size];
        double best = 0.0;
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (System.nanoTime() < end) {
            long started = System.nanoTime();
            System.arraycopy(from, 0, to, 0, size);
            best = Math.max(best, 16.0 * size / ((System.nanoTime() - started) * 1e-9));
            double[] swapped = from;
            from = to;
            to = swapped;
        }
        return best;
    }
}
