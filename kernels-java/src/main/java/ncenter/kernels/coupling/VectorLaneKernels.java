package ncenter.kernels.coupling;

import static ncenter.kernels.coupling.LaneTile.LANES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link LaneKernels} on vector registers of four or eight doubles. */
final class VectorLaneKernels extends LaneKernels {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int L = S.length();

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
            int x = qa[from + p] * LANES;
            int y = qb[from + p] * LANES;
            for (int mu = 0; mu < 2 * t.lambda + 1; mu++) {
                expandOne(t, mu, weight[from + p], a, na * LANES, x, b, nb * LANES, y, out, (mu * count + p) * LANES);
            }
        }
    }

    private static void expandOne(
            CouplingTable t,
            int mu,
            double weight,
            double[] a,
            int aStride,
            int x,
            double[] b,
            int bStride,
            int y,
            double[] out,
            int o) {
        for (int s = 0; s < LANES; s += 2 * L) {
            DoubleVector first = DoubleVector.zero(S);
            DoubleVector second = DoubleVector.zero(S);
            for (int k = t.start[mu]; k < t.start[mu + 1]; k++) {
                int i = x + t.m1[k] * aStride + s;
                int j = y + t.m2[k] * bStride + s;
                double c = t.c[k];
                first = DoubleVector.fromArray(S, a, i).mul(c).fma(DoubleVector.fromArray(S, b, j), first);
                second = DoubleVector.fromArray(S, a, i + L).mul(c).fma(DoubleVector.fromArray(S, b, j + L), second);
            }
            first.mul(weight).intoArray(out, o + s);
            second.mul(weight).intoArray(out, o + s + L);
        }
    }

    @Override
    public void projectAdd(
            double[] f, int components, int count, double[] packed, int height, int row, int padded, double[] out) {
        for (int m = 0; m < components; m++) {
            for (int c = 0; c < padded; c += COLUMNS) {
                int v = (c / COLUMNS * height + row) * COLUMNS;
                for (int s = 0; s < LANES; s += 2 * L) {
                    sixColumns(f, m * count * LANES + s, count, packed, v, out, (m * padded + c) * LANES + s);
                }
            }
        }
    }

    /** Six columns of two registers of lanes: twelve sums stay in registers while p runs. */
    private static void sixColumns(double[] f, int y, int count, double[] v, int row, double[] out, int o) {
        DoubleVector a0 = DoubleVector.fromArray(S, out, o);
        DoubleVector b0 = DoubleVector.fromArray(S, out, o + L);
        DoubleVector a1 = DoubleVector.fromArray(S, out, o + LANES);
        DoubleVector b1 = DoubleVector.fromArray(S, out, o + LANES + L);
        DoubleVector a2 = DoubleVector.fromArray(S, out, o + 2 * LANES);
        DoubleVector b2 = DoubleVector.fromArray(S, out, o + 2 * LANES + L);
        DoubleVector a3 = DoubleVector.fromArray(S, out, o + 3 * LANES);
        DoubleVector b3 = DoubleVector.fromArray(S, out, o + 3 * LANES + L);
        DoubleVector a4 = DoubleVector.fromArray(S, out, o + 4 * LANES);
        DoubleVector b4 = DoubleVector.fromArray(S, out, o + 4 * LANES + L);
        DoubleVector a5 = DoubleVector.fromArray(S, out, o + 5 * LANES);
        DoubleVector b5 = DoubleVector.fromArray(S, out, o + 5 * LANES + L);
        for (int p = 0; p < count; p++) {
            DoubleVector x = DoubleVector.fromArray(S, f, y + p * LANES);
            DoubleVector z = DoubleVector.fromArray(S, f, y + p * LANES + L);
            int r = row + p * COLUMNS;
            DoubleVector w = DoubleVector.broadcast(S, v[r]);
            a0 = x.fma(w, a0);
            b0 = z.fma(w, b0);
            w = DoubleVector.broadcast(S, v[r + 1]);
            a1 = x.fma(w, a1);
            b1 = z.fma(w, b1);
            w = DoubleVector.broadcast(S, v[r + 2]);
            a2 = x.fma(w, a2);
            b2 = z.fma(w, b2);
            w = DoubleVector.broadcast(S, v[r + 3]);
            a3 = x.fma(w, a3);
            b3 = z.fma(w, b3);
            w = DoubleVector.broadcast(S, v[r + 4]);
            a4 = x.fma(w, a4);
            b4 = z.fma(w, b4);
            w = DoubleVector.broadcast(S, v[r + 5]);
            a5 = x.fma(w, a5);
            b5 = z.fma(w, b5);
        }
        a0.intoArray(out, o);
        b0.intoArray(out, o + L);
        a1.intoArray(out, o + LANES);
        b1.intoArray(out, o + LANES + L);
        a2.intoArray(out, o + 2 * LANES);
        b2.intoArray(out, o + 2 * LANES + L);
        a3.intoArray(out, o + 3 * LANES);
        b3.intoArray(out, o + 3 * LANES + L);
        a4.intoArray(out, o + 4 * LANES);
        b4.intoArray(out, o + 4 * LANES + L);
        a5.intoArray(out, o + 5 * LANES);
        b5.intoArray(out, o + 5 * LANES + L);
    }
}
