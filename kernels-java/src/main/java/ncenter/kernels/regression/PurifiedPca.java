package ncenter.kernels.regression;

import ncenter.kernels.linalg.LinearAlgebra;

/**
 * Principal components of what a stream of new features adds to old ones (arXiv:2007.03407): F = F_new - F_old W with W from ridge
 * regression without intercept, then uncentered principal components V of F. Both maps become one matrix, [F_new, F_old] [V; -W V].
 */
public final class PurifiedPca {
    /** Ridge strength relative to the mean square of each old feature. */
    private static final double RIDGE = 1e-12;

    /** Components with less than this share of the mean square of all new features are rounding. */
    private static final double NOTHING = 1e-14;

    private final int fresh;
    private final int old;
    private final GramAccumulator gram;

    /** An empty accumulator for rows of {@code fresh} new features followed by {@code old} old ones. */
    public PurifiedPca(int fresh, int old) {
        if (fresh < 1 || old < 0) {
            throw new IllegalArgumentException(
                    "PurifiedPca: expected at least one new feature and no fewer than 0 old ones, got " + fresh
                            + " and " + old + "; drop blocks without features first");
        }
        this.fresh = fresh;
        this.old = old;
        gram = new GramAccumulator(fresh + old);
    }

    /** Adds x, rows x (fresh + old). How rows are cut into calls does not change the result. */
    public void add(double[] x, int rows, LinearAlgebra la) {
        if (rows < 0 || x.length < (long) rows * gram.width) {
            throw new IllegalArgumentException("PurifiedPca.add: expected " + rows + " x " + gram.width
                    + " elements, got " + x.length + "; check the sizes");
        }
        gram.add(x, rows, la);
    }

    /** Rows added so far. */
    public long rows() {
        return gram.rows();
    }

    /** At most {@code keep} components of largest variance; fewer where the features have no more. */
    public Components solve(int keep, LinearAlgebra la) {
        int n = fresh + old;
        double[] g = gram.snapshot(la);
        double[] w = old == 0 ? new double[0] : weights(g, la);
        double[] residual = residual(g, w, la);
        double total = 0;
        for (int i = 0; i < fresh; i++) total += g[i * n + i];
        double[] values = new double[fresh];
        la.symmetricEigen(fresh, residual, values);
        int rank = 0;
        while (rank < Math.min(keep, fresh) && values[fresh - 1 - rank] > NOTHING * total) rank++;
        double[] matrix = new double[Math.multiplyExact(n, rank)];
        double[] variances = new double[rank];
        for (int c = 0; c < rank; c++) {
            variances[c] = values[fresh - 1 - c] / gram.rows();
            Pca.copySigned(residual, (fresh - 1 - c) * fresh, fresh, matrix, c, rank);
        }
        return components(rank, matrix, w, variances, la);
    }

    /** At most {@code keep} of the new features themselves, purified, chosen by {@code rule}; fewer where the others add nothing. */
    public Components select(ColumnSelection.Rule rule, int keep, LinearAlgebra la) {
        double[] g = gram.snapshot(la);
        double[] w = old == 0 ? new double[0] : weights(g, la);
        double[] residual = residual(g, w, la);
        int[] columns = ColumnSelection.choose(rule, fresh, residual, Math.min(keep, fresh), la);
        int rank = columns.length;
        double[] matrix = new double[Math.multiplyExact(fresh + old, rank)];
        double[] variances = new double[rank];
        for (int c = 0; c < rank; c++) {
            matrix[columns[c] * rank + c] = 1;
            variances[c] = Math.max(residual[columns[c] * fresh + columns[c]], 0) / gram.rows();
        }
        return components(rank, matrix, w, variances, la);
    }

    /** Fills in -W V below V. */
    private Components components(int rank, double[] matrix, double[] w, double[] variances, LinearAlgebra la) {
        if (old > 0 && rank > 0) {
            double[] lower = new double[old * rank];
            la.gemm(false, false, old, rank, fresh, -1, w, 0, fresh, matrix, 0, rank, 0, lower, 0, rank);
            System.arraycopy(lower, 0, matrix, fresh * rank, lower.length);
        }
        return new Components(rank, fresh + old, matrix, variances);
    }

    /** W = D (U (e + ridge)^-1 U^T) D G_on with D = diag(G_oo)^-1/2: features of every size are treated alike. */
    private double[] weights(double[] g, LinearAlgebra la) {
        int n = fresh + old;
        double[] scale = new double[old];
        double[] scaled = new double[old * old];
        double[] right = new double[old * fresh];
        for (int i = 0; i < old; i++) {
            double square = g[(fresh + i) * n + fresh + i];
            scale[i] = square > 0 ? 1 / Math.sqrt(square) : 0;
        }
        for (int i = 0; i < old; i++) {
            for (int j = 0; j < old; j++) scaled[i * old + j] = scale[i] * g[(fresh + i) * n + fresh + j] * scale[j];
            for (int j = 0; j < fresh; j++) right[i * fresh + j] = scale[i] * g[(fresh + i) * n + j];
        }
        double[] e = new double[old];
        la.symmetricEigen(old, scaled, e);
        double[] rotated = new double[old * fresh];
        la.gemm(false, false, old, fresh, old, 1, scaled, 0, old, right, 0, fresh, 0, rotated, 0, fresh);
        for (int i = 0; i < old; i++) {
            double f = 1 / (Math.max(e[i], 0) + RIDGE);
            for (int j = 0; j < fresh; j++) rotated[i * fresh + j] *= f;
        }
        la.gemm(true, false, old, fresh, old, 1, scaled, 0, old, rotated, 0, fresh, 0, right, 0, fresh);
        for (int i = 0; i < old; i++) for (int j = 0; j < fresh; j++) right[i * fresh + j] *= scale[i];
        return right;
    }

    /** (F_new - F_old W)^T (F_new - F_old W), from X^T X alone. */
    private double[] residual(double[] g, double[] w, LinearAlgebra la) {
        int n = fresh + old;
        double[] r = new double[fresh * fresh];
        for (int i = 0; i < fresh; i++) System.arraycopy(g, i * n, r, i * fresh, fresh);
        if (old == 0) return r;
        double[] half = new double[old * fresh];
        for (int i = 0; i < old; i++) {
            for (int j = 0; j < fresh; j++) half[i * fresh + j] = -2 * g[(fresh + i) * n + j];
        }
        la.gemm(false, false, old, fresh, old, 1, g, fresh * n + fresh, n, w, 0, fresh, 1, half, 0, fresh);
        la.gemm(true, false, fresh, fresh, old, 1, w, 0, fresh, half, 0, fresh, 1, r, 0, fresh);
        for (int i = 0; i < fresh; i++) {
            for (int j = 0; j < i; j++) {
                double mean = 0.5 * (r[i * fresh + j] + r[j * fresh + i]);
                r[i * fresh + j] = mean;
                r[j * fresh + i] = mean;
            }
        }
        return r;
    }

    /**
     * Components, largest variance first; chosen features in their own order.
     *
     * @param matrix    height x rank, the rows of the new features first: what [F_new, F_old] is multiplied with
     * @param variances mean square of the rows along each component
     */
    public record Components(int rank, int height, double[] matrix, double[] variances) {}
}
