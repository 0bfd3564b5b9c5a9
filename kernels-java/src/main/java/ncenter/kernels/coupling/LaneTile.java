package ncenter.kernels.coupling;

import java.util.Arrays;

/**
 * Blocks of {@value #LANES} samples with the samples innermost: [m][property][lane]. Every lane goes through the same operations, so that
 * the numbers of a sample do not depend on its lane or on its neighbors.
 */
public final class LaneTile {
    /** Samples of one tile. */
    public static final int LANES = 16;

    private LaneTile() {}

    /**
     * tile[(m*q + p)*LANES + s] = values[(row(from + s)*components + m)*q + p] for from + s below {@code to}, and zero in the lanes
     * beyond.
     *
     * @param rows number of the sample in {@code values} for each output sample; null means the same number
     */
    public static void load(double[] values, int components, int q, int[] rows, int from, int to, double[] tile) {
        int size = components * q;
        if (to - from < LANES) Arrays.fill(tile, 0, size * LANES, 0.0);
        for (int s = from; s < to; s++) {
            int base = (rows == null ? s : rows[s]) * size;
            int lane = s - from;
            for (int i = 0; i < size; i++) tile[i * LANES + lane] = values[base + i];
        }
    }

    /** values[((from + s)*components + m)*q + p] = tile[(m*stride + p)*LANES + s] for p below {@code written}; the rest is left alone. */
    public static void store(
            double[] tile, int stride, int components, int q, int written, int from, int to, double[] values) {
        for (int s = from; s < to; s++) {
            for (int m = 0; m < components; m++) {
                int read = m * stride * LANES + s - from;
                int write = (s * components + m) * q;
                for (int p = 0; p < written; p++) values[write + p] = tile[read + p * LANES];
            }
        }
    }

    /** rows[((s*components + m)*width + offset + p)] = tile[(m*q + p)*LANES + s] for the first {@code samples} lanes. */
    public static void rows(double[] tile, int components, int q, int samples, double[] rows, int width, int offset) {
        for (int s = 0; s < samples; s++) {
            for (int m = 0; m < components; m++) {
                int read = m * q * LANES + s;
                int write = (s * components + m) * width + offset;
                for (int p = 0; p < q; p++) rows[write + p] = tile[read + p * LANES];
            }
        }
    }
}
