package ncenter.kernels.neighbors;

/**
 * All pairs (i, j, T) with |r_j + T - r_i| &lt; cutoff, both directions, T a lattice translation; i = j only with T != 0. Sorted by first
 * atom, second atom, shifts. Do not modify the arrays.
 */
public final class NeighborList {
    public final int[] first;
    public final int[] second;
    /** Three integers per pair: T in lattice vectors. */
    public final int[] shifts;
    /** Three numbers per pair: r_j + T - r_i. */
    public final double[] vectors;

    NeighborList(PairBuffer pairs) {
        this.first = pairs.firsts();
        this.second = pairs.seconds();
        this.shifts = pairs.shifts();
        this.vectors = pairs.vectors();
    }

    /** Number of pairs. */
    public int size() {
        return first.length;
    }

    /**
     * @param positions n x 3
     * @param cell 3 x 3, one lattice vector per row, or null without periodic axes; rows of axes that do not repeat are ignored
     * @param periodic which of the three lattice vectors repeat
     * @throws IllegalArgumentException for a position that is not finite (the atom is named), a cutoff that is not positive, or
     *     periodic lattice vectors that are not independent
     */
    public static NeighborList of(double[] positions, double[] cell, boolean[] periodic, double cutoff) {
        check(positions, cell, periodic, cutoff);
        boolean open = !(periodic[0] || periodic[1] || periodic[2]);
        if (open && positions.length <= 3 * 64) return direct(positions, cutoff);
        return new NeighborList(new CellList(positions, cell, periodic, cutoff).search());
    }

    private static NeighborList direct(double[] x, double cutoff) {
        int n = x.length / 3;
        PairBuffer pairs = new PairBuffer(n * Math.max(0, n - 1));
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double dx = x[3 * j] - x[3 * i];
                double dy = x[3 * j + 1] - x[3 * i + 1];
                double dz = x[3 * j + 2] - x[3 * i + 2];
                if (i != j && dx * dx + dy * dy + dz * dz < cutoff * cutoff) pairs.add(i, j, 0, 0, 0, dx, dy, dz);
            }
        }
        return new NeighborList(pairs);
    }

    static void check(double[] positions, double[] cell, boolean[] periodic, double cutoff) {
        if (positions.length % 3 != 0)
            throw new IllegalArgumentException(
                    "neighbors: three coordinates per atom were expected, got " + positions.length);
        if (!(cutoff > 0.0) || Double.isInfinite(cutoff))
            throw new IllegalArgumentException("neighbors: a positive cutoff was expected, got " + cutoff);
        if (periodic.length != 3)
            throw new IllegalArgumentException("neighbors: three periodic flags were expected, got " + periodic.length);
        for (int k = 0; k < positions.length; k++) {
            if (!Double.isFinite(positions[k])) {
                throw new IllegalArgumentException(
                        "neighbors: finite coordinates were expected, got " + positions[k] + " for atom " + k / 3);
            }
        }
        if ((periodic[0] || periodic[1] || periodic[2]) && (cell == null || cell.length != 9)) {
            throw new IllegalArgumentException("neighbors: a cell of 9 numbers was expected for periodic axes, got "
                    + (cell == null ? "none" : cell.length));
        }
    }
}
