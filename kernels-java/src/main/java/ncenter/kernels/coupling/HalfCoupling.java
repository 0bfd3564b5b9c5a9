package ncenter.kernels.coupling;

import java.util.Arrays;

/**
 * The coefficients of one (l1, l2, lambda) arranged for using up one factor before the other is looked at: row p of the half product is
 * c0[p] * used[used0[p]] + c1[p] * used[used1[p]], and out[mu] is the sum over p in [start[mu], start[mu+1]) of row p times kept[p] of
 * the factor that is kept.
 *
 * <p>Real coefficients couple a given (mu, m) with at most two values of the other m, because |m| adds up or subtracts. Where there is one,
 * c1 is 0 and used1 is used0.
 */
final class HalfCoupling {
    final int[] start;
    final int[] kept;
    final int[] used0;
    final int[] used1;
    final double[] c0;
    final double[] c1;

    /** The numbers 0, 1, ...: where row p of the half product is found. */
    final int[] rows;

    HalfCoupling(int lambda, int keptSize, int[] termStart, int[] termKept, int[] termUsed, double[] c) {
        int most = (2 * lambda + 1) * keptSize;
        int[] m = new int[most];
        int[] first = new int[most];
        int[] second = new int[most];
        double[] cFirst = new double[most];
        double[] cSecond = new double[most];
        start = new int[2 * lambda + 2];
        int p = 0;
        for (int mu = 0; mu <= 2 * lambda; mu++) {
            int[] rowOf = new int[keptSize];
            Arrays.fill(rowOf, -1);
            for (int k = termStart[mu]; k < termStart[mu + 1]; k++) {
                int row = rowOf[termKept[k]];
                if (row < 0) {
                    rowOf[termKept[k]] = p;
                    m[p] = termKept[k];
                    first[p] = termUsed[k];
                    second[p] = termUsed[k];
                    cFirst[p++] = c[k];
                } else if (second[row] == first[row]) {
                    second[row] = termUsed[k];
                    cSecond[row] = c[k];
                } else {
                    throw new IllegalStateException("HalfCoupling: at most two coefficients per (mu, m) were expected"
                            + " (this is a bug, please report it)");
                }
            }
            start[mu + 1] = p;
        }
        kept = Arrays.copyOf(m, p);
        used0 = Arrays.copyOf(first, p);
        used1 = Arrays.copyOf(second, p);
        c0 = Arrays.copyOf(cFirst, p);
        c1 = Arrays.copyOf(cSecond, p);
        rows = new int[Math.max(p, 1)];
        for (int i = 0; i < p; i++) rows[i] = i;
    }

    /** Number of rows of the half product. */
    int size() {
        return kept.length;
    }
}
