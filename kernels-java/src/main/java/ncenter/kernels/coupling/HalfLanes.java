package ncenter.kernels.coupling;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Uses up one factor of a product on vector lanes: half[p*rowSize(n)+q] = c0[p] v[at + used0[p]*n+q] + c1[p] v[at + used1[p]*n+q].
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
        for (; n - q > WIDTH; q += 2 * WIDTH) two(h.used0, h.used1, h.c0, h.c1, v, at + q, n, half, q, size);
        if (q < n) one(h.used0, h.used1, h.c0, h.c1, v, at + q, n, half, q, size);
    }

    private static void two(
            int[] used0,
            int[] used1,
            double[] c0,
            double[] c1,
            double[] v,
            int at,
            int n,
            double[] half,
            int q,
            int size) {
        for (int p = 0; p < c0.length; p++) {
            int first = at + used0[p] * n;
            int second = at + used1[p] * n;
            int to = p * size + q;
            DoubleVector f = DoubleVector.broadcast(LANES, c0[p]);
            DoubleVector g = DoubleVector.broadcast(LANES, c1[p]);
            DoubleVector.fromArray(LANES, v, second)
                    .fma(g, DoubleVector.fromArray(LANES, v, first).mul(f))
                    .intoArray(half, to);
            DoubleVector.fromArray(LANES, v, second + WIDTH)
                    .fma(g, DoubleVector.fromArray(LANES, v, first + WIDTH).mul(f))
                    .intoArray(half, to + WIDTH);
        }
    }

    private static void one(
            int[] used0,
            int[] used1,
            double[] c0,
            double[] c1,
            double[] v,
            int at,
            int n,
            double[] half,
            int q,
            int size) {
        for (int p = 0; p < c0.length; p++) {
            DoubleVector first =
                    DoubleVector.fromArray(LANES, v, at + used0[p] * n).mul(c0[p]);
            DoubleVector second = DoubleVector.fromArray(LANES, v, at + used1[p] * n);
            second.fma(DoubleVector.broadcast(LANES, c1[p]), first).intoArray(half, p * size + q);
        }
    }
}
