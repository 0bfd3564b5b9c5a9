package ncenter.kernels.coupling;

/**
 * Products on vector lanes: every output is a sum of at most 2 l + 1 outer products, l the smaller order, that is written once. Where two
 * coefficients belong to one row of the other factor, the rows that they multiply are added up first.
 *
 * <p>Where samples share the first factor (the pairs of an atom), that factor is the one used up, once per run of samples with the same row.
 * Scalars (lambda = 0) are plain dot products over m and need no coefficients.
 */
final class VectorProduct implements ProductKernel {
    private double[] half = new double[0];
    private double[] used = new double[0];
    private final Spare first = new Spare();
    private final Spare second = new Spare();
    private final OuterSum sum = new OuterSum();
    private final TermSum terms = new TermSum();

    @Override
    public void outer(
            CouplingTable t,
            double scale,
            double[] a,
            int na,
            int[] aRow,
            double[] b,
            int nb,
            int from,
            int to,
            double[] out,
            int stride,
            int offset) {
        if (na == 0 || nb == 0) return;
        if (t.lambda == 0) dots(t, scale, a, na, aRow, b, nb, from, to, out, stride, offset);
        else if (usesUpFirst(t, aRow)) overFirst(t, scale, a, na, aRow, b, nb, from, to, out, stride, offset);
        else overSecond(t, scale, a, na, aRow, b, nb, from, to, out, stride, offset);
    }

    /** The factor of higher order is used up; of equal ones the one that samples share. */
    private static boolean usesUpFirst(CouplingTable t, int[] aRow) {
        return t.l1 > t.l2 || t.l1 == t.l2 && aRow != null;
    }

    /** All coefficients are (-1)^l / sqrt(2l+1). */
    private void dots(
            CouplingTable t,
            double scale,
            double[] a,
            int na,
            int[] aRow,
            double[] b,
            int nb,
            int from,
            int to,
            double[] out,
            int stride,
            int offset) {
        int m = 2 * t.l1 + 1;
        terms.terms(t.bySecond.start, t.bySecond.kept, t.bySecond.kept, t.c, scale, na, nb);
        for (int s = from; s < to; s++) {
            double[] x = first.operand(a, (aRow == null ? s : aRow[s]) * m * na, m * na, nb);
            terms.operands(x, first.at(), second.operand(b, s * m * nb, m * nb, nb), second.at());
            terms.rectangles(1, out, s * stride + offset, stride);
        }
    }

    private void overFirst(
            CouplingTable t,
            double scale,
            double[] a,
            int na,
            int[] aRow,
            double[] b,
            int nb,
            int from,
            int to,
            double[] out,
            int stride,
            int offset) {
        HalfCoupling h = t.byFirst;
        int n1 = 2 * t.l1 + 1;
        int n2 = 2 * t.l2 + 1;
        int n3 = 2 * t.lambda + 1;
        terms.terms(h.start, h.sources, h.kept, h.factors, scale, na, nb);
        int ready = -1;
        for (int s = from; s < to; s++) {
            int row = aRow == null ? s : aRow[s];
            if (row != ready) prepare(h, a, row * n1 * na, n1, na);
            ready = row;
            terms.operands(used, 0, second.operand(b, s * n2 * nb, n2 * nb, nb), second.at());
            terms.rectangles(n3, out, s * n3 * stride + offset, stride);
        }
    }

    private void overSecond(
            CouplingTable t,
            double scale,
            double[] a,
            int na,
            int[] aRow,
            double[] b,
            int nb,
            int from,
            int to,
            double[] out,
            int stride,
            int offset) {
        HalfCoupling h = t.bySecond;
        int n1 = 2 * t.l1 + 1;
        int n2 = 2 * t.l2 + 1;
        int n3 = 2 * t.lambda + 1;
        terms.terms(h.start, h.kept, h.sources, h.factors, scale, na, nb);
        for (int s = from; s < to; s++) {
            prepare(h, b, s * n2 * nb, n2, nb);
            double[] x = first.operand(a, (aRow == null ? s : aRow[s]) * n1 * na, n1 * na, nb);
            terms.operands(x, first.at(), used, 0);
            terms.rectangles(n3, out, s * n3 * stride + offset, stride);
        }
    }

    /** The rows of the factor that is used up, followed by those of the half product that have two coefficients. */
    private void prepare(HalfCoupling h, double[] v, int at, int rows, int n) {
        int size = (rows + h.size() - h.singles) * n + OuterLanes.SPARE;
        if (used.length < size) used = new double[size];
        System.arraycopy(v, at, used, 0, rows * n);
        TermLanes.pairs(h.used0, h.used1, h.c0, h.c1, h.singles, used, rows * n, n);
    }

    @Override
    public void self(CouplingTable t, double[] a, int na, int from, int to, double[] out, int stride, int offset) {
        if (t.l1 != t.l2)
            throw new IllegalArgumentException("selfAdd: equal orders were expected, got l1=" + t.l1 + ", l2=" + t.l2);
        if (na == 0) return;
        HalfCoupling h = t.bySecond;
        int n1 = 2 * t.l1 + 1;
        int n3 = 2 * t.lambda + 1;
        boolean dots = t.lambda == 0;
        sum.terms(h.kept, dots ? h.kept : h.rows, dots ? t.c[0] : 1.0);
        for (int s = from; s < to; s++) {
            double[] v = first.copyIfLast(a, s * n1 * na, n1 * na);
            sum.first(v, first.at(), na);
            if (dots) {
                sum.second(v, first.at(), na);
            } else {
                contract(h, a, s * n1 * na, n1, na);
                sum.second(half, 0, HalfLanes.rowSize(na));
            }
            for (int mu = 0; mu < n3; mu++)
                sum.triangle(h.start[mu], h.start[mu + 1], na, t.lambda % 2, out, (s * n3 + mu) * stride + offset);
        }
    }

    private void contract(HalfCoupling h, double[] v, int at, int rows, int n) {
        int size = h.size() * HalfLanes.rowSize(n) + OuterLanes.SPARE;
        if (half.length < size) half = new double[size];
        HalfLanes.contract(h, second.copyIfLast(v, at, rows * n), second.at(), n, half);
    }

    /** Gives kernels that read whole vectors the entries that they need behind the end of an array. */
    private static final class Spare {
        private double[] copy = new double[0];
        private int at;

        /** {@code v}, or a copy of [from, from+size) if nothing spare follows in {@code v}; {@link #at} says where. */
        double[] copyIfLast(double[] v, int from, int size) {
            at = from;
            if (from + size + OuterLanes.SPARE <= v.length) return v;
            if (copy.length < size + OuterLanes.SPARE) copy = new double[size + OuterLanes.SPARE];
            System.arraycopy(v, from, copy, 0, size);
            at = 0;
            return copy;
        }

        /** The same for a product of {@code columns} columns, where only narrow ones need spare entries. */
        double[] operand(double[] v, int from, int size, int columns) {
            if (columns < OuterLanes.SPARE) return copyIfLast(v, from, size);
            at = from;
            return v;
        }

        int at() {
            return at;
        }
    }
}
