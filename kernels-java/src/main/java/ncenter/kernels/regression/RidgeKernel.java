package ncenter.kernels.regression;

import ncenter.kernels.linalg.LinearAlgebra;

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

    private RidgeKernel(int rows, int targets, double[] kernel, double[] y, LinearAlgebra la) {
        this.rows = rows;
        this.targets = targets;
        this.kernel = kernel;
        this.y = y;
        this.la = la;
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
            LinearAlgebra la) {
        double[] xMean = intercept ? RidgeEquations.columnMeans(x, rows, q) : new double[q];
        double[] yMean = intercept ? RidgeEquations.columnMeans(y, rows, targets) : new double[targets];
        double[] xc = intercept ? centered(x, rows, q, xMean) : x;
        double[] kernel = new double[rows * rows];
        la.gram(rows, q, xc, 0, q, 0.0, kernel, 0, rows);
        Fit fit =
                fit(kernel, centered(y, rows, targets, yMean), rows, targets, foldOfRow, folds, alphas, intercept, la);
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
            LinearAlgebra la) {
        AlphaChoice.check(alphas);
        RidgeKernel dual = new RidgeKernel(rows, targets, kernel, y, la);
        double[][] errors = new double[targets][alphas.length > 1 ? alphas.length : 0];
        for (int fold = 0; fold < folds && alphas.length > 1; fold++) {
            dual.validate(foldOfRow, fold, alphas, intercept, errors);
        }
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
        for (double alpha : choice.distinct()) {
            double[] shifted = kernel.clone();
            for (int i = 0; i < rows; i++) shifted[i * rows + i] += rows * alpha;
            if (!la.cholesky(rows, shifted)) return coefficientsByEigenvectors(choice.alphas());
            double[] solved = y.clone();
            la.choleskySolve(rows, targets, shifted, solved);
            choice.copyChosen(alpha, solved, rows, out);
        }
        return out;
    }

    private double[] coefficientsByEigenvectors(double[] alphas) {
        // Nothing reads the kernel after this.
        double[] vectors = kernel;
        double[] values = new double[rows];
        la.symmetricEigen(rows, vectors, values);
        double[] projected = new double[rows * targets];
        la.gemm(false, false, rows, targets, rows, 1.0, vectors, 0, rows, y, 0, targets, 0.0, projected, 0, targets);
        for (int t = 0; t < targets; t++) {
            for (int k = 0; k < rows; k++) {
                projected[k * targets + t] *= inverse(values[k], alphas[t] * rows);
            }
        }
        double[] out = new double[rows * targets];
        la.gemm(true, false, rows, targets, rows, 1.0, vectors, 0, rows, projected, 0, targets, 0.0, out, 0, targets);
        return out;
    }

    /** 1/(value + shift) with rounding below zero cut off; 0 where nothing is left. */
    private static double inverse(double value, double shift) {
        double sum = Math.max(0.0, value) + shift;
        return sum > 0.0 ? 1 / sum : 0.0;
    }

    /** Trains on all folds but one and adds up the squared errors on that one. */
    private void validate(int[] foldOfRow, int fold, double[] alphas, boolean intercept, double[][] errors) {
        int[] in = select(foldOfRow, fold, false);
        int[] out = select(foldOfRow, fold, true);
        if (in.length == 0 || out.length == 0) return;
        double[] train = submatrix(in, in);
        double[] cross = submatrix(out, in);
        double[] means = new double[targets];
        double[] yIn = rowsOf(in);
        if (intercept) {
            centerKernel(train, cross, in.length, out.length);
            means = RidgeEquations.columnMeans(yIn, in.length, targets);
            yIn = centered(yIn, in.length, targets, means);
        }
        double[] values = new double[in.length];
        la.symmetricEigen(in.length, train, values);
        double[] projected = new double[in.length * targets];
        la.gemm(
                false, false, in.length, targets, in.length, 1.0, train, 0, in.length, yIn, 0, targets, 0.0, projected,
                0, targets);
        double[] crossVectors = new double[out.length * in.length];
        la.gemm(
                false,
                true,
                out.length,
                in.length,
                in.length,
                1.0,
                cross,
                0,
                in.length,
                train,
                0,
                in.length,
                0.0,
                crossVectors,
                0,
                in.length);
        for (int t = 0; t < targets; t++) score(t, out, means[t], values, projected, crossVectors, alphas, errors[t]);
    }

    private void score(
            int t,
            int[] out,
            double mean,
            double[] values,
            double[] projected,
            double[] crossVectors,
            double[] alphas,
            double[] errors) {
        int n = values.length;
        int count = alphas.length;
        double[] scaled = new double[n * count];
        for (int k = 0; k < n; k++) {
            for (int a = 0; a < count; a++)
                scaled[k * count + a] = projected[k * targets + t] * inverse(values[k], alphas[a] * n);
        }
        double[] predicted = new double[out.length * count];
        la.gemm(
                false,
                false,
                out.length,
                count,
                n,
                1.0,
                crossVectors,
                0,
                n,
                scaled,
                0,
                count,
                0.0,
                predicted,
                0,
                count);
        for (int a = 0; a < count; a++) {
            double sum = 0.0;
            for (int r = 0; r < out.length; r++) {
                double d = predicted[r * count + a] + mean - y[out[r] * targets + t];
                sum += d * d;
            }
            errors[a] += sum / rows;
        }
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
