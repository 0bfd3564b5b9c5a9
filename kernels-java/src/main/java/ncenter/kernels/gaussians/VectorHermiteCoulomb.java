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

    /** Takes the distances from primitives j of the ket to those of the bra from i on; returns their squares. */
    DoubleVector setDistances(HermitePair bra, int i, HermitePair ket, int j) {
        DoubleVector x = DoubleVector.fromArray(LANES, bra.centers, i).sub(ket.centers[j]);
        DoubleVector y =
                DoubleVector.fromArray(LANES, bra.centers, bra.padded + i).sub(ket.centers[ket.padded + j]);
        DoubleVector z =
                DoubleVector.fromArray(LANES, bra.centers, 2 * bra.padded + i).sub(ket.centers[2 * ket.padded + j]);
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
