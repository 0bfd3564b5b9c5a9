package ncenter.kernels.coupling;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Rows of sums of outer products on vector lanes.
 *
 * <p>Whole vectors of y are read: {@code y} goes on for at least {@link #SPARE} entries behind each row, whatever they hold, and so does
 * {@code out} behind what is written. The sum stays in registers and every entry of the output is written once.
 *
 * <p>Three rules keep vectors out of the heap. None is handed to another method: where that method is not inlined, because it has been compiled
 * before, vectors are boxed. Masks are made from bits: the library's ready-made range is a choice between masks. Masked accesses never reach
 * beyond an array: the check of single lanes would box the mask.
 */
final class OuterLanes {
    private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;
    private static final int WIDTH = LANES.length();

    /** Entries that must follow a row of y and of the output. */
    static final int SPARE = WIDTH;

    private OuterLanes() {}

    /** How many of n columns go in pairs of vectors; the others fill at most one vector. */
    static int paired(int n) {
        int rest = n % (2 * WIDTH);
        return rest > WIDTH ? n : n - rest;
    }

    /** out[o + j] = scale * sum over p in [from, to) of x[xAt + xRow[p]*xs] * y[yAt + yRow[p]*ys + j] for j below {@code columns}. */
    static void one(
            int[] xRow,
            int[] yRow,
            int from,
            int to,
            double scale,
            double[] x,
            int xAt,
            int xs,
            double[] y,
            int yAt,
            int ys,
            int columns,
            double[] out,
            int o) {
        for (int j = 0; j < columns; j += WIDTH) {
            VectorMask<Double> tail = VectorMask.fromLong(LANES, -1L >>> (64 - Math.min(columns - j, WIDTH)));
            DoubleVector s = DoubleVector.zero(LANES);
            for (int p = from; p < to; p++) {
                DoubleVector y0 = DoubleVector.fromArray(LANES, y, yAt + yRow[p] * ys + j);
                s = DoubleVector.broadcast(LANES, x[xAt + xRow[p] * xs]).fma(y0, s);
            }
            s.mul(scale).intoArray(out, o + j, tail);
        }
    }
}
