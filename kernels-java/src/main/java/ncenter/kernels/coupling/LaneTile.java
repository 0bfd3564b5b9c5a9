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
     * tile[at + (m*q + p)*LANES + s] = values[(row(from + s)*components + m)*q + p] for from + s below {@code to}, and zero in the lanes
     * beyond.
     *
     * @param rows number of the sample in {@code values} for each output sample; null means the same number
     */
    public static void load(
            double[] values, int components, int q, int[] rows, int from, int to, double[] tile, int at) {
        int size = components * q;
        if (to - from < LANES) Arrays.fill(tile, at, at + size * LANES, 0.0);
        int s = from;
        for (; s + 4 <= to; s += 4) {
            int v0 = row(rows, s) * size;
            int v1 = row(rows, s + 1) * size;
            int v2 = row(rows, s + 2) * size;
            int v3 = row(rows, s + 3) * size;
            fourLanes(values, v0, v1, v2, v3, size, tile, at + s - from);
        }
        for (; s < to; s++) {
            int base = row(rows, s) * size;
            int lane = at + s - from;
            for (int i = 0; i < size; i++) tile[i * LANES + lane] = values[base + i];
        }
    }

    private static int row(int[] rows, int s) {
        return rows == null ? s : rows[s];
    }

    /** Four lanes at a time write to the same line of the cache. */
    private static void fourLanes(double[] values, int v0, int v1, int v2, int v3, int size, double[] tile, int lane) {
        for (int i = 0; i < size; i++) {
            int o = i * LANES + lane;
            tile[o] = values[v0 + i];
            tile[o + 1] = values[v1 + i];
            tile[o + 2] = values[v2 + i];
            tile[o + 3] = values[v3 + i];
        }
    }

    /** values[((from + s)*components + m)*q + p] = tile[at + (m*stride + p)*LANES + s] for p below {@code written}; the rest is left alone. */
    public static void store(
            double[] tile, int at, int stride, int components, int q, int written, int from, int to, double[] values) {
        int row = components * q;
        for (int m = 0; m < components; m++) {
            int read = at + m * stride * LANES;
            int write = from * row + m * q;
            int s = from;
            for (; s + 4 <= to; s += 4, read += 4, write += 4 * row)
                fourRows(tile, read, written, values, write, write + row, write + 2 * row, write + 3 * row);
            for (; s < to; s++, read++, write += row) {
                for (int p = 0; p < written; p++) values[write + p] = tile[read + p * LANES];
            }
        }
    }

    /** Four lanes at a time are read from the same line of the cache. */
    private static void fourRows(
            double[] tile, int read, int written, double[] values, int v0, int v1, int v2, int v3) {
        for (int p = 0; p < written; p++) {
            int o = read + p * LANES;
            values[v0 + p] = tile[o];
            values[v1 + p] = tile[o + 1];
            values[v2 + p] = tile[o + 2];
            values[v3 + p] = tile[o + 3];
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
