package ncenter.kernels.blocks;

/**
 * Symmetric and antisymmetric combinations of the two directions of a pair of like atoms: (H_ij + H_ji)/sqrt(2) and
 * (H_ij - H_ji)/sqrt(2), both blocks carrying the same shell labels (rows: first shell, columns: second shell; in H_ji the rows
 * belong to atom j). Under exchange of the atoms the first keeps its sign, the second changes it (arXiv:2109.12083).
 */
public final class PairSymmetry {
    private static final double HALF_ROOT = Math.sqrt(0.5);

    private PairSymmetry() {}

    /** Fills {@code plus} and {@code minus} from the first {@code count} elements of the two directions; in place is allowed. */
    public static void split(double[] ij, double[] ji, int count, double[] plus, double[] minus) {
        check("split", count, ij, ji, plus, minus);
        for (int k = 0; k < count; k++) {
            double a = ij[k];
            double b = ji[k];
            plus[k] = (a + b) * HALF_ROOT;
            minus[k] = (a - b) * HALF_ROOT;
        }
    }

    /** The inverse of {@link #split}; it is the same map. */
    public static void merge(double[] plus, double[] minus, int count, double[] ij, double[] ji) {
        check("merge", count, plus, minus, ij, ji);
        split(plus, minus, count, ij, ji);
    }

    private static void check(String function, int count, double[]... arrays) {
        for (double[] array : arrays) {
            if (count < 0 || array.length < count) {
                throw new IllegalArgumentException("PairSymmetry." + function + ": expected " + count
                        + " elements, got " + array.length + "; pass four arrays of equal size");
            }
        }
    }
}
