package ncenter.kernels.regression;

import ncenter.kernels.linalg.LinearAlgebra;

/**
 * X^T X, X^T Y and Y^T Y per cross-validation fold, accumulated chunk by chunk: all that ridge regression in feature space needs.
 *
 * <p>Features and targets are shifted by constant vectors before they are multiplied, so that centering them later (for an intercept)
 * subtracts little from little. Sums depend on the order of the chunks only.
 */
public final class NormalEquations {
    final int q;
    final int targets;
    final int folds;
    final double[][] gram;
    final double[][] moments;
    final double[][] squares;
    final double[][] featureSums;
    final double[][] targetSums;
    final long[] rows;
    private final double[] featureShift;
    private final double[] targetShift;

    /** Without shifts. */
    public NormalEquations(int q, int targets, int folds) {
        this(q, targets, folds, new double[q], new double[targets]);
    }

    /**
     * @param featureShift subtracted from every feature row, length q
     * @param targetShift subtracted from every target row, length targets
     */
    public NormalEquations(int q, int targets, int folds, double[] featureShift, double[] targetShift) {
        if ((long) q * q > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("ridge: at most 46340 features were expected in feature space, got " + q + "; contract them");
        }
        this.q = q;
        this.targets = targets;
        this.folds = folds;
        this.featureShift = featureShift.clone();
        this.targetShift = targetShift.clone();
        this.gram = new double[folds][q * q];
        this.moments = new double[folds][q * targets];
        this.squares = new double[folds][targets];
        this.featureSums = new double[folds][q];
        this.targetSums = new double[folds][targets];
        this.rows = new long[folds];
    }

    /** Adds {@code count} rows x (count x q) and y (count x targets) to a fold. */
    public void add(int fold, double[] x, double[] y, int count, LinearAlgebra la) {
        double[] xs = shifted(x, featureShift, count);
        double[] ys = shifted(y, targetShift, count);
        la.syrk(q, count, xs, 0, q, 1.0, gram[fold], 0, q);
        la.gemm(true, false, q, targets, count, 1.0, xs, 0, q, ys, 0, targets, 1.0, moments[fold], 0, targets);
        addSums(xs, q, count, featureSums[fold]);
        addSums(ys, targets, count, targetSums[fold]);
        for (int i = 0; i < count * targets; i++) squares[fold][i % targets] += ys[i] * ys[i];
        rows[fold] += count;
    }

    double featureShift(int k) {
        return featureShift[k];
    }

    double targetShift(int t) {
        return targetShift[t];
    }

    long allRows() {
        long sum = 0;
        for (long r : rows) sum += r;
        return sum;
    }

    private static double[] shifted(double[] values, double[] shift, int count) {
        int n = shift.length;
        double[] out = new double[count * n];
        for (int r = 0; r < count; r++) for (int k = 0; k < n; k++) out[r * n + k] = values[r * n + k] - shift[k];
        return out;
    }

    private static void addSums(double[] values, int n, int count, double[] sums) {
        for (int r = 0; r < count; r++) for (int k = 0; k < n; k++) sums[k] += values[r * n + k];
    }
}
