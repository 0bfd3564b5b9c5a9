package ncenter.kernels.regression;

import java.util.Arrays;
import ncenter.kernels.linalg.LinearAlgebra;

/**
 * Chooses columns of X (rows x q) from X^T X alone, the same ones for every call: no sampling.
 */
public final class ColumnSelection {
    /** How columns are chosen. */
    public enum Rule {
        /**
         * CUR: the column with the largest component of the leading right singular vector of X is taken, all columns are made orthogonal
         * to it, and so on with the singular vectors of what is left. X is that of its strongest singular
         * vectors: {@value #MARGIN} * keep or {@value #FEWEST}, whichever is more.
         */
        LEVERAGE,
        /** The longest column first, then always the one whose distance to the nearest chosen column is largest. */
        FARTHEST
    }

    /** Squared singular values below this share of their sum are rounding. */
    private static final double NOTHING = 1e-14;

    /** Scores that differ by less are equal. */
    private static final double TIE = 1e-9;

    /** How many singular vectors are looked at for each column that is kept. */
    private static final int MARGIN = 2;

    /** How many are looked at in any case. */
    private static final int FEWEST = 256;

    private ColumnSelection() {}

    /**
     * The numbers of the chosen columns in ascending order: {@code keep} of them, or fewer where the others add nothing. Of equally good
     * columns the first is taken.
     *
     * @param gram X^T X, q x q
     */
    public static int[] choose(Rule rule, int q, double[] gram, int keep, LinearAlgebra la) {
        if (keep < 0 || keep > q || gram.length < (long) q * q) {
            throw new IllegalArgumentException("ColumnSelection: expected at most " + q + " columns and a matrix of "
                    + q + " x " + q + ", got " + keep + " and " + gram.length + " elements; keep fewer columns");
        }
        int[] chosen = rule == Rule.LEVERAGE ? byLeverage(q, gram, keep, la) : farthest(q, gram, keep);
        Arrays.sort(chosen);
        return chosen;
    }

    /** {@code chosen} with the first columns that it lacks until they are {@code keep}, ascending. */
    public static int[] filled(int[] chosen, int keep, int q) {
        boolean[] taken = new boolean[q];
        for (int c : chosen) taken[c] = true;
        int missing = keep - chosen.length;
        for (int c = 0; c < q && missing > 0; c++) {
            if (taken[c]) continue;
            taken[c] = true;
            missing--;
        }
        int[] out = new int[Math.max(keep, chosen.length)];
        int at = 0;
        for (int c = 0; c < q; c++) if (taken[c]) out[at++] = c;
        return out;
    }

    private static int[] byLeverage(int q, double[] gram, int keep, LinearAlgebra la) {
        double[] vectors = Arrays.copyOf(gram, q * q);
        double[] values = new double[q];
        la.symmetricEigen(q, vectors, values);
        double total = 0;
        for (double value : values) total += Math.max(value, 0);
        int r = 0;
        while (r < Math.min(q, Math.max(FEWEST, MARGIN * keep)) && values[q - 1 - r] > NOTHING * total) r++;
        // z[j*r + k]: column j of X in the basis of its r strongest left singular vectors.
        double[] z = new double[q * r];
        for (int k = 0; k < r; k++) {
            double s = Math.sqrt(values[q - 1 - k]);
            for (int j = 0; j < q; j++) z[j * r + k] = s * vectors[(q - 1 - k) * q + j];
        }
        int[] chosen = new int[Math.min(keep, r)];
        for (int count = 0; count < chosen.length; count++) {
            int next = mostLeverage(z, q, r, NOTHING * total, la);
            if (next < 0) return Arrays.copyOf(chosen, count);
            chosen[count] = next;
            takeOff(z, q, r, next);
        }
        return chosen;
    }

    /** The column with the largest component of the leading right singular vector; -1 if nothing is left. */
    private static int mostLeverage(double[] z, int q, int r, double nothing, LinearAlgebra la) {
        double[] vectors = new double[r * r];
        double[] values = new double[r];
        la.syrk(r, q, z, 0, r, 0, vectors, 0, r);
        la.symmetricEigen(r, vectors, values);
        if (values[r - 1] <= nothing) return -1;
        double[] score = new double[q];
        for (int j = 0; j < q; j++) {
            double overlap = 0;
            for (int k = 0; k < r; k++) overlap += z[j * r + k] * vectors[(r - 1) * r + k];
            score[j] = overlap * overlap;
        }
        return first(score, new boolean[q]);
    }

    /** The first of the largest scores, rounding apart, that is not {@code taken}. */
    private static int first(double[] score, boolean[] taken) {
        double most = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < score.length; j++) if (!taken[j]) most = Math.max(most, score[j]);
        for (int j = 0; j < score.length; j++) if (!taken[j] && score[j] >= most - TIE * Math.abs(most)) return j;
        return -1;
    }

    /** Makes all columns of z orthogonal to column {@code j}, which vanishes. */
    private static void takeOff(double[] z, int q, int r, int j) {
        double[] unit = Arrays.copyOfRange(z, j * r, (j + 1) * r);
        double norm = 0;
        for (double x : unit) norm += x * x;
        for (int k = 0; k < r; k++) unit[k] /= Math.sqrt(norm);
        for (int c = 0; c < q; c++) {
            double overlap = 0;
            for (int k = 0; k < r; k++) overlap += z[c * r + k] * unit[k];
            for (int k = 0; k < r; k++) z[c * r + k] -= overlap * unit[k];
        }
        Arrays.fill(z, j * r, (j + 1) * r, 0.0);
    }

    private static int[] farthest(int q, double[] gram, int keep) {
        double[] distance = new double[q];
        double total = 0;
        for (int j = 0; j < q; j++) {
            distance[j] = gram[j * q + j];
            total += distance[j];
        }
        int[] chosen = new int[keep];
        boolean[] taken = new boolean[q];
        // What vanishes is far from everything, and useless.
        for (int j = 0; j < q; j++) taken[j] = distance[j] <= NOTHING * total;
        for (int count = 0; count < keep; count++) {
            int next = first(distance, taken);
            if (next < 0 || distance[next] <= NOTHING * total) return Arrays.copyOf(chosen, count);
            chosen[count] = next;
            taken[next] = true;
            for (int j = 0; j < q; j++) {
                double squared = gram[j * q + j] + gram[next * q + next] - 2 * gram[j * q + next];
                distance[j] = count == 0 ? squared : Math.min(distance[j], squared);
            }
        }
        return chosen;
    }
}
