package ncenter.kernels.neighbors;

/** Finds the neighbors of one structure, by ranges of first atoms so that several threads may share it. Immutable and thread-safe. */
public final class NeighborSearch {
    /** Up to here all pairs of an open structure are tested: quicker than bins. */
    private static final int FEW_ATOMS = 64;

    private final double[] positions;
    private final double cutoff;
    private final CellList cells;

    /**
     * @param positions n x 3, not copied: do not modify it while searching
     * @param cell 3 x 3, one lattice vector per row, or null without periodic axes; rows of axes that do not repeat are ignored
     * @param periodic which of the three lattice vectors repeat
     * @throws IllegalArgumentException as {@link NeighborList#of}
     */
    public NeighborSearch(double[] positions, double[] cell, boolean[] periodic, double cutoff) {
        check(positions, cell, periodic, cutoff);
        this.positions = positions;
        this.cutoff = cutoff;
        boolean open = !(periodic[0] || periodic[1] || periodic[2]);
        this.cells = open && positions.length <= 3 * FEW_ATOMS ? null : new CellList(positions, cell, periodic, cutoff);
    }

    /** Pairs with first atoms in [from, to), in the order of {@link NeighborList}. */
    public NeighborList pairs(int from, int to) {
        check(from, to);
        PairBuffer pairs = new PairBuffer(expectedPairs(from, to));
        find(from, to, pairs);
        return new NeighborList(pairs);
    }

    /** How many pairs to expect with first atoms in [from, to), with some to spare. */
    int expectedPairs(int from, int to) {
        if (cells == null) return (to - from) * Math.max(0, positions.length / 3 - 1);
        return (int) Math.min(1 << 28, 1.1 * cells.expectedPairs() * (to - from) + 64);
    }

    /** The same pairs one by one. */
    void find(int from, int to, PairSink pairs) {
        check(from, to);
        if (cells == null) direct(from, to, pairs);
        else new CellSearch(cells).find(from, to, pairs);
    }

    private void check(int from, int to) {
        if (from < 0 || to > positions.length / 3 || from > to)
            throw new IllegalArgumentException("neighbors: a range of atoms from 0 to " + positions.length / 3
                    + " was expected, got " + from + " to " + to);
    }

    private void direct(int from, int to, PairSink pairs) {
        double[] x = positions;
        int n = x.length / 3;
        for (int i = from; i < to; i++) {
            for (int j = 0; j < n; j++) {
                double dx = x[3 * j] - x[3 * i];
                double dy = x[3 * j + 1] - x[3 * i + 1];
                double dz = x[3 * j + 2] - x[3 * i + 2];
                if (i != j && dx * dx + dy * dy + dz * dz < cutoff * cutoff) pairs.add(i, j, 0, 0, 0, dx, dy, dz);
            }
        }
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
