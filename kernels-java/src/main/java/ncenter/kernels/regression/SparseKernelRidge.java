package ncenter.kernels.regression;

import ncenter.kernels.linalg.LinearAlgebra;

/**
 * Kernel ridge regression with few points: minimizes |y - K c|^2 + alpha c^T K_own c, K the kernel of all rows with the points and K_own that of
 * the points. With K_own = L L^T it is an ordinary ridge regression on the features K L^-T, whose normal equations are summed fold by fold:
 * memory does not grow with the number of rows.
 */
public final class SparseKernelRidge {
    /** Raised until the kernel of the points, singular where points are alike, has a Cholesky factor. */
    private static final double FIRST_JITTER = 1e-14;

    private static final double LARGEST_JITTER = 1e-4;
    private static final int BLOCK = 64;

    private final int n;
    private final int targets;
    private final LinearAlgebra la;
    private final double[] factor;
    private final double[][] gram;
    private final double[][] moment;
    private final double[][] squares;
    private long rows;

    /**
     * @param own kernel of the points, n x n
     * @throws ArithmeticException if the kernel of the points is not positive even with jitter
     */
    public SparseKernelRidge(double[] own, int n, int targets, int folds, LinearAlgebra la) {
        this.n = n;
        this.targets = targets;
        this.la = la;
        this.factor = factor(own, n, la);
        this.gram = new double[folds][n * n];
        this.moment = new double[folds][n * targets];
        this.squares = new double[folds][targets];
    }

    /** Adds rows of one fold: kernel rows x n (overwritten), y rows x targets, any constant taken off already. */
    public void add(int fold, double[] kernel, double[] y, int count) {
        if (count == 0) return;
        solveRows(kernel, count);
        la.syrk(n, count, kernel, 0, n, 1.0, gram[fold], 0, n);
        la.gemm(true, false, n, targets, count, 1.0, kernel, 0, n, y, 0, targets, 1.0, moment[fold], 0, targets);
        for (int r = 0; r < count; r++) {
            for (int t = 0; t < targets; t++) squares[fold][t] += y[r * targets + t] * y[r * targets + t];
        }
        rows += count;
    }

    /**
     * The coefficients of the points; strengths are relative to the mean diagonal of K K_own^-1 K^T.
     *
     * @param relativeAlphas ascending; cross-validation over the folds chooses one for each target if there are several
     */
    public KernelRidge.Solution solve(double[] relativeAlphas) {
        AlphaChoice.check(relativeAlphas);
        double[] all = sum(gram, -1);
        double trace = 0.0;
        for (int p = 0; p < n; p++) trace += all[p * n + p];
        double scale = trace > 0.0 ? trace / rows : 1.0;
        double[] alphas = new double[relativeAlphas.length];
        for (int a = 0; a < alphas.length; a++) alphas[a] = relativeAlphas[a] * scale;
        double[][] errors = new double[targets][alphas.length > 1 ? alphas.length : 0];
        if (alphas.length > 1) for (int fold = 0; fold < gram.length; fold++) validate(fold, alphas, errors);
        AlphaChoice choice = AlphaChoice.of(alphas, errors);
        double[] moments = sum(moment, -1);
        double[] coefficients = new double[n * targets];
        for (double alpha : choice.distinct()) {
            double[] weights = moments.clone();
            if (!ridge(all, alpha, weights)) {
                throw new ArithmeticException(
                        "kernel ridge: positive definite normal equations were expected, got none with alpha=" + alpha
                                + "; write a larger alpha");
            }
            choice.copyChosen(alpha, weights, n, coefficients);
        }
        solveTransposed(coefficients);
        return new KernelRidge.Solution(
                coefficients, new double[targets], choice.alphas(), scale, errors, choice.atEdge());
    }

    /** Squared error of a fold, |y - F w|^2 = y.y - 2 w.F^T y + w.F^T F w, from its sums. */
    private void validate(int fold, double[] alphas, double[][] errors) {
        double[] others = sum(gram, fold);
        double[] otherMoments = sum(moment, fold);
        double[] applied = new double[n * targets];
        for (int a = 0; a < alphas.length; a++) {
            double[] weights = otherMoments.clone();
            boolean solved = ridge(others, alphas[a], weights);
            if (solved)
                la.gemm(
                        false,
                        false,
                        n,
                        targets,
                        n,
                        1.0,
                        gram[fold],
                        0,
                        n,
                        weights,
                        0,
                        targets,
                        0.0,
                        applied,
                        0,
                        targets);
            for (int t = 0; t < targets; t++) {
                double error = solved ? squares[fold][t] : Double.NaN;
                for (int p = 0; p < n && solved; p++) {
                    int at = p * targets + t;
                    error += weights[at] * (applied[at] - 2.0 * moment[fold][at]);
                }
                errors[t][a] += error / rows;
            }
        }
    }

    private boolean ridge(double[] matrix, double alpha, double[] weights) {
        double[] shifted = matrix.clone();
        for (int p = 0; p < n; p++) shifted[p * n + p] += alpha;
        if (!la.cholesky(n, shifted)) return false;
        la.choleskySolve(n, targets, shifted, weights);
        return true;
    }

    private static double[] sum(double[][] parts, int excluded) {
        double[] out = new double[parts[0].length];
        for (int f = 0; f < parts.length; f++) {
            if (f == excluded) continue;
            for (int k = 0; k < out.length; k++) out[k] += parts[f][k];
        }
        return out;
    }

    private static double[] factor(double[] own, int n, LinearAlgebra la) {
        double scale = KernelRidge.meanDiagonal(own, n);
        for (double jitter = FIRST_JITTER; jitter <= LARGEST_JITTER; jitter *= 10.0) {
            double[] factor = own.clone();
            for (int p = 0; p < n; p++) factor[p * n + p] += jitter * scale;
            if (la.cholesky(n, factor)) return factor;
        }
        throw new ArithmeticException("kernel ridge: a positive definite kernel of " + n
                + " points was expected, got none even with a jitter of " + LARGEST_JITTER
                + "; choose fewer active points");
    }

    /** Every row f becomes L^-1 f, a block of columns at a time: what earlier blocks contribute is one matrix product. */
    private void solveRows(double[] f, int count) {
        for (int from = 0; from < n; from += BLOCK) {
            int width = Math.min(BLOCK, n - from);
            if (from > 0) la.gemm(false, true, count, width, from, -1.0, f, 0, n, factor, from * n, n, 1.0, f, from, n);
            for (int r = 0; r < count; r++) {
                int base = r * n;
                for (int i = from; i < from + width; i++) {
                    double sum = f[base + i];
                    for (int k = from; k < i; k++) sum -= factor[i * n + k] * f[base + k];
                    f[base + i] = sum / factor[i * n + i];
                }
            }
        }
    }

    /** c becomes L^-T c, for n x targets. */
    private void solveTransposed(double[] c) {
        for (int i = n - 1; i >= 0; i--) {
            for (int t = 0; t < targets; t++) c[i * targets + t] /= factor[i * n + i];
            for (int k = 0; k < i; k++) {
                double l = factor[i * n + k];
                for (int t = 0; t < targets; t++) c[k * targets + t] -= l * c[i * targets + t];
            }
        }
    }
}
