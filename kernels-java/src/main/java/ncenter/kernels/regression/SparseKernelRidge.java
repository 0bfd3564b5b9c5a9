package ncenter.kernels.regression;

import ncenter.kernels.linalg.LinearAlgebra;

/**
 * Kernel ridge regression with few points: minimizes |y - K c|^2 + alpha c^T K_own c, K the kernel of all rows with the points and K_own that of
 * the points. With K_own = L L^T it is an ordinary ridge regression on the features K L^-T.
 */
public final class SparseKernelRidge {
    /** Raised until the kernel of the points, singular where points are alike, has a Cholesky factor. */
    private static final double FIRST_JITTER = 1e-14;

    private static final double LARGEST_JITTER = 1e-4;

    private SparseKernelRidge() {}

    /**
     * Arguments as for {@link KernelRidge#solve}, with {@code own} points x points and {@code kernel} rows x points.
     *
     * @throws ArithmeticException if the kernel of the points is not positive even with jitter
     */
    public static KernelRidge.Solution solve(
            double[] own,
            double[] kernel,
            double[] y,
            int rows,
            int points,
            int targets,
            int[] foldOfRow,
            int folds,
            double[] relativeAlphas,
            boolean intercept,
            LinearAlgebra la) {
        double[] factor = factor(own, points, la);
        double[] features = kernel.clone();
        solveRows(factor, points, features, rows);
        double norm = 0.0;
        for (double value : features) norm += value * value;
        double scale = norm > 0.0 && rows > 0 ? norm / rows : 1.0;
        // Linear ridge regression counts its strength per row.
        double[] alphas = new double[relativeAlphas.length];
        for (int a = 0; a < alphas.length; a++) alphas[a] = relativeAlphas[a] * scale / Math.max(1, rows);
        RidgeEquations equations = intercept
                ? new NormalEquations(
                        points,
                        targets,
                        folds,
                        RidgeEquations.columnMeans(features, rows, points),
                        RidgeEquations.columnMeans(y, rows, targets))
                : new NormalEquations(points, targets, folds);
        add(equations, features, y, rows, foldOfRow, folds, la);
        RidgeSolution ridge = RidgePrimal.solve(equations, alphas, intercept, la);
        double[] coefficients = ridge.weights().clone();
        solveTransposed(factor, points, coefficients, targets);
        double[] used = ridge.alphas().clone();
        for (int t = 0; t < targets; t++) used[t] *= Math.max(1, rows);
        return new KernelRidge.Solution(
                coefficients, ridge.intercepts(), used, scale, ridge.cvErrors(), ridge.alphaAtEdge());
    }

    private static double[] factor(double[] own, int points, LinearAlgebra la) {
        double scale = KernelRidge.meanDiagonal(own, points);
        for (double jitter = FIRST_JITTER; jitter <= LARGEST_JITTER; jitter *= 10.0) {
            double[] factor = own.clone();
            for (int p = 0; p < points; p++) factor[p * points + p] += jitter * scale;
            if (la.cholesky(points, factor)) return factor;
        }
        throw new ArithmeticException("kernel ridge: a positive definite kernel of " + points
                + " points was expected, got none even with a jitter of " + LARGEST_JITTER
                + "; choose fewer active points");
    }

    private static void add(
            RidgeEquations equations, double[] x, double[] y, int rows, int[] foldOfRow, int folds, LinearAlgebra la) {
        int q = equations.q();
        int targets = equations.targets();
        double[] xf = new double[rows * q];
        double[] yf = new double[rows * targets];
        for (int fold = 0; fold < folds; fold++) {
            int n = 0;
            for (int r = 0; r < rows; r++) {
                if (foldOfRow[r] != fold) continue;
                System.arraycopy(x, r * q, xf, n * q, q);
                System.arraycopy(y, r * targets, yf, n++ * targets, targets);
            }
            if (n > 0) equations.add(fold, xf, yf, n, la);
        }
    }

    /** Every row f becomes L^-1 f. */
    private static void solveRows(double[] l, int n, double[] f, int rows) {
        for (int r = 0; r < rows; r++) {
            int base = r * n;
            for (int i = 0; i < n; i++) {
                double sum = f[base + i];
                for (int k = 0; k < i; k++) sum -= l[i * n + k] * f[base + k];
                f[base + i] = sum / l[i * n + i];
            }
        }
    }

    /** c becomes L^-T c, for n x targets. */
    private static void solveTransposed(double[] l, int n, double[] c, int targets) {
        for (int i = n - 1; i >= 0; i--) {
            for (int t = 0; t < targets; t++) {
                double sum = c[i * targets + t];
                for (int k = i + 1; k < n; k++) sum -= l[k * n + i] * c[k * targets + t];
                c[i * targets + t] = sum / l[i * n + i];
            }
        }
    }
}
