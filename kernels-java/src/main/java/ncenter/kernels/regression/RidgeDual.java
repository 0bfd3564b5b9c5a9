package ncenter.kernels.regression;

import ncenter.kernels.linalg.LinearAlgebra;

/**
 * Ridge regression for more features than rows.
 *
 * <p>The solution lies in the span of the rows, so X = L Q with orthonormal rows of Q turns it into a problem with as many features
 * as rows. L and Q come from a singular value decomposition of X and not from X X^T: the kernel matrix would square the condition
 * number, and a dual coefficient, residual / alpha, magnifies its rounding error where alpha is small. With many rows the kernel matrix
 * serves all the same, because it is ten times as fast.
 */
public final class RidgeDual {
    /** Up to here the singular values of X cost little; beyond, the kernel matrix is an order of magnitude faster. */
    static final int MANY_ROWS = 128;

    private RidgeDual() {}

    /**
     * Chooses alpha for each target as {@link RidgePrimal#solve} does and fits on all rows.
     *
     * @param x         rows x q, not modified
     * @param y         rows x targets, not modified
     * @param foldOfRow fold of each row, 0 until {@code folds}; null when there is one fold
     */
    public static RidgeSolution solve(
            double[] x,
            double[] y,
            int rows,
            int q,
            int targets,
            int[] foldOfRow,
            int folds,
            double[] alphas,
            boolean intercept,
            LinearAlgebra la) {
        check(x, y, rows, q, targets, foldOfRow, folds);
        if (rows > MANY_ROWS) {
            return RidgeKernel.solve(x, y, rows, q, targets, foldOfRow, folds, alphas, intercept, la);
        }
        double[] xMean = intercept ? RidgeEquations.columnMeans(x, rows, q) : new double[q];
        double[] yMean = intercept ? RidgeEquations.columnMeans(y, rows, targets) : null;
        int rank = Math.min(rows, q);
        double[] left = new double[rows * rank];
        double[] s = new double[rank];
        double[] basis = new double[rank * q];
        la.svd(rows, q, centered(x, rows, q, xMean), left, s, basis);
        for (int i = 0; i < rows * rank; i++) {
            left[i] *= s[i % rank];
        }
        TriangularEquations equations = new TriangularEquations(rank, targets, folds, null, yMean);
        for (int i = 0; i < rows; i++) {
            equations.add(folds == 1 ? 0 : foldOfRow[i], left, i * rank, rank, y, i * targets, targets, 1, la);
        }
        RidgeSolution reduced = RidgePrimal.solve(equations, alphas, intercept, la);
        double[] weights = new double[q * targets];
        la.gemm(true, false, q, targets, rank, 1, basis, 0, q, reduced.weights(), 0, targets, 0, weights, 0, targets);
        double[] intercepts = reduced.intercepts().clone();
        for (int t = 0; intercept && t < targets; t++) {
            for (int j = 0; j < q; j++) {
                intercepts[t] -= xMean[j] * weights[j * targets + t];
            }
        }
        return new RidgeSolution(weights, intercepts, reduced.alphas(), reduced.cvErrors(), reduced.alphaAtEdge());
    }

    private static void check(double[] x, double[] y, int rows, int q, int targets, int[] foldOfRow, int folds) {
        if (rows < 1 || q < 1 || targets < 1 || x.length < (long) rows * q || y.length < (long) rows * targets) {
            throw new IllegalArgumentException("RidgeDual.solve: expected x of rows x q and y of rows x targets, got "
                    + x.length + " and " + y.length + " elements for rows = " + rows + ", q = " + q + ", targets = "
                    + targets + "; check the sizes");
        }
        if (folds > 1 && (foldOfRow == null || foldOfRow.length < rows)) {
            throw new IllegalArgumentException("RidgeDual.solve: expected a fold for each of " + rows + " rows, got "
                    + (foldOfRow == null ? "null" : foldOfRow.length) + "; pass foldOfRow, or folds = 1");
        }
    }

    private static double[] centered(double[] x, int rows, int q, double[] mean) {
        double[] out = new double[rows * q];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < q; j++) {
                out[i * q + j] = x[i * q + j] - mean[j];
            }
        }
        return out;
    }
}
