package ncenter.kernels.coupling;

import java.util.Arrays;

/**
 * The coefficients of one (l1, l2, lambda) arranged for using up one factor before the other is looked at.
 *
 * <p>Row i of the half product is c0[i] * used[used0[i]] + c1[i] * used[used1[i]], and out[mu] is the sum over p in [start[mu], start[mu+1])
 * of row rows[p] times kept[p] of the factor that is kept. Rows with one coefficient come first.
 *
 * <p>Real coefficients couple a given (mu, m) with at most two values of the other m, because |m| adds up or subtracts.
 */
final class HalfCoupling {
    final int[] start;
    final int[] kept;
    final int[] rows;
    /** How many rows have one coefficient; used1 and c1 are of no meaning there. */
    final int singles;

    /** By term, as an alternative to the half product: the row among those of the used factor, followed by the rows with two coefficients. */
    final int[] sources;

    /** By term: what its row in {@link #sources} is multiplied with, the coefficient of a row with one and 1 for one with two. */
    final double[] factors;

    final int[] used0;
    final int[] used1;
    final double[] c0;
    final double[] c1;

    /**
     * @param keptSize  number of m of the factor that is kept
     * @param usedSize  number of m of the factor that is used up
     * @param termStart where the terms of a mu start
     * @param termKept  m of the factor that is kept, by term
     * @param termUsed  m of the factor that is used up, by term
     * @param c         the coefficient, by term
     */
    HalfCoupling(int lambda, int keptSize, int usedSize, int[] termStart, int[] termKept, int[] termUsed, double[] c) {
        int[] terms = new int[2 * c.length];
        Arrays.fill(terms, -1);
        int[] m = new int[c.length];
        start = new int[2 * lambda + 2];
        int size = 0;
        for (int mu = 0; mu <= 2 * lambda; mu++) {
            int[] rowOf = new int[keptSize];
            Arrays.fill(rowOf, -1);
            for (int k = termStart[mu]; k < termStart[mu + 1]; k++) {
                int row = rowOf[termKept[k]];
                if (row < 0) {
                    rowOf[termKept[k]] = size;
                    m[size] = termKept[k];
                    terms[2 * size++] = k;
                } else if (terms[2 * row + 1] < 0) {
                    terms[2 * row + 1] = k;
                } else {
                    throw new IllegalStateException("HalfCoupling: at most two coefficients per (mu, m) were expected"
                            + " (this is a bug, please report it)");
                }
            }
            start[mu + 1] = size;
        }
        kept = Arrays.copyOf(m, size);
        rows = new int[size];
        used0 = new int[size];
        used1 = new int[size];
        c0 = new double[size];
        c1 = new double[size];
        singles = place(terms, termUsed, c, false, 0);
        place(terms, termUsed, c, true, singles);
        sources = new int[size];
        factors = new double[size];
        for (int p = 0; p < size; p++) {
            boolean single = rows[p] < singles;
            sources[p] = single ? used0[rows[p]] : usedSize + rows[p] - singles;
            factors[p] = single ? c0[rows[p]] : 1.0;
        }
    }

    /** Gives rows from {@code row} on to the sums of one term, or of two; returns the next free row. */
    private int place(int[] terms, int[] termUsed, double[] c, boolean two, int row) {
        int next = row;
        for (int p = 0; p < rows.length; p++) {
            int second = terms[2 * p + 1];
            if (second >= 0 != two) continue;
            used0[next] = termUsed[terms[2 * p]];
            c0[next] = c[terms[2 * p]];
            if (two) {
                used1[next] = termUsed[second];
                c1[next] = c[second];
            }
            rows[p] = next++;
        }
        return next;
    }

    /** Number of rows of the half product. */
    int size() {
        return kept.length;
    }
}
