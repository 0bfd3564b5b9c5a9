package ncenter.benchmarks.growth;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import ncenter.FeaturesKt;
import ncenter.RegressionKt;
import ncenter.TargetsKt;
import ncenter.spec.features.CorrelationSpec;
import ncenter.spec.models.RegressionSpec;
import ncenter.structures.Dataset;
import ncenter.structures.InfoValue;
import ncenter.structures.Structure;
import ncenter.units.Length;

/** Energies of water learned from nu = 2 invariants: the same work at any size. The energies are random numbers. */
record Problem(int atoms, int structures, int lMax, int nMax, boolean periodic) {
    private static final double DENSITY = 0.1;
    private static final double CUTOFF = 4.0;

    RegressionSpec model() {
        return model(2);
    }

    RegressionSpec model(int nu) {
        var cutoff = FeaturesKt.cutoff(Length.ofAngstrom(CUTOFF));
        CorrelationSpec features =
                FeaturesKt.correlate(FeaturesKt.density(cutoff, FeaturesKt.gto(nMax, lMax)), nu, 1, 0);
        return RegressionKt.regression(TargetsKt.property("energy"), features, RegressionKt.ridge(1e-6));
    }

    Dataset data() {
        Random random = new Random(7);
        List<Structure> all = new ArrayList<>();
        for (int s = 0; s < structures; s++) all.add(water(random));
        return new Dataset(all);
    }

    private Structure water(Random random) {
        int molecules = atoms / 3;
        double length = Math.cbrt(atoms / DENSITY);
        int side = (int) Math.ceil(Math.cbrt(molecules) - 1e-9);
        double[] positions = new double[9 * molecules];
        int[] types = new int[3 * molecules];
        for (int k = 0; k < molecules; k++) {
            int[] site = {k % side, k / side % side, k / (side * side)};
            types[3 * k] = 8;
            types[3 * k + 1] = 1;
            types[3 * k + 2] = 1;
            for (int axis = 0; axis < 3; axis++) {
                double at = (site[axis] + 0.5 + 0.1 * random.nextDouble()) * length / side;
                for (int atom = 0; atom < 3; atom++) positions[9 * k + 3 * atom + axis] = at;
            }
            positions[9 * k + 3] += 0.96 + 0.05 * random.nextDouble();
            positions[9 * k + 7] += 0.96 + 0.05 * random.nextDouble();
        }
        double[] cell = periodic ? new double[] {length, 0, 0, 0, length, 0, 0, 0, length} : null;
        return new Structure(
                types,
                positions,
                cell,
                new boolean[] {periodic, periodic, periodic},
                Map.of("energy", new InfoValue.Number(random.nextGaussian())),
                Map.of());
    }
}
