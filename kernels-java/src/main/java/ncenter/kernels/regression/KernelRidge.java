package ncenter.kernels.regression;

import ncenter.kernels.linalg.LinearAlgebra;
import ncenter.kernels.linalg.Tasks;

/**
 * Ridge regression with a given kernel: (K + alpha I) c = y - intercept. One Cholesky factorization per fold and ridge strength: for thousands
 * of rows a tenth of the cost of an eigendecomposition. All of them take place in the kernel itself; nothing of its size is allocated.
 */
public final class KernelRidge {
    /** Kernels are positive only up to rounding: a strength too small to factorize is raised by this factor at a time. */
    private static final double RAISE = 10.0;

    private static final double ROUNDING = 1e-16;
    private static final int MOST_RAISES = 12;

    private final int rows;
    private final int targets;
    private final double scale;
    private final KernelMatrix kernel;
    private final double[] y;

    private KernelRidge(int rows, int targets, double scale, KernelMatrix kernel, double[] y) {
        this.rows = rows;
        this.targets = targets;
        this.scale = scale;
        this.kernel = kernel;
        this.y = y;
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
     * @param kernel    rows x rows, symmetric; work space, of no use afterwards
     * @param y         rows x targets
     * @param foldOfRow fold of each row, 0 until folds
     * @param relativeAlphas strengths relative to the mean of the kernel's diagonal, ascending
     * @param intercept whether the mean of y is taken off first
     * @param tasks     takes parts of the factorizations; does not change a bit of the result
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
            LinearAlgebra la,
            Tasks tasks) {
        AlphaChoice.check(relativeAlphas);
        double scale = meanDiagonal(kernel, rows);
        double[] alphas = new double[relativeAlphas.length];
        for (int a = 0; a < alphas.length; a++) alphas[a] = relativeAlphas[a] * scale;
        KernelRidge ridge = new KernelRidge(rows, targets, scale, new KernelMatrix(rows, kernel, la, tasks), y);
        double[][] errors = new double[targets][alphas.length > 1 ? alphas.length : 0];
        for (int fold = 0; fold < folds && alphas.length > 1; fold++)
            ridge.validate(foldOfRow, fold, alphas, intercept, errors);
        AlphaChoice choice = AlphaChoice.of(alphas, errors);
        double[] intercepts = ridge.means(rows, intercept);
        double[] coefficients = new double[rows * targets];
        double[] used = choice.alphas().clone();
        for (double alpha : choice.distinct()) {
            double[] solution = ridge.centered(rows, intercepts);
            double raised = ridge.solveRaising(alpha, solution);
            for (int t = 0; t < targets; t++) {
                if (choice.alphas()[t] != alpha) continue;
                used[t] = raised;
                for (int p = 0; p < rows; p++)
                    coefficients[ridge.kernel.row(p) * targets + t] = solution[p * targets + t];
            }
        }
        return new Solution(coefficients, intercepts, used, scale, errors, choice.atEdge());
    }

    /** One for an empty or vanishing kernel. */
    static double meanDiagonal(double[] kernel, int rows) {
        double trace = 0.0;
        for (int r = 0; r < rows; r++) trace += kernel[r * rows + r];
        return trace > 0.0 ? trace / rows : 1.0;
    }

    private void validate(int[] foldOfRow, int fold, double[] alphas, boolean intercept, double[][] errors) {
        int count = 0;
        for (int r = 0; r < rows; r++) if (foldOfRow[r] == fold) count++;
        if (count == 0 || count == rows) return;
        int n = kernel.arrange(r -> foldOfRow[r] == fold);
        double[] means = means(n, intercept);
        for (int a = 0; a < alphas.length; a++) {
            double[] solution = centered(n, means);
            if (!kernel.solve(n, alphas[a], solution, targets)) {
                for (double[] row : errors) row[a] = Double.NaN;
                continue;
            }
            double[] predicted = kernel.predictLast(n, solution, targets);
            for (int r = 0; r < count; r++) {
                for (int t = 0; t < targets; t++) {
                    double miss = predicted[r * targets + t] + means[t] - y[kernel.row(n + r) * targets + t];
                    errors[t][a] += miss * miss / rows;
                }
            }
        }
    }

    /** Solves in place, raising alpha until the factorization succeeds; returns the alpha that did. */
    private double solveRaising(double alpha, double[] solution) {
        if (kernel.solve(rows, alpha, solution, targets)) return alpha;
        double raised = Math.max(alpha, ROUNDING * scale);
        for (int k = 0; k < MOST_RAISES; k++) {
            raised *= RAISE;
            if (kernel.solve(rows, raised, solution, targets)) return raised;
        }
        throw new ArithmeticException("kernel ridge: a positive definite kernel was expected, got none even with alpha="
                + raised + "; write a larger alpha");
    }

    /** Means of y over the first n rows of the kernel. */
    private double[] means(int n, boolean intercept) {
        double[] means = new double[targets];
        if (!intercept) return means;
        for (int p = 0; p < n; p++) for (int t = 0; t < targets; t++) means[t] += y[kernel.row(p) * targets + t] / n;
        return means;
    }

    /** y of the first n rows of the kernel, less the means. */
    private double[] centered(int n, double[] means) {
        double[] out = new double[n * targets];
        for (int p = 0; p < n; p++) {
            for (int t = 0; t < targets; t++) out[p * targets + t] = y[kernel.row(p) * targets + t] - means[t];
        }
        return out;
    }
}
