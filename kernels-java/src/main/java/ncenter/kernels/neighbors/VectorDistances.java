package ncenter.kernels.neighbors;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The distance test of {@link CellSearch}, one candidate per lane; what it keeps is the same. {@link CellSearch#SPARE} entries must follow the
 * candidates and the hits. Linked only where the Vector API is present.
 */
final class VectorDistances {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();
    private static final VectorSpecies<Integer> PLACES =
            VectorSpecies.of(int.class, VectorShape.forBitSize(Integer.SIZE * LANES));

    private VectorDistances() {}

    /** Writes to {@code kept} those of [from, to) whose square of the distance to (x, y, z) is below the limit; returns how many. */
    static int test(
            double[] xs,
            double[] ys,
            double[] zs,
            double x,
            double y,
            double z,
            double limit,
            int from,
            int to,
            int[] kept) {
        int size = 0;
        int k = from;
        // Ends on inequality: runs are short, and what comes before and after a counted loop would cost more than the
        // loop.
        int stop = from + (to - from + LANES - 1) / LANES * LANES;
        while (k != stop) {
            DoubleVector dx = DoubleVector.fromArray(S, xs, k).sub(x);
            DoubleVector dy = DoubleVector.fromArray(S, ys, k).sub(y);
            DoubleVector dz = DoubleVector.fromArray(S, zs, k).sub(z);
            DoubleVector square = dx.mul(dx).add(dy.mul(dy)).add(dz.mul(dz));
            VectorMask<Double> near = square.compare(VectorOperators.LT, limit)
                    .and(VectorMask.fromLong(S, -1L >>> (64 - Math.min(to - k, LANES))));
            IntVector.broadcast(PLACES, k)
                    .addIndex(1)
                    .compress(near.cast(PLACES))
                    .intoArray(kept, size);
            size += near.trueCount();
            k += LANES;
        }
        return size;
    }
}
