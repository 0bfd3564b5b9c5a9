package ncenter.kernels.neighbors;

/** Atoms sorted into bins about half as wide as the cutoff: the cost of a search grows with the number of atoms, not its square. */
final class CellList {
    final double[] x;
    final boolean[] periodic;
    final double cutoff;
    final Lattice lattice;
    final int atoms;
    final int[] bins = new int[3];
    final int[] reach = new int[3];
    /** Extent along each axis in lattice vectors. */
    private final double[] lengths = new double[3];
    /** Lattice shift that brings each atom into the cell. */
    final int[] wrap;
    /** Bin of each atom, three indices. */
    final int[] binOf;

    final int[] binStart;
    /** Atoms in the order of their bins, and their positions in the cell, coordinate by coordinate, with entries to spare. */
    final int[] sorted;

    final double[] sortedX;
    final double[] sortedY;
    final double[] sortedZ;
    /** Where each atom stands in {@link #sorted}. */
    final int[] placeOf;

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
        this.placeOf = new int[atoms];
        this.sortedX = new double[atoms + CellSearch.SPARE];
        this.sortedY = new double[atoms + CellSearch.SPARE];
        this.sortedZ = new double[atoms + CellSearch.SPARE];
        double[] r = lattice.rows;
        for (int k = 0; k < atoms; k++) {
            int i = sorted[k];
            int a = wrap[3 * i];
            int b = wrap[3 * i + 1];
            int c = wrap[3 * i + 2];
            placeOf[i] = k;
            sortedX[k] = x[3 * i] + (a * r[0] + b * r[3] + c * r[6]);
            sortedY[k] = x[3 * i + 1] + (a * r[1] + b * r[4] + c * r[7]);
            sortedZ[k] = x[3 * i + 2] + (a * r[2] + b * r[5] + c * r[8]);
        }
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
        lengths[k] = length;
        double height = lattice.heights[k] * length;
        // No more bins than atoms warrant, whatever the extent.
        int most = (int) Math.ceil(Math.cbrt(atoms)) + 1;
        bins[k] = (int) Math.max(1, Math.min(Math.min(2 * height / cutoff, most), 1 << 10));
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

    int index(int a, int b, int c) {
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

    /** Pairs to expect of one atom at the mean density of the bins. */
    double expectedPairs() {
        double volume = 1.0;
        for (int k = 0; k < 3; k++) volume *= lattice.heights[k] * lengths[k];
        return Math.min(atoms * 8.0, 4.0 / 3.0 * Math.PI * cutoff * cutoff * cutoff * atoms / volume);
    }
}
