package ncenter.kernels.coupling;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Uses up one factor of a product on vector lanes: half[i*rowSize(n)+q] = c0[i] v[at + used0[i]*n+q] + c1[i] v[at + used1[i]*n+q].
 *
 * <p>Whole vectors are read and written: {@code v} goes on for at least {@link OuterLanes#SPARE} entries behind the last row, and the
 * entries of {@code half} behind a row of n are of no meaning.
 */
final class HalfLanes {
    private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;
    private static final int WIDTH = LANES.length();
    /** Rows that are a multiple of 4096 bytes apart would fall into the same lines of the cache. */
    private static final int ALIASED = 512;

    private HalfLanes() {}

    /** Distance of the rows of a half product of n properties. */
    static int rowSize(int n) {
        int whole = (n + WIDTH - 1) / WIDTH * WIDTH;
        return whole % ALIASED == 0 ? whole + WIDTH : whole;
    }

    static void contract(HalfCoupling h, double[] v, int at, int n, double[] half) {
        int size = rowSize(n);
        int q = 0;
        for (; n - q > WIDTH; q += 2 * WIDTH) {
            singlePairs(h.used0, h.c0, h.singles, v, at + q, n, half, q, size);
            doublePairs(h.used0, h.used1, h.c0, h.c1, h.singles, v, at + q, n, half, q, size);
        }
        if (q < n) {
            singles(h.used0, h.c0, h.singles, v, at + q, n, half, q, size);
            doubles(h.used0, h.used1, h.c0, h.c1, h.singles, v, at + q, n, half, q, size);
        }
    }

    /** Rows of one coefficient, two vectors. */
    private static void singlePairs(
            int[] used, double[] c, int to, double[] v, int at, int n, double[] half, int q, int size) {
        for (int i = 0; i < to; i++) {
            int from = at + used[i] * n;
            int o = i * size + q;
            DoubleVector f = DoubleVector.broadcast(LANES, c[i]);
            DoubleVector.fromArray(LANES, v, from).mul(f).intoArray(half, o);
            DoubleVector.fromArray(LANES, v, from + WIDTH).mul(f).intoArray(half, o + WIDTH);
        }
    }

    /** Rows of two coefficients, two vectors. */
    private static void doublePairs(
            int[] used0,
            int[] used1,
            double[] c0,
            double[] c1,
            int from,
            double[] v,
            int at,
            int n,
            double[] half,
            int q,
            int size) {
        for (int i = from; i < c0.length; i++) {
            int first = at + used0[i] * n;
            int second = at + used1[i] * n;
            int o = i * size + q;
            DoubleVector f = DoubleVector.broadcast(LANES, c0[i]);
            DoubleVector g = DoubleVector.broadcast(LANES, c1[i]);
            DoubleVector x = DoubleVector.fromArray(LANES, v, first).mul(f);
            DoubleVector.fromArray(LANES, v, second).fma(g, x).intoArray(half, o);
            DoubleVector y = DoubleVector.fromArray(LANES, v, first + WIDTH).mul(f);
            DoubleVector.fromArray(LANES, v, second + WIDTH).fma(g, y).intoArray(half, o + WIDTH);
        }
    }

    /** Rows of one coefficient, the last vector. */
    private static void singles(
            int[] used, double[] c, int to, double[] v, int at, int n, double[] half, int q, int size) {
        for (int i = 0; i < to; i++)
            DoubleVector.fromArray(LANES, v, at + used[i] * n).mul(c[i]).intoArray(half, i * size + q);
    }

    /** Rows of two coefficients, the last vector. */
    private static void doubles(
            int[] used0,
            int[] used1,
            double[] c0,
            double[] c1,
            int from,
            double[] v,
            int at,
            int n,
            double[] half,
            int q,
            int size) {
        for (int i = from; i < c0.length; i++) {
            DoubleVector x = DoubleVector.fromArray(LANES, v, at + used0[i] * n).mul(c0[i]);
            DoubleVector g = DoubleVector.broadcast(LANES, c1[i]);
            DoubleVector.fromArray(LANES, v, at + used1[i] * n).fma(g, x).intoArray(half, i * size + q);
        }
    }
}
