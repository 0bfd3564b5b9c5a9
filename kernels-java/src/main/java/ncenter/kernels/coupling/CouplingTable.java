package ncenter.kernels.coupling;

import java.util.concurrent.ConcurrentHashMap;
import ncenter.kernels.math.ClebschGordan;

/**
 * The non-zero real Clebsch-Gordan coefficients of one (l1, l2, lambda), sorted by (mu, m1, m2); all m are counted from 0.
 *
 * <p>Entries of one mu are [start[mu], start[mu+1]). Immutable: do not modify the arrays.
 */
public final class CouplingTable {
    private static final ConcurrentHashMap<Integer, CouplingTable> CACHE = new ConcurrentHashMap<>();

    public final int l1;
    public final int l2;
    public final int lambda;
    public final int[] m1;
    public final int[] m2;
    public final int[] mu;
    public final double[] c;
    public final int[] start;
    /** The coefficients ordered for using up the first factor, and for using up the second. */
    final HalfCoupling byFirst;

    final HalfCoupling bySecond;
    private final boolean[] firstUsed;

    private CouplingTable(int l1, int l2, int lambda) {
        this.l1 = l1;
        this.l2 = l2;
        this.lambda = lambda;
        double[] dense = ClebschGordan.real(l1, l2, lambda);
        int n2 = 2 * l2 + 1;
        int n3 = 2 * lambda + 1;
        int size = 0;
        for (double v : dense) if (v != 0.0) size++;
        this.m1 = new int[size];
        this.m2 = new int[size];
        this.mu = new int[size];
        this.c = new double[size];
        this.start = new int[n3 + 1];
        this.firstUsed = new boolean[n3 * (2 * l1 + 1)];
        int k = 0;
        for (int t = 0; t < n3; t++) {
            for (int ab = 0; ab < (2 * l1 + 1) * n2; ab++) {
                double v = dense[ab * n3 + t];
                if (v == 0.0) continue;
                m1[k] = ab / n2;
                m2[k] = ab % n2;
                mu[k] = t;
                firstUsed[t * (2 * l1 + 1) + ab / n2] = true;
                c[k++] = v;
            }
            start[t + 1] = k;
        }
        this.byFirst = new HalfCoupling(lambda, 2 * l2 + 1, 2 * l1 + 1, start, m2, m1, c);
        this.bySecond = new HalfCoupling(lambda, 2 * l1 + 1, 2 * l2 + 1, start, m1, m2, c);
    }

    /** The table of (l1, l2, lambda), made once. */
    public static CouplingTable of(int l1, int l2, int lambda) {
        return CACHE.computeIfAbsent((l1 * 64 + l2) * 128 + lambda, key -> new CouplingTable(l1, l2, lambda));
    }

    /** Whether any coefficient couples m1 to mu. */
    boolean usesFirst(int mu, int m1) {
        return firstUsed[mu * (2 * l1 + 1) + m1];
    }

    /** Number of non-zero coefficients. */
    public int size() {
        return c.length;
    }
}
