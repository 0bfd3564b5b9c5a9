package ncenter.kernels.coupling;

/**
 * Clebsch-Gordan products of two blocks, sample by sample: the step from correlation order nu to nu + 1 (arXiv:2007.03407,
 * arXiv:2109.12083).
 *
 * <p>Blocks are [sample][m][property]. A row map gives the sample of a factor that belongs to an output sample (an atom of a pair);
 * null means the same number.
 */
public final class CouplingProduct {
    private static final double SQRT2 = Math.sqrt(2.0);

    private CouplingProduct() {}

    /**
     * out[(s*(2 lambda+1)+mu)*stride + offset + qa*nb + qb] += scale * sum C[m1,m2,mu] a[(aRow(s)*(2 l1+1)+m1)*na+qa] *
     * b[(bRow(s)*(2 l2+1)+m2)*nb+qb] for s in [from, to).
     */
    public static void outerAdd(
            CouplingTable t,
            double scale,
            double[] a,
            int na,
            int[] aRow,
            double[] b,
            int nb,
            int[] bRow,
            int from,
            int to,
            double[] out,
            int stride,
            int offset) {
        if (na == 0 || nb == 0) return;
        int n1 = 2 * t.l1 + 1;
        int n2 = 2 * t.l2 + 1;
        int n3 = 2 * t.lambda + 1;
        double[] row = new double[nb * n1];
        for (int s = from; s < to; s++) {
            int aBase = (aRow == null ? s : aRow[s]) * n1 * na;
            int bBase = (bRow == null ? s : bRow[s]) * n2 * nb;
            for (int mu = 0; mu < n3; mu++) {
                contractSecond(t, mu, scale, b, bBase, nb, row);
                int outBase = (s * n3 + mu) * stride + offset;
                for (int m1 = 0; m1 < n1; m1++) {
                    if (t.usesFirst(mu, m1)) addOuter(a, aBase + m1 * na, na, row, m1 * nb, nb, out, outBase);
                }
            }
        }
    }

    /** row[m1*nb+qb] = scale * sum over m2 of C[m1,m2,mu] b[m2,qb]: the coefficients are used up before the outer product. */
    private static void contractSecond(
            CouplingTable t, int mu, double scale, double[] b, int bBase, int nb, double[] row) {
        java.util.Arrays.fill(row, 0.0);
        for (int k = t.start[mu]; k < t.start[mu + 1]; k++) {
            double c = scale * t.c[k];
            int target = t.m1[k] * nb;
            int source = bBase + t.m2[k] * nb;
            for (int q = 0; q < nb; q++) row[target + q] += c * b[source + q];
        }
    }

    private static void addOuter(
            double[] a, int aBase, int na, double[] row, int rowBase, int nb, double[] out, int outBase) {
        for (int qa = 0; qa < na; qa++) {
            double x = a[aBase + qa];
            int o = outBase + qa * nb;
            for (int qb = 0; qb < nb; qb++) out[o + qb] += x * row[rowBase + qb];
        }
    }

    /** Number of properties that {@link #selfAdd} writes for a block of {@code na} properties. */
    public static int selfSize(int l, int lambda, int na) {
        return (2 * l + lambda) % 2 == 0 ? na * (na + 1) / 2 : na * (na - 1) / 2;
    }

    /**
     * Product of a block with itself, every unordered pair of properties once: qa <= qb for even 2l+lambda, qa < qb for odd. Off-diagonal
     * pairs carry sqrt 2, so that dot products equal those of the full square. Properties follow qa, then qb.
     */
    public static void selfAdd(
            CouplingTable t, double[] a, int na, int from, int to, double[] out, int stride, int offset) {
        if (t.l1 != t.l2)
            throw new IllegalArgumentException("selfAdd: equal orders were expected, got l1=" + t.l1 + ", l2=" + t.l2);
        if (na == 0) return;
        int n1 = 2 * t.l1 + 1;
        int n3 = 2 * t.lambda + 1;
        boolean even = t.lambda % 2 == 0;
        double[] row = new double[na * n1];
        for (int s = from; s < to; s++) {
            int base = s * n1 * na;
            for (int mu = 0; mu < n3; mu++) {
                contractSecond(t, mu, SQRT2, a, base, na, row);
                int outBase = (s * n3 + mu) * stride + offset;
                for (int m1 = 0; m1 < n1; m1++) {
                    if (t.usesFirst(mu, m1)) addTriangle(a, base + m1 * na, na, row, m1 * na, out, outBase, even);
                }
            }
        }
    }

    private static void addTriangle(
            double[] a, int aBase, int n, double[] row, int rowBase, double[] out, int outBase, boolean even) {
        double diagonal = Math.sqrt(0.5);
        int o = outBase;
        for (int qa = 0; qa < n; qa++) {
            double x = a[aBase + qa];
            if (even) out[o++] += diagonal * x * row[rowBase + qa];
            int shift = o - qa - 1;
            for (int qb = qa + 1; qb < n; qb++) out[shift + qb] += x * row[rowBase + qb];
            o += n - qa - 1;
        }
    }
}
