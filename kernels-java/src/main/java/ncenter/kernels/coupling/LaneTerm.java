package ncenter.kernels.coupling;

/**
 * One product of two blocks, contracted with fixed weights, with samples in the lanes. The factor of lower order is x, the other y: the coefficients use up y.
 *
 * <p>Immutable and thread-safe.
 */
abstract sealed class LaneTerm permits ExpandedTerm, ReducedTerm {
    /** What an operation of {@link ExpandedTerm} and of {@link ReducedTerm} takes, measured, in units of one in a projection. */
    private static final double PRODUCT = 3.2;

    private static final double REDUCTION = 1.2;
    private static final double ROWS = 1.4;
    private static final double SUMS = 3.8;

    final CouplingTable table;
    /** Whether x is the second factor. */
    final boolean swapped;
    /** Whether both factors are one block, and every unordered pair of properties is there once. */
    final boolean packed;
    /** Of a packed product: 1 if no property is multiplied with itself. */
    final int gap;

    final int nx;
    final int ny;
    /** Components of x and of y. */
    final int mx;

    final int my;

    LaneTerm(LaneContraction.Term term) {
        table = term.table();
        packed = term.packed();
        gap = packed ? table.lambda % 2 : 0;
        swapped = table.l1 > table.l2;
        nx = swapped ? term.nb() : term.na();
        ny = swapped ? term.na() : term.nb();
        mx = 2 * Math.min(table.l1, table.l2) + 1;
        my = 2 * Math.max(table.l1, table.l2) + 1;
    }

    /**
     * Adds this term to {@code scratch.sums}, [mu][c][lane] with {@code padded} columns.
     *
     * @param lanes the first lanes are computed, a multiple of the length of a vector
     */
    abstract void add(LaneArray x, LaneArray y, int padded, int lanes, LaneScratch scratch);

    /** The cheaper form for this shape; the values of the block are not looked at, so that it does not depend on them. */
    static LaneTerm of(LaneContraction.Term term, int columns, LaneContraction.Weights weights) {
        boolean fits = Math.max(term.na(), term.nb()) <= LanePanels.MOST_TERMS;
        return fits && reductionPays(term, columns)
                ? new ReducedTerm(term, columns, weights)
                : new ExpandedTerm(term, columns, weights);
    }

    private static boolean reductionPays(LaneContraction.Term term, int columns) {
        CouplingTable t = term.table();
        boolean swapped = t.l1 > t.l2;
        int ny = swapped ? term.na() : term.nb();
        double mx = 2 * Math.min(t.l1, t.l2) + 1;
        double my = 2 * Math.max(t.l1, t.l2) + 1;
        double pairs = term.packed() ? ny * (ny + 1 - t.lambda % 2 * 2) / 2 : (double) term.na() * term.nb();
        double expanded = PRODUCT * half(t).size() * pairs + (2 * t.lambda + 1) * pairs * columns;
        double reduced = REDUCTION * mx * pairs + ROWS * mx * my * ny + SUMS * t.size();
        return reduced * columns < expanded;
    }

    /** The coefficients, for using up the factor of higher order. */
    static HalfCoupling half(CouplingTable t) {
        return t.l1 > t.l2 ? t.byFirst : t.bySecond;
    }

    /** The number of the product of property qx and property qy among those of the term; of a packed term qx <= qy. */
    final int property(int qx, int qy) {
        if (packed) return qx * ny - qx * (qx - 1) / 2 - gap * (qx + 1) + qy - qx;
        return swapped ? qy * nx + qx : qx * ny + qy;
    }

    /** What the product of qx and qy is multiplied with, besides its coefficients. */
    static double factor(LaneContraction.Term term, int qx, int qy) {
        return term.packed() ? qx == qy ? 1.0 : Math.sqrt(2.0) : term.weight();
    }
}
