package ncenter.kernels.neighbors;

/** Finds neighbors by sorting atoms into bins about as wide as the cutoff: cost grows with the number of atoms, not its square. */
final class CellList {
    private final double[] x;
    private final boolean[] periodic;
    private final double cutoff;
    private final Lattice lattice;
    private final int atoms;
    private final int[] bins = new int[3];
    private final int[] reach = new int[3];
    /** Lattice shift that brings each atom into the cell. */
    private final int[] wrap;
    /** Bin of each atom, three indices. */
    private final int[] binOf;

    private final int[] binStart;
    private final int[] sorted;

    CellList(double[] positions, double[] cell, boolean[] periodic, double cutoff) {
        this.x = positions;
        this.periodic = periodic;
        this.cutoff = cutoff;
        this.lattice = new Lattice(cell, periodic);
        this.atoms = positions.length / 3;
        this.wrap = new int[3 * atoms];
        this.binOf = new int[3 * atoms];
        for (int k = 0; k < 3; k++) place(k);
        this.binStart = new int[bins[0] * bins[1] * bins[2] + 1];
        this.sorted = sort();
    }

    /** Wraps and bins all atoms along one axis. */
    private void place(int k) {
        double[] f = new double[atoms];
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < atoms; i++) {
            f[i] = lattice.fractional(x[3 * i], x[3 * i + 1], x[3 * i + 2], k);
            low = Math.min(low, f[i]);
            high = Math.max(high, f[i]);
        }
        double length = periodic[k] ? 1.0 : Math.max(high - low, 1e-9);
        double height = lattice.heights[k] * length;
        // No more bins than atoms warrant, whatever the extent.
        int most = (int) Math.ceil(Math.cbrt(atoms)) + 1;
        bins[k] = (int) Math.max(1, Math.min(Math.min(height / cutoff, most), 1 << 10));
        int wanted = (int) Math.ceil(cutoff / (height / bins[k]) * (1 + 1e-12));
        reach[k] = periodic[k] ? wanted : Math.min(wanted, bins[k] - 1);
        for (int i = 0; i < atoms; i++) {
            double t = periodic[k] ? f[i] - Math.floor(f[i]) : (f[i] - low) / length;
            if (periodic[k]) wrap[3 * i + k] = wrapOf(f[i], i);
            binOf[3 * i + k] = Math.min((int) (t * bins[k]), bins[k] - 1);
        }
    }

    private static int wrapOf(double f, int atom) {
        double cells = -Math.floor(f);
        if (Math.abs(cells) > 1e9)
            throw new IllegalArgumentException(
                    "neighbors: positions near the cell were expected, got atom " + atom + " " + cells + " cells away");
        return (int) cells;
    }

    private int index(int a, int b, int c) {
        return (a * bins[1] + b) * bins[2] + c;
    }

    private int[] sort() {
        for (int i = 0; i < atoms; i++) binStart[index(binOf[3 * i], binOf[3 * i + 1], binOf[3 * i + 2]) + 1]++;
        for (int k = 1; k < binStart.length; k++) binStart[k] += binStart[k - 1];
        int[] next = binStart.clone();
        int[] order = new int[atoms];
        for (int i = 0; i < atoms; i++) order[next[index(binOf[3 * i], binOf[3 * i + 1], binOf[3 * i + 2])]++] = i;
        return order;
    }

    PairBuffer search() {
        PairBuffer pairs = new PairBuffer(atoms * 32);
        for (int i = 0; i < atoms; i++) {
            int from = pairs.size();
            for (int da = -reach[0]; da <= reach[0]; da++) {
                for (int db = -reach[1]; db <= reach[1]; db++) {
                    for (int dc = -reach[2]; dc <= reach[2]; dc++) visit(i, da, db, dc, pairs);
                }
            }
            pairs.sortFrom(from);
        }
        return pairs;
    }

    private void visit(int i, int da, int db, int dc, PairBuffer pairs) {
        int a = binOf[3 * i] + da;
        int b = binOf[3 * i + 1] + db;
        int c = binOf[3 * i + 2] + dc;
        if (outside(a, 0) || outside(b, 1) || outside(c, 2)) return;
        int sa = Math.floorDiv(a, bins[0]);
        int sb = Math.floorDiv(b, bins[1]);
        int sc = Math.floorDiv(c, bins[2]);
        int bin = index(a - sa * bins[0], b - sb * bins[1], c - sc * bins[2]);
        for (int k = binStart[bin]; k < binStart[bin + 1]; k++) test(i, sorted[k], sa, sb, sc, pairs);
    }

    private boolean outside(int bin, int axis) {
        return !periodic[axis] && (bin < 0 || bin >= bins[axis]);
    }

    private void test(int i, int j, int sa, int sb, int sc, PairBuffer pairs) {
        int ta = sa + wrap[3 * j] - wrap[3 * i];
        int tb = sb + wrap[3 * j + 1] - wrap[3 * i + 1];
        int tc = sc + wrap[3 * j + 2] - wrap[3 * i + 2];
        if (i == j && ta == 0 && tb == 0 && tc == 0) return;
        double[] r = lattice.rows;
        double dx = x[3 * j] - x[3 * i] + (ta * r[0] + tb * r[3] + tc * r[6]);
        double dy = x[3 * j + 1] - x[3 * i + 1] + (ta * r[1] + tb * r[4] + tc * r[7]);
        double dz = x[3 * j + 2] - x[3 * i + 2] + (ta * r[2] + tb * r[5] + tc * r[8]);
        if (dx * dx + dy * dy + dz * dz < cutoff * cutoff) pairs.add(i, j, ta, tb, tc, dx, dy, dz);
    }
}
