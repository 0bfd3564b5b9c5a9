package ncenter.kernels.harmonics;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Coordinates that lie point by point, x y z x y z, sorted into lanes.
 *
 * <p>Coordinate k of the points of a register lies in three registers of memory, number 3i+k for point i. No two of these numbers have the same
 * lane, as three does not divide the lanes of a register: two blends bring them together and one permutation into order.
 */
final class PointLanes {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();

    private static final VectorShuffle<Double> X = order(0);
    private static final VectorShuffle<Double> Y = order(1);
    private static final VectorShuffle<Double> Z = order(2);

    private static final long X1 = lanes(0, 1);
    private static final long X2 = lanes(0, 2);
    private static final long Y1 = lanes(1, 1);
    private static final long Y2 = lanes(1, 2);
    private static final long Z1 = lanes(2, 1);
    private static final long Z2 = lanes(2, 2);

    private PointLanes() {}

    /** Points [p, p + LANES) of {@code xyz}: x from out[at] on, y a row of {@code stride} later, z two rows later. */
    static void load(double[] xyz, int p, double[] out, int at, int stride) {
        DoubleVector a = DoubleVector.fromArray(S, xyz, 3 * p);
        DoubleVector b = DoubleVector.fromArray(S, xyz, 3 * p + LANES);
        DoubleVector c = DoubleVector.fromArray(S, xyz, 3 * p + 2 * LANES);
        a.blend(b, VectorMask.fromLong(S, X1))
                .blend(c, VectorMask.fromLong(S, X2))
                .rearrange(X)
                .intoArray(out, at);
        a.blend(b, VectorMask.fromLong(S, Y1))
                .blend(c, VectorMask.fromLong(S, Y2))
                .rearrange(Y)
                .intoArray(out, at + stride);
        a.blend(b, VectorMask.fromLong(S, Z1))
                .blend(c, VectorMask.fromLong(S, Z2))
                .rearrange(Z)
                .intoArray(out, at + 2 * stride);
    }

    private static VectorShuffle<Double> order(int k) {
        return VectorShuffle.fromOp(S, i -> (3 * i + k) % LANES);
    }

    /** Lanes in which coordinate k lies in register {@code number} of the three. */
    private static long lanes(int k, int number) {
        long bits = 0;
        for (int i = 0; i < LANES; i++) {
            if ((3 * i + k) / LANES == number) bits |= 1L << (3 * i + k) % LANES;
        }
        return bits;
    }
}
