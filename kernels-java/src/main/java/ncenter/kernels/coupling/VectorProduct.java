package ncenter.kernels.coupling;

/**
 * Products on vector lanes: the coefficients are used up with one factor, then every output is a sum of at most 2 l + 1 outer products, l the
 * smaller order, that is written once.
 *
 * <p>Where samples share the first factor (the pairs of an atom), that factor is the one used up, once per run of samples with the same row.
 * Scalars (lambda = 0) are plain dot products over m and need no coefficients.
 */
final class VectorProduct implements ProductKernel {
    private double[] half = new double[0];
    private final Spare first = new Spare();
    private final Spare second = new Spare();
    private final OuterSum sum = new OuterSum();

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
        sum.terms(t.bySecond.kept, t.bySecond.kept, scale * t.c[0]);
        for (int s = from; s < to; s++) {
            sum.first(first.copyIfLast(a, (aRow == null ? s : aRow[s]) * m * na, m * na), first.at(), na);
            sum.second(second.copyIfLast(b, s * m * nb, m * nb), second.at(), nb);
            sum.rectangles(t.bySecond.start, 1, na, nb, out, s * stride + offset, stride);
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
        sum.terms(h.rows, h.kept, scale);
        int ready = -1;
        for (int s = from; s < to; s++) {
            int row = aRow == null ? s : aRow[s];
            if (row != ready) contract(h, a, row * n1 * na, n1, na);
            ready = row;
            sum.first(half, 0, HalfLanes.rowSize(na));
            sum.second(second.copyIfLast(b, s * n2 * nb, n2 * nb), second.at(), nb);
            rectangles(t, h, na, nb, s, out, stride, offset);
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
        sum.terms(h.kept, h.rows, scale);
        for (int s = from; s < to; s++) {
            contract(h, b, s * n2 * nb, n2, nb);
            sum.first(first.copyIfLast(a, (aRow == null ? s : aRow[s]) * n1 * na, n1 * na), first.at(), na);
            sum.second(half, 0, HalfLanes.rowSize(nb));
            rectangles(t, h, na, nb, s, out, stride, offset);
        }
    }

    private void rectangles(
            CouplingTable t, HalfCoupling h, int na, int nb, int s, double[] out, int stride, int offset) {
        int n3 = 2 * t.lambda + 1;
        sum.rectangles(h.start, n3, na, nb, out, s * n3 * stride + offset, stride);
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

        int at() {
            return at;
        }
    }
}
