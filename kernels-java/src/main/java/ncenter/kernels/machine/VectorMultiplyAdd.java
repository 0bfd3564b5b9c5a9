package ncenter.kernels.machine;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Multiply-adds of whole registers; linked only where the Vector API is present. */
final class VectorMultiplyAdd {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

    /** Floating-point operations of one round. */
    static final int OPERATIONS = 2 * 12 * SPECIES.length();

    private VectorMultiplyAdd() {}

    /** 12 independent chains: enough to hide the latency of one multiply-add. Returns a number that keeps them alive. */
    static double run(int rounds) {
        DoubleVector x = DoubleVector.broadcast(SPECIES, 0.999);
        DoubleVector y = DoubleVector.broadcast(SPECIES, 0.001);
        DoubleVector a0 = x;
        DoubleVector a1 = a0.add(y);
        DoubleVector a2 = a1.add(y);
        DoubleVector a3 = a2.add(y);
        DoubleVector a4 = a3.add(y);
        DoubleVector a5 = a4.add(y);
        DoubleVector a6 = a5.add(y);
        DoubleVector a7 = a6.add(y);
        DoubleVector a8 = a7.add(y);
        DoubleVector a9 = a8.add(y);
        DoubleVector a10 = a9.add(y);
        DoubleVector a11 = a10.add(y);
        for (int k = 0; k < rounds; k++) {
            a0 = a0.fma(x, y);
            a1 = a1.fma(x, y);
            a2 = a2.fma(x, y);
            a3 = a3.fma(x, y);
            a4 = a4.fma(x, y);
            a5 = a5.fma(x, y);
            a6 = a6.fma(x, y);
            a7 = a7.fma(x, y);
            a8 = a8.fma(x, y);
            a9 = a9.fma(x, y);
            a10 = a10.fma(x, y);
            a11 = a11.fma(x, y);
        }
        return a0.add(a1)
                .add(a2)
                .add(a3)
                .add(a4)
                .add(a5)
                .add(a6)
                .add(a7)
                .add(a8)
                .add(a9)
                .add(a10)
                .add(a11)
                .lane(0);
    }
}
