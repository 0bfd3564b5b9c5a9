package ncenter.kernels.regression;

import ncenter.kernels.linalg.LinearAlgebra;
import ncenter.kernels.linalg.Tasks;

/**
 * Ridge regression in sample space from the kernel matrix X X^T: for many rows, where the singular values of X would cost ten times as much.
 * Keeps half the digits of {@link RidgeDual}'s other route where alpha is near the rounding error of the kernel.
 */
final class RidgeKernel {
    private final int rows;
    private final int targets;
    private final double[] kernel;
    private final double[] y;
    private final LinearAlgebra la;
    private final Tasks tasks;

    private RidgeKernel(int rows, int targets, double[] kernel, double[] y, LinearAlgebra la, Tasks tasks) {
        this.rows = rows;
        this.targets = targets;
        this.kernel = kernel;
        this.y = y;
        this.la = la;
        this.tasks = tasks;
    }

    /** Arguments as for {@link RidgeDual#solve}, checked there. */
    static RidgeSolution solve(
            double[] x,
            double[] y,
            int rows,
            int q,
            int targets,
            int[] foldOfRow,
            int folds,
            double[] alphas,
            boolean intercept,
            LinearAlgebra la,
            Tasks tasks) {
        double[] xMean = intercept ? RidgeEquations.columnMeans(x, rows, q) : new double[q];
        double[] yMean = intercept ? RidgeEquations.columnMeans(y, rows, targets) : new double[targets];
        double[] xc = intercept ? centered(x, rows, q, xMean) : x;
        double[] kernel = new double[rows * rows];
        la.gram(rows, q, xc, 0, q, 0.0, kernel, 0, rows, tasks);
        Fit fit = fit(
                kernel,
                centered(y, rows, targets, yMean),
                rows,
                targets,
                foldOfRow,
                folds,
                alphas,
                intercept,
                la,
                tasks);
        double[] weights = new double[q * targets];
        la.gemm(true, false, q, targets, rows, 1.0, xc, 0, q, fit.coefficients(), 0, targets, 0.0, weights, 0, targets);
        double[] intercepts = intercepts(weights, xMean, yMean, intercept);
        return new RidgeSolution(
                weights,
                intercepts,
                fit.choice().alphas(),
                fit.errors(),
                fit.choice().atEdge());
    }

    /**
     * What a kernel alone gives.
     *
     * @param coefficients rows x targets: weights are X^T times these
     * @param errors       by target and alpha
     */
    record Fit(double[] coefficients, AlphaChoice choice, double[][] errors) {}

    /** Chooses alpha for each target and solves; the kernel and y are of centered columns where there is an intercept. */
    static Fit fit(
            double[] kernel,
            double[] y,
            int rows,
            int targets,
            int[] foldOfRow,
            int folds,
            double[] alphas,
            boolean intercept,
            LinearAlgebra la,
            Tasks tasks) {
        AlphaChoice.check(alphas);
        RidgeKernel dual = new RidgeKernel(rows, targets, kernel, y, la, tasks);
        double[][] errors = new double[targets][alphas.length > 1 ? alphas.length : 0];
        if (alphas.length > 1) dual.validate(foldOfRow, folds, alphas, intercept, errors);
        AlphaChoice choice = AlphaChoice.of(alphas, errors);
        return new Fit(dual.coefficients(choice), choice, errors);
    }

    /** The constant of each target: the mean of y less what the weights make of the means of x. */
    static double[] intercepts(double[] weights, double[] xMean, double[] yMean, boolean intercept) {
        int targets = yMean.length;
        double[] out = new double[targets];
        for (int t = 0; intercept && t < targets; t++) {
            out[t] = yMean[t];
            for (int k = 0; k < xMean.length; k++) out[t] -= weights[k * targets + t] * xMean[k];
        }
        return out;
    }

    /** Rows of n values each, less the mean row. */
    static double[] centered(double[] values, int rows, int n, double[] mean) {
        double[] out = new double[rows * n];
        for (int r = 0; r < rows; r++) {
            for (int k = 0; k < n; k++) {
                out[r * n + k] = values[r * n + k] - mean[k];
            }
        }
        return out;
    }

    /** (K + rows alpha)^-1 y, by one Cholesky factor per alpha; by eigenvectors where rounding leaves K + rows alpha not positive. */
    private double[] coefficients(AlphaChoice choice) {
        double[] out = new double[rows * targets];
        double[] distinct = choice.distinct();
        for (double alpha : distinct) {
            double[] shifted = kernel.clone();
            for (int i = 0; i < rows; i++) shifted[i * rows + i] += rows * alpha;
            if (!la.cholesky(rows, shifted, rows, tasks)) return coefficientsByEigenvectors(choice, distinct);
            double[] solved = y.clone();
            la.choleskySolve(rows, targets, shifted, solved);
            choice.copyChosen(alpha, solved, rows, out);
        }
        return out;
    }

    private double[] coefficientsByEigenvectors(AlphaChoice choice, double[] distinct) {
        double[] scan = new RidgeScan(rows, targets, kernel, y, distinct, la).byEigenvectors();
        double[] out = new double[rows * targets];
        for (int t = 0; t < targets; t++) {
            int a = 0;
            while (distinct[a] != choice.alphas()[t]) a++;
            for (int r = 0; r < rows; r++) out[r * targets + t] = scan[(r * targets + t) * distinct.length + a];
        }
        return out;
    }

    /** Adds up the errors of all folds. Halves of the rows are worked on at the same time: together they take what one of many folds does. */
    private void validate(int[] foldOfRow, int folds, double[] alphas, boolean intercept, double[][] errors) {
        int together = folds == 2 ? 2 : 1;
        for (int first = 0; first < folds; first += together) {
            int from = first;
            double[][][] found = new double[together][][];
            tasks.forEach(together, k -> found[k] = validate(foldOfRow, from + k, alphas, intercept));
            for (double[][] fold : found) {
                for (int t = 0; fold != null && t < targets; t++) {
                    for (int a = 0; a < alphas.length; a++) errors[t][a] += fold[t][a];
                }
            }
        }
    }

    /** Trains on all folds but one: summed squared errors on that one over all rows, by target and alpha; null if there is nothing to train or test on. */
    private double[][] validate(int[] foldOfRow, int fold, double[] alphas, boolean intercept) {
        int[] in = select(foldOfRow, fold, false);
        int[] out = select(foldOfRow, fold, true);
        if (in.length == 0 || out.length == 0) return null;
        double[] train = submatrix(in, in);
        double[] cross = submatrix(out, in);
        double[] means = new double[targets];
        double[] yIn = rowsOf(in);
        if (intercept) {
            centerKernel(train, cross, in.length, out.length);
            means = RidgeEquations.columnMeans(yIn, in.length, targets);
            yIn = centered(yIn, in.length, targets, means);
        }
        double[] scan = new RidgeScan(in.length, targets, train, yIn, alphas, la).coefficients(tasks);
        int columns = targets * alphas.length;
        double[] predicted = new double[out.length * columns];
        la.gemm(
                false,
                false,
                out.length,
                columns,
                in.length,
                1.0,
                cross,
                0,
                in.length,
                scan,
                0,
                columns,
                0.0,
                predicted,
                0,
                columns);
        double[][] errors = new double[targets][alphas.length];
        for (int r = 0; r < out.length; r++) {
            for (int t = 0; t < targets; t++) {
                double expected = y[out[r] * targets + t] - means[t];
                for (int a = 0; a < alphas.length; a++) {
                    double d = predicted[r * columns + t * alphas.length + a] - expected;
                    errors[t][a] += d * d / rows;
                }
            }
        }
        return errors;
    }

    /** Kernel of features centered on the mean of the training rows, without the features: double centering. */
    private static void centerKernel(double[] train, double[] cross, int n, int m) {
        double[] column = new double[n];
        double all = 0.0;
        for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) column[j] += train[i * n + j] / n;
        for (int j = 0; j < n; j++) all += column[j] / n;
        for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) train[i * n + j] += all - column[i] - column[j];
        for (int i = 0; i < m; i++) {
            double mean = 0.0;
            for (int j = 0; j < n; j++) mean += cross[i * n + j] / n;
            for (int j = 0; j < n; j++) cross[i * n + j] += all - mean - column[j];
        }
    }

    private int[] select(int[] foldOfRow, int fold, boolean inside) {
        return java.util.stream.IntStream.range(0, rows)
                .filter(r -> (foldOfRow[r] == fold) == inside)
                .toArray();
    }

    private double[] submatrix(int[] r, int[] c) {
        double[] out = new double[r.length * c.length];
        for (int i = 0; i < r.length; i++)
            for (int j = 0; j < c.length; j++) out[i * c.length + j] = kernel[r[i] * rows + c[j]];
        return out;
    }

    private double[] rowsOf(int[] r) {
        double[] out = new double[r.length * targets];
        for (int i = 0; i < r.length; i++) System.arraycopy(y, r[i] * targets, out, i * targets, targets);
        return out;
    }
}
