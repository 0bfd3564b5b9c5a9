package ncenter.kernels.regression;

import ncenter.kernels.linalg.LinearAlgebra;
import ncenter.kernels.linalg.Tasks;

/**
 * Ridge regression for more features than rows.
 *
 * <p>The solution lies in the span of the rows, so X = L Q with orthonormal rows of Q turns it into a problem with as many features
 * as rows. L and Q come from reflections of X and not from X X^T: the kernel matrix would square the condition number, and a dual
 * coefficient, residual / alpha, magnifies its rounding error where alpha is small. With many rows the kernel matrix serves all the
 * same, because it costs half as much.
 */
public final class RidgeDual {
    private RidgeDual() {}

    /**
     * Chooses alpha for each target as {@link RidgePrimal#solve} does and fits on all rows.
     *
     * @param x             rows x q, not modified
     * @param y             rows x targets, not modified
     * @param foldOfRow     fold of each row, 0 until {@code folds}; null when there is one fold
     * @param reflectedRows up to so many rows, L and Q are made, which cost little then; beyond, the kernel matrix
     * @param tasks         take parts of the work; the bits do not depend on how many threads do
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
            int reflectedRows,
            LinearAlgebra la,
            Tasks tasks) {
        check(x, y, rows, q, targets, foldOfRow, folds);
        if (rows > reflectedRows) {
            return RidgeKernel.solve(x, y, rows, q, targets, foldOfRow, folds, alphas, intercept, la, tasks);
        }
        double[] xMean = intercept ? RidgeEquations.columnMeans(x, rows, q) : new double[q];
        double[] yMean = intercept ? RidgeEquations.columnMeans(y, rows, targets) : null;
        RowFactor factor = new RowFactor(rows, q, intercept ? RidgeKernel.centered(x, rows, q, xMean) : x.clone(), la);
        RidgeSolution reduced = reduced(factor, y, rows, targets, foldOfRow, folds, alphas, intercept, yMean, la);
        double[] weights = factor.unfold(reduced.weights(), targets);
        double[] intercepts = reduced.intercepts().clone();
        for (int t = 0; intercept && t < targets; t++) {
            for (int j = 0; j < q; j++) {
                intercepts[t] -= xMean[j] * weights[j * targets + t];
            }
        }
        return new RidgeSolution(weights, intercepts, reduced.alphas(), reduced.cvErrors(), reduced.alphaAtEdge());
    }

    /** The problem of the rows of L: by singular values where an alpha is too small to tell noise from nothing. */
    private static RidgeSolution reduced(
            RowFactor factor,
            double[] y,
            int rows,
            int targets,
            int[] foldOfRow,
            int folds,
            double[] alphas,
            boolean intercept,
            double[] yMean,
            LinearAlgebra la) {
        int rank = factor.rank();
        double[] left = factor.lower();
        boolean chosen = folds > 1 ? alphas.length > 0 : alphas.length == 1;
        if (chosen && alphas[0] > noise(left, rank)) {
            double[] centered = yMean == null ? y.clone() : RidgeKernel.centered(y, rows, targets, yMean);
            RidgeFactor problem = new RidgeFactor(left, rows, rank, centered, targets, la);
            RidgeSolution found = problem.solve(foldOfRow, folds, alphas, intercept);
            if (yMean != null) for (int t = 0; t < targets; t++) found.intercepts()[t] += yMean[t];
            return found;
        }
        TriangularEquations equations = new TriangularEquations(rank, targets, folds, null, yMean);
        for (int i = 0; i < rows; i++) {
            equations.add(folds == 1 ? 0 : foldOfRow[i], left, i * rank, rank, y, i * targets, targets, 1, la);
        }
        return RidgePrimal.solve(equations, alphas, intercept, la);
    }

    /** Squares of singular values up to here may be rounding errors of the largest. */
    private static double noise(double[] lower, int rank) {
        double squares = 0;
        for (double v : lower) squares += v * v;
        double relative = rank * 0x1p-52;
        return relative * relative * squares;
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
}
