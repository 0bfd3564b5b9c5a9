package ncenter.kernels.regression;

import java.util.Arrays;
import ncenter.kernels.linalg.LinearAlgebra;

/**
 * Ridge regression with a given kernel: (K + alpha I) c = y - intercept. One Cholesky factorization per fold and ridge strength: for thousands
 * of rows a tenth of the cost of an eigendecomposition.
 */
public final class KernelRidge {
    /** Kernels are positive only up to rounding: a strength too small to factorize is raised by this factor at a time. */
    private static final double RAISE = 10.0;

    private static final double ROUNDING = 1e-16;
    private static final int MOST_RAISES = 12;

    private final int rows;
    private final int targets;
    private final double[] kernel;
    private final LinearAlgebra la;

    private KernelRidge(int rows, int targets, double[] kernel, LinearAlgebra la) {
        this.rows = rows;
        this.targets = targets;
        this.kernel = kernel;
        this.la = la;
    }

    /**
     * @param coefficients rows x targets
     * @param intercepts   one per target
     * @param alphas       the strength each target was solved with, absolute
     * @param scale        the mean of the kernel's diagonal
     * @param cvErrors     mean squared validation error by target and strength; empty rows without cross-validation
     * @param alphaAtEdge  whether a choice fell on an end of the grid
     */
    public record Solution(
            double[] coefficients,
            double[] intercepts,
            double[] alphas,
            double scale,
            double[][] cvErrors,
            boolean[] alphaAtEdge) {}

    /**
     * Solves for all targets; the strength of each is chosen by cross-validation if there are several.
     *
     * @param kernel    rows x rows, symmetric
     * @param y         rows x targets
     * @param foldOfRow fold of each row, 0 until folds
     * @param relativeAlphas strengths relative to the mean of the kernel's diagonal, ascending
     * @param intercept whether the mean of y is taken off first
     * @throws ArithmeticException if no strength makes the kernel positive definite
     */
    public static Solution solve(
            double[] kernel,
            double[] y,
            int rows,
            int targets,
            int[] foldOfRow,
            int folds,
            double[] relativeAlphas,
            boolean intercept,
            LinearAlgebra la) {
        AlphaChoice.check(relativeAlphas);
        double scale = meanDiagonal(kernel, rows);
        double[] alphas = new double[relativeAlphas.length];
        for (int a = 0; a < alphas.length; a++) alphas[a] = relativeAlphas[a] * scale;
        KernelRidge ridge = new KernelRidge(rows, targets, kernel, la);
        double[][] errors = new double[targets][alphas.length > 1 ? alphas.length : 0];
        for (int fold = 0; fold < folds && alphas.length > 1; fold++)
            ridge.validate(y, foldOfRow, fold, alphas, intercept, errors);
        AlphaChoice choice = AlphaChoice.of(alphas, errors);
        int[] all = new int[rows];
        for (int r = 0; r < rows; r++) all[r] = r;
        double[] intercepts = ridge.means(y, all, intercept);
        double[] coefficients = new double[rows * targets];
        double[] used = choice.alphas().clone();
        for (double alpha : choice.distinct()) {
            double[] solution = ridge.centered(y, all, intercepts);
            double raised = ridge.factorizeAndSolve(all, alpha, solution);
            choice.copyChosen(alpha, solution, rows, coefficients);
            for (int t = 0; t < targets; t++) if (choice.alphas()[t] == alpha) used[t] = raised;
        }
        return new Solution(coefficients, intercepts, used, scale, errors, choice.atEdge());
    }

    /** One for an empty or vanishing kernel. */
    static double meanDiagonal(double[] kernel, int rows) {
        double trace = 0.0;
        for (int r = 0; r < rows; r++) trace += kernel[r * rows + r];
        return trace > 0.0 ? trace / rows : 1.0;
    }

    private void validate(
            double[] y, int[] foldOfRow, int fold, double[] alphas, boolean intercept, double[][] errors) {
        int[] in = rowsWhere(foldOfRow, fold, false);
        int[] out = rowsWhere(foldOfRow, fold, true);
        if (in.length == 0 || out.length == 0) return;
        double[] means = means(y, in, intercept);
        double[] cross = block(out, in);
        double[] predicted = new double[out.length * targets];
        for (int a = 0; a < alphas.length; a++) {
            double[] solution = centered(y, in, means);
            if (!tryFactorizeAndSolve(in, alphas[a], solution)) {
                for (double[] row : errors) row[a] = Double.NaN;
                continue;
            }
            la.gemm(
                    false,
                    false,
                    out.length,
                    targets,
                    in.length,
                    1.0,
                    cross,
                    0,
                    in.length,
                    solution,
                    0,
                    targets,
                    0.0,
                    predicted,
                    0,
                    targets);
            for (int r = 0; r < out.length; r++) {
                for (int t = 0; t < targets; t++) {
                    double miss = predicted[r * targets + t] + means[t] - y[out[r] * targets + t];
                    errors[t][a] += miss * miss / rows;
                }
            }
        }
    }

    /** Solves in place, raising alpha until the factorization succeeds; returns the alpha that did. */
    private double factorizeAndSolve(int[] chosen, double alpha, double[] solution) {
        if (tryFactorizeAndSolve(chosen, alpha, solution)) return alpha;
        double raised = Math.max(alpha, ROUNDING * meanDiagonal(kernel, rows));
        for (int k = 0; k < MOST_RAISES; k++) {
            raised *= RAISE;
            if (tryFactorizeAndSolve(chosen, raised, solution)) return raised;
        }
        throw new ArithmeticException("kernel ridge: a positive definite kernel was expected, got none even with alpha="
                + raised + "; write a larger alpha");
    }

    private boolean tryFactorizeAndSolve(int[] chosen, double alpha, double[] solution) {
        double[] factor = block(chosen, chosen);
        int n = chosen.length;
        for (int r = 0; r < n; r++) factor[r * n + r] += alpha;
        if (!la.cholesky(n, factor)) return false;
        la.choleskySolve(n, targets, factor, solution);
        return true;
    }

    private double[] means(double[] y, int[] chosen, boolean intercept) {
        double[] means = new double[targets];
        if (!intercept) return means;
        for (int r : chosen) for (int t = 0; t < targets; t++) means[t] += y[r * targets + t] / chosen.length;
        return means;
    }

    private double[] centered(double[] y, int[] chosen, double[] means) {
        double[] out = new double[chosen.length * targets];
        for (int r = 0; r < chosen.length; r++) {
            for (int t = 0; t < targets; t++) out[r * targets + t] = y[chosen[r] * targets + t] - means[t];
        }
        return out;
    }

    private double[] block(int[] first, int[] second) {
        double[] out = new double[first.length * second.length];
        int at = 0;
        for (int r : first) for (int c : second) out[at++] = kernel[r * rows + c];
        return out;
    }

    private static int[] rowsWhere(int[] foldOfRow, int fold, boolean inside) {
        int[] out = new int[foldOfRow.length];
        int n = 0;
        for (int r = 0; r < foldOfRow.length; r++) if ((foldOfRow[r] == fold) == inside) out[n++] = r;
        return Arrays.copyOf(out, n);
    }
}
