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
        return new NeighborSearch(positions, cell, periodic, cutoff).pairs(0, positions.length / 3);
    }
}
