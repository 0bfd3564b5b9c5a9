package ncenter.benchmarks.peers;

import java.util.Map;
import java.util.Random;
import ncenter.io.NpyArray;
import ncenter.kernels.harmonics.SphericalHarmonics;

/** Harmonics of points in cache, many calls per run so that the clock does not matter. */
final class HarmonicsCase implements Case {
    private static final int CALLS = 20;

    private final SphericalHarmonics harmonics;
    private final double[] xyz;
    private final double[] values;
    private final double[] gradients;
    private final int points;

    HarmonicsCase(int lMax, int points, boolean withGradients) {
        this.harmonics = new SphericalHarmonics(lMax);
        this.points = points;
        this.xyz = new Random(1).doubles(3L * points, -2.0, 2.0).toArray();
        this.values = new double[points * harmonics.size()];
        this.gradients = withGradients ? new double[3 * values.length] : null;
    }

    @Override
    public long run() {
        return Case.timed(this::calls) / CALLS;
    }

    private void calls() {
        for (int i = 0; i < CALLS; i++) {
            if (gradients == null) harmonics.values(xyz, 0, points, values);
            else harmonics.gradients(xyz, 0, points, values, gradients);
        }
    }

    @Override
    public Map<String, NpyArray> result() {
        NpyArray at = NpyArray.of(xyz, points, 3);
        NpyArray y = NpyArray.of(values, points, harmonics.size());
        if (gradients == null) return Map.of("xyz", at, "values", y);
        return Map.of("xyz", at, "values", y, "gradients", NpyArray.of(gradients, points, 3, harmonics.size()));
    }
}
