package ncenter.kernels.neighbors;

/** The slow twin of {@link NeighborList}: every pair with every image that could matter. */
public final class BruteForceNeighbors {
    private BruteForceNeighbors() {}

    /** As {@link NeighborList#of}. */
    public static NeighborList of(double[] x, double[] cell, boolean[] periodic, double cutoff) {
        NeighborSearch.check(x, cell, periodic, cutoff);
        Lattice lattice = new Lattice(cell, periodic);
        int n = x.length / 3;
        int[] most = new int[3];
        for (int k = 0; k < 3; k++)
            if (periodic[k]) most[k] = (int) Math.ceil(cutoff / lattice.heights[k] + spread(x, lattice, k)) + 1;
        PairBuffer pairs = new PairBuffer(16);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) images(x, i, j, lattice.rows, most, cutoff, pairs);
        }
        return new NeighborList(pairs);
    }

    /** Largest difference of a fractional coordinate. */
    private static double spread(double[] x, Lattice lattice, int k) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < x.length; i += 3) {
            double f = lattice.fractional(x[i], x[i + 1], x[i + 2], k);
            low = Math.min(low, f);
            high = Math.max(high, f);
        }
        return x.length == 0 ? 0.0 : high - low;
    }

    private static void images(double[] x, int i, int j, double[] r, int[] most, double cutoff, PairBuffer pairs) {
        for (int a = -most[0]; a <= most[0]; a++) {
            for (int b = -most[1]; b <= most[1]; b++) {
                for (int c = -most[2]; c <= most[2]; c++) {
                    if (i == j && a == 0 && b == 0 && c == 0) continue;
                    double dx = x[3 * j] - x[3 * i] + (a * r[0] + b * r[3] + c * r[6]);
                    double dy = x[3 * j + 1] - x[3 * i + 1] + (a * r[1] + b * r[4] + c * r[7]);
                    double dz = x[3 * j + 2] - x[3 * i + 2] + (a * r[2] + b * r[5] + c * r[8]);
                    if (dx * dx + dy * dy + dz * dz < cutoff * cutoff) pairs.add(i, j, a, b, c, dx, dy, dz);
                }
            }
        }
    }
}
