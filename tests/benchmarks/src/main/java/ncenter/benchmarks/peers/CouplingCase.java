package ncenter.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import ncenter.kernels.coupling.CouplingTable;
import ncenter.kernels.coupling.ProductKernel;
import ncenter.kernels.lanes.KernelForm;

/**
 * Products of all (l1, l2, lambda) up to lMax of a few samples in cache, sizes as in coupling.c. Its {@link #figure} is the number of terms of one run: non-zero
 * coefficients times pairs of properties times samples.
 */
final class CouplingCase implements Case {
    private static final int N = 12;
    private static final int SAMPLES = 4;
    private static final int CALLS = 4;

    private final ProductKernel kernel = ProductKernel.of(KernelForm.chosen());
    private final List<CouplingTable> tables = new ArrayList<>();
    private final double[][] a;
    private final double[][] b;
    private final double[][] out;

    CouplingCase(int lMax) {
        Random random = new Random(3);
        a = new double[lMax + 1][];
        b = new double[lMax + 1][];
        out = new double[lMax + 1][];
        for (int l = 0; l <= lMax; l++) {
            a[l] = random.doubles((long) SAMPLES * (2 * l + 1) * N).toArray();
            b[l] = random.doubles((long) SAMPLES * (2 * l + 1) * N).toArray();
            out[l] = new double[SAMPLES * (2 * l + 1) * N * N];
        }
        for (int l1 = 0; l1 <= lMax; l1++)
            for (int l2 = 0; l2 <= lMax; l2++)
                for (int l = Math.abs(l1 - l2); l <= Math.min(lMax, l1 + l2); l++)
                    tables.add(CouplingTable.of(l1, l2, l));
    }

    @Override
    public long run() {
        return Case.timed(this::calls) / CALLS;
    }

    private void calls() {
        for (int i = 0; i < CALLS; i++) {
            for (CouplingTable t : tables)
                kernel.outer(t, 1e-3, a[t.l1], N, null, b[t.l2], N, 0, SAMPLES, out[t.lambda], N * N, 0);
        }
    }

    @Override
    public double figure() {
        return (double) tables.stream().mapToInt(CouplingTable::size).sum() * N * N * SAMPLES;
    }
}
