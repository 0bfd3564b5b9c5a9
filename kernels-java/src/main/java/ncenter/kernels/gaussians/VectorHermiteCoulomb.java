package ncenter.kernels.gaussians;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** The recursion of {@link HermiteCoulomb} for several distances at once, in vector lanes. Not safe for several threads: it owns its work space. */
final class VectorHermiteCoulomb {
    private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;
    private static final int WIDTH = LANES.length();

    private final double[] d = new double[3 * WIDTH];
    private double[] current;
    private double[] next;

    VectorHermiteCoulomb(int maxOrder) {
        this.current = new double[HermiteIndex.count(maxOrder) * WIDTH];
        this.next = new double[current.length];
    }

    /** Takes the distances of the pairs of primitives from i on from a place; returns their squares. */
    DoubleVector setDistances(HermitePair pair, int i, double placeX, double placeY, double placeZ) {
        DoubleVector x = DoubleVector.fromArray(LANES, pair.centers, i).sub(placeX);
        DoubleVector y =
                DoubleVector.fromArray(LANES, pair.centers, pair.padded + i).sub(placeY);
        DoubleVector z =
                DoubleVector.fromArray(LANES, pair.centers, 2 * pair.padded + i).sub(placeZ);
        x.intoArray(d, 0);
        y.intoArray(d, WIDTH);
        z.intoArray(d, 2 * WIDTH);
        return x.mul(x).add(y.mul(y)).add(z.mul(z));
    }

    /** R_tuv up to {@code order} for f_0 to f_order, a vector each; the array is overwritten by the next call. */
    double[] values(int order, double[] f) {
        DoubleVector.fromArray(LANES, f, order * WIDTH).intoArray(current, 0);
        for (int n = order - 1; n >= 0; n--) {
            double[] above = current;
            double[] out = next;
            DoubleVector.fromArray(LANES, f, n * WIDTH).intoArray(out, 0);
            raise(HermiteIndex.count(order - n), above, out);
            current = out;
            next = above;
        }
        return current;
    }

    private void raise(int size, double[] above, double[] out) {
        for (int h = 1; h < size; h++) {
            DoubleVector x = DoubleVector.fromArray(LANES, d, HermiteCoulomb.AXIS[h] * WIDTH);
            DoubleVector value = x.mul(DoubleVector.fromArray(LANES, above, HermiteCoulomb.ONE[h] * WIDTH));
            double factor = HermiteCoulomb.FACTOR[h];
            if (factor != 0.0)
                value = DoubleVector.fromArray(LANES, above, HermiteCoulomb.TWO[h] * WIDTH)
                        .mul(factor)
                        .add(value);
            value.intoArray(out, h * WIDTH);
        }
    }
}
