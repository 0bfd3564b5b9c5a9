package ncenter.kernels.coupling;

import static ncenter.kernels.coupling.LaneTile.LANES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link LaneTile#store} where registers hold eight doubles: squares of eight samples and eight properties are turned in registers, and whole rows of
 * them written. The last square may overlap the one before it.
 */
final class TurnedTile {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_512;
    private static final int SIDE = 8;

    private static final VectorShuffle<Double> BY_FOUR = VectorShuffle.fromOp(S, i -> i ^ 4);
    private static final VectorShuffle<Double> BY_TWO = VectorShuffle.fromOp(S, i -> i ^ 2);
    private static final VectorShuffle<Double> BY_ONE = VectorShuffle.fromOp(S, i -> i ^ 1);
    private static final VectorMask<Double> HIGH_FOUR = VectorMask.fromLong(S, 0b11110000);
    private static final VectorMask<Double> HIGH_TWO = VectorMask.fromLong(S, 0b11001100);
    private static final VectorMask<Double> HIGH_ONE = VectorMask.fromLong(S, 0b10101010);

    private TurnedTile() {}

    /** values[((from + s)*components + m)*q + p] = tile[at + (m*stride + p)*LANES + s] for p below q. */
    static void store(double[] tile, int at, int stride, int components, int q, int from, int to, double[] values) {
        int whole = q < SIDE || DoubleVector.SPECIES_PREFERRED != S ? 0 : (to - from) / SIDE * SIDE;
        int row = components * q;
        for (int m = 0; m < components; m++) {
            int read = at + m * stride * LANES;
            int write = from * row + m * q;
            for (int s = 0; s < whole; s += SIDE) squares(tile, read + s, q, values, write + s * row, row);
        }
        LaneTile.store(tile, at + whole, stride, components, q, q, from + whole, to, values);
    }

    /** Eight samples of one component. */
    private static void squares(double[] tile, int read, int q, double[] values, int write, int row) {
        for (int i = 0; i < q; i += SIDE) {
            int p = Math.min(i, q - SIDE);
            int at = read + p * LANES;
            DoubleVector a0 = DoubleVector.fromArray(S, tile, at);
            DoubleVector a1 = DoubleVector.fromArray(S, tile, at + LANES);
            DoubleVector a2 = DoubleVector.fromArray(S, tile, at + 2 * LANES);
            DoubleVector a3 = DoubleVector.fromArray(S, tile, at + 3 * LANES);
            DoubleVector a4 = DoubleVector.fromArray(S, tile, at + 4 * LANES);
            DoubleVector a5 = DoubleVector.fromArray(S, tile, at + 5 * LANES);
            DoubleVector a6 = DoubleVector.fromArray(S, tile, at + 6 * LANES);
            DoubleVector a7 = DoubleVector.fromArray(S, tile, at + 7 * LANES);
            DoubleVector b0 = a0.blend(a4.rearrange(BY_FOUR), HIGH_FOUR);
            DoubleVector b1 = a1.blend(a5.rearrange(BY_FOUR), HIGH_FOUR);
            DoubleVector b2 = a2.blend(a6.rearrange(BY_FOUR), HIGH_FOUR);
            DoubleVector b3 = a3.blend(a7.rearrange(BY_FOUR), HIGH_FOUR);
            DoubleVector b4 = a0.rearrange(BY_FOUR).blend(a4, HIGH_FOUR);
            DoubleVector b5 = a1.rearrange(BY_FOUR).blend(a5, HIGH_FOUR);
            DoubleVector b6 = a2.rearrange(BY_FOUR).blend(a6, HIGH_FOUR);
            DoubleVector b7 = a3.rearrange(BY_FOUR).blend(a7, HIGH_FOUR);
            a0 = b0.blend(b2.rearrange(BY_TWO), HIGH_TWO);
            a1 = b1.blend(b3.rearrange(BY_TWO), HIGH_TWO);
            a2 = b0.rearrange(BY_TWO).blend(b2, HIGH_TWO);
            a3 = b1.rearrange(BY_TWO).blend(b3, HIGH_TWO);
            a4 = b4.blend(b6.rearrange(BY_TWO), HIGH_TWO);
            a5 = b5.blend(b7.rearrange(BY_TWO), HIGH_TWO);
            a6 = b4.rearrange(BY_TWO).blend(b6, HIGH_TWO);
            a7 = b5.rearrange(BY_TWO).blend(b7, HIGH_TWO);
            int o = write + p;
            a0.blend(a1.rearrange(BY_ONE), HIGH_ONE).intoArray(values, o);
            a0.rearrange(BY_ONE).blend(a1, HIGH_ONE).intoArray(values, o + row);
            a2.blend(a3.rearrange(BY_ONE), HIGH_ONE).intoArray(values, o + 2 * row);
            a2.rearrange(BY_ONE).blend(a3, HIGH_ONE).intoArray(values, o + 3 * row);
            a4.blend(a5.rearrange(BY_ONE), HIGH_ONE).intoArray(values, o + 4 * row);
            a4.rearrange(BY_ONE).blend(a5, HIGH_ONE).intoArray(values, o + 5 * row);
            a6.blend(a7.rearrange(BY_ONE), HIGH_ONE).intoArray(values, o + 6 * row);
            a6.rearrange(BY_ONE).blend(a7, HIGH_ONE).intoArray(values, o + 7 * row);
        }
    }
}
