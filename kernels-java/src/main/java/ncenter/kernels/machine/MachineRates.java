package ncenter.kernels.machine;

import java.util.Arrays;
import ncenter.kernels.lanes.KernelForm;
import ncenter.kernels.linalg.LinearAlgebra;
import ncenter.kernels.linalg.LinearAlgebras;

/**
 * What one thread of this machine can do, measured in this process: the rates that no kernel can pass, which are floating-point operations of fused
 * multiply-adds and bytes of a copy in main memory, and the operations of a product of matrices. Each is the best of many short slices, so that other work
 * on the machine disturbs little.
 */
public final class MachineRates {
    private static final int VECTOR_ROUNDS = 2_000;
    private static final int PLAIN_ROUNDS = 100;
    /** Side of the matrices that are multiplied: they fit into the second-level cache. */
    private static final int SIDE = 256;
    /** Products in a row that were no faster: no more are made. */
    private static final int TRIES = 5;

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

    /** Operations per second of products of matrices, two per multiply-add, with the linear algebra in use. Takes milliseconds. */
    public static double productOperationsPerSecond() {
        LinearAlgebra linearAlgebra = LinearAlgebras.preferred();
        double[] factor = new double[SIDE * SIDE];
        double[] product = new double[SIDE * SIDE];
        Arrays.fill(factor, 1.0);
        long best = Long.MAX_VALUE;
        int left = TRIES;
        while (left > 0) {
            long started = System.nanoTime();
            linearAlgebra.gemm(
                    false, false, SIDE, SIDE, SIDE, 1.0, factor, 0, SIDE, factor, 0, SIDE, 0.0, product, 0, SIDE);
            long taken = System.nanoTime() - started;
            left = taken < best ? TRIES : left - 1;
            best = Math.min(best, taken);
        }
        return 2.0 * SIDE * SIDE * SIDE / (best * 1e-9);
    }
}
