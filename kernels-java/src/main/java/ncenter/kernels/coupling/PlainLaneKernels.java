package ncenter.kernels.coupling;

import static ncenter.kernels.coupling.LaneTile.LANES;

import java.util.Arrays;

/** {@link LaneKernels} in plain loops. */
final class PlainLaneKernels extends LaneKernels {
    @Override
    public void expand(
            CouplingTable t,
            double[] a,
            int na,
            double[] b,
            int nb,
            int[] qa,
            int[] qb,
            double[] weight,
            int from,
            int count,
            double[] out) {
        for (int p = 0; p < count; p++) {
            for (int mu = 0; mu < 2 * t.lambda + 1; mu++) {
                int o = (mu * count + p) * LANES;
                Arrays.fill(out, o, o + LANES, 0.0);
                for (int k = t.start[mu]; k < t.start[mu + 1]; k++) {
                    double c = weight[from + p] * t.c[k];
                    int x = (t.m1[k] * na + qa[from + p]) * LANES;
                    int y = (t.m2[k] * nb + qb[from + p]) * LANES;
                    for (int s = 0; s < LANES; s++) out[o + s] += c * a[x + s] * b[y + s];
                }
            }
        }
    }

    @Override
    public void projectAdd(
            double[] f, int components, int count, double[] packed, int height, int row, int padded, double[] out) {
        for (int m = 0; m < components; m++) {
            for (int c = 0; c < padded; c++) {
                int o = (m * padded + c) * LANES;
                int v = (c / COLUMNS * height + row) * COLUMNS + c % COLUMNS;
                for (int p = 0; p < count; p++) {
                    double x = packed[v + p * COLUMNS];
                    int y = (m * count + p) * LANES;
                    for (int s = 0; s < LANES; s++) out[o + s] += x * f[y + s];
                }
            }
        }
    }
}
