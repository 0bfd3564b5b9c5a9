package ncenter.benchmarks.peers;

import java.util.Map;
import java.util.Random;
import ncenter.io.NpyArray;
import ncenter.kernels.harmonics.SphericalHarmonics;
import ncenter.kernels.harmonics.VectorSphericalHarmonics;
import ncenter.kernels.lanes.KernelForm;

/** Harmonics of points in cache, many calls per run so that the clock does not matter; in the layout that the form of this process makes. */
final class HarmonicsCase implements Case {
    private static final int CALLS = 20;

    private final SphericalHarmonics plain;
    /** Null in the plain form. */
    private final VectorSphericalHarmonics vector;

    private final double[] xyz;
    private final double[] values;
    private final double[] gradients;
    private final int points;

    HarmonicsCase(int lMax, int points, boolean withGradients) {
        this.plain = new SphericalHarmonics(lMax);
        this.vector = KernelForm.chosen() == KernelForm.VECTOR ? new VectorSphericalHarmonics(plain) : null;
        this.points = points;
        this.xyz = new Random(1).doubles(3L * points, -2.0, 2.0).toArray();
        this.values = new double[vector == null ? points * plain.size() : vector.tiledLength(points)];
        this.gradients = withGradients ? new double[3 * values.length] : null;
    }

    @Override
    public long run() {
        return Case.timed(this::calls) / CALLS;
    }

    private void calls() {
        for (int i = 0; i < CALLS; i++) {
            if (vector == null) {
                if (gradients == null) plain.values(xyz, 0, points, values);
                else plain.gradients(xyz, 0, points, values, gradients);
            } else {
                if (gradients == null) vector.values(xyz, 0, points, values);
                else vector.gradients(xyz, 0, points, values, gradients);
            }
        }
    }

    @Override
    public Map<String, NpyArray> result() {
        NpyArray at = NpyArray.of(xyz, points, 3);
        NpyArray y = NpyArray.of(byPoint(values, 1), points, plain.size());
        if (gradients == null) return Map.of("xyz", at, "values", y);
        return Map.of("xyz", at, "values", y, "gradients", NpyArray.of(byPoint(gradients, 3), points, 3, plain.size()));
    }

    /** [point][row] of what may lie in tiles [row][point]. */
    private double[] byPoint(double[] made, int axes) {
        if (vector == null) return made;
        int rows = axes * plain.size();
        int tile = VectorSphericalHarmonics.TILE;
        double[] out = new double[points * rows];
        for (int p = 0; p < points; p++) {
            for (int r = 0; r < rows; r++) out[p * rows + r] = made[(p / tile * rows + r) * tile + p % tile];
        }
        return out;
    }
}
