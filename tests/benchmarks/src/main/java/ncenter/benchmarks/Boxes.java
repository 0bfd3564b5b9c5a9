package ncenter.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import ncenter.structures.Structure;

/** Made-up structures of the sizes that are compared with other codes: a periodic box and many small molecules. */
final class Boxes {
    /** Atoms of the box. */
    static final int ATOMS = 999;
    /** Radius of the neighborhoods of the box, with 54 neighbors on average. */
    static final double CUTOFF = 5.0;

    private static final double DENSITY = 54.13 / (4.0 / 3.0 * Math.PI * CUTOFF * CUTOFF * CUTOFF);

    private static final double[] WATER = {0, 0, 0, 0.76, 0.59, 0, -0.76, 0.59, 0};
    private static final double[] ETHANE = {
        -0.76, 0, 0, 0.76, 0, 0, -1.16, 1.02, 0, -1.16, -0.51, 0.88, -1.16, -0.51, -0.88, 1.16, -1.02, 0, 1.16, 0.51,
        0.88, 1.16, 0.51, -0.88
    };

    private Boxes() {}

    static double side() {
        return Math.cbrt(ATOMS / DENSITY);
    }

    static double[] cell() {
        return new double[] {side(), 0, 0, 0, side(), 0, 0, 0, side()};
    }

    /** Oxygen anywhere, two hydrogens beside it. */
    static double[] positions() {
        SplittableRandom random = new SplittableRandom(1);
        double[] x = new double[3 * ATOMS];
        for (int i = 0; i < ATOMS; i++) {
            for (int k = 0; k < 3; k++) {
                boolean oxygen = i % 3 == 0;
                double around = oxygen ? 0.0 : x[3 * (i - i % 3) + k];
                x[3 * i + k] = oxygen ? random.nextDouble(side()) : around + random.nextDouble(-0.55, 0.55);
            }
        }
        return x;
    }

    static Structure box() {
        int[] types = new int[ATOMS];
        for (int i = 0; i < ATOMS; i++) types[i] = i % 3 == 0 ? 8 : 1;
        return new Structure(types, positions(), cell());
    }

    static List<Structure> waters(int count) {
        return shaken(new int[] {8, 1, 1}, WATER, count);
    }

    static List<Structure> ethanes(int count) {
        return shaken(new int[] {6, 6, 1, 1, 1, 1, 1, 1}, ETHANE, count);
    }

    private static List<Structure> shaken(int[] types, double[] positions, int count) {
        SplittableRandom random = new SplittableRandom(3);
        List<Structure> out = new ArrayList<>();
        for (int s = 0; s < count; s++) {
            double[] x = positions.clone();
            for (int k = 0; k < x.length; k++) x[k] += random.nextDouble(0.05);
            out.add(new Structure(types, x));
        }
        return out;
    }
}
