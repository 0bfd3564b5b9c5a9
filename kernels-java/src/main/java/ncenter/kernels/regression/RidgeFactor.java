package ncenter.kernels.regression;

import ncenter.kernels.linalg.LinearAlgebra;

/** Ridge regression on few rows: alpha of every target by cross-validation, one {@link RidgeBidiagonal} per fold and one for all rows. */
final class RidgeFactor {
    private final double[] x;
    private final int rows;
    private final int n;
    private final double[] y;
    private final int targets;
    private final LinearAlgebra la;

    /**
     * @param x rows x n, not modified; where an intercept is asked for, without mean
     * @param y rows x targets, likewise
     */
    RidgeFactor(double[] x, int rows, int n, double[] y, int targets, LinearAlgebra la) {
        this.x = x;
        this.rows = rows;
        this.n = n;
        this.y = y;
        this.targets = targets;
        this.la = la;
    }

    /** As {@link RidgePrimal#solve}, for alphas above zero. */
    RidgeSolution solve(int[] foldOfRow, int folds, double[] alphas, boolean intercept) {
        AlphaChoice.check(alphas);
        double[][] errors = new double[targets][folds > 1 ? alphas.length : 0];
        for (int fold = 0; folds > 1 && fold < folds; fold++) validate(foldOfRow, fold, alphas, intercept, errors);
        AlphaChoice choice = AlphaChoice.of(alphas, errors);
        RidgeBidiagonal all = new RidgeBidiagonal(rows, n, targets, x.clone(), y.clone(), la);
        double[] found = new double[all.size() * targets];
        for (int t = 0; t < targets; t++) all.solve(t, rows * choice.alphas()[t], found, t, targets);
        return new RidgeSolution(
                all.unfold(found, targets), new double[targets], choice.alphas(), errors, choice.atEdge());
    }

    /** Trains on all folds but one and adds up the squared errors on that one. */
    private void validate(int[] foldOfRow, int fold, double[] alphas, boolean intercept, double[][] errors) {
        int inside = 0;
        for (int r = 0; r < rows; r++) if (foldOfRow[r] != fold) inside++;
        int outside = rows - inside;
        if (inside == 0 || outside == 0) return;
        double[] xIn = select(x, n, foldOfRow, fold, false, inside);
        double[] yIn = select(y, targets, foldOfRow, fold, false, inside);
        double[] xOut = select(x, n, foldOfRow, fold, true, outside);
        double[] yOut = select(y, targets, foldOfRow, fold, true, outside);
        if (intercept) {
            double[] xMean = RidgeEquations.columnMeans(xIn, inside, n);
            double[] yMean = RidgeEquations.columnMeans(yIn, inside, targets);
            for (double[] part : new double[][] {xIn, xOut}) subtract(part, n, xMean);
            for (double[] part : new double[][] {yIn, yOut}) subtract(part, targets, yMean);
        }
        RidgeBidiagonal spectrum = new RidgeBidiagonal(inside, n, targets, xIn, yIn, la);
        double[] turned = new double[n * outside];
        for (int r = 0; r < outside; r++) for (int j = 0; j < n; j++) turned[j * outside + r] = xOut[r * n + j];
        spectrum.turn(turned, outside);
        score(spectrum, inside, turned, yOut, outside, alphas, errors);
    }

    private void score(
            RidgeBidiagonal spectrum,
            int inside,
            double[] turned,
            double[] expected,
            int outside,
            double[] alphas,
            double[][] errors) {
        int size = spectrum.size();
        int count = alphas.length;
        double[] scan = new double[size * count];
        double[] predicted = new double[outside * count];
        for (int t = 0; t < targets; t++) {
            for (int a = 0; a < count; a++) spectrum.solve(t, inside * alphas[a], scan, a, count);
            la.gemm(true, false, outside, count, size, 1, turned, 0, outside, scan, 0, count, 0, predicted, 0, count);
            for (int r = 0; r < outside; r++) {
                for (int a = 0; a < count; a++) {
                    double d = predicted[r * count + a] - expected[r * targets + t];
                    errors[t][a] += d * d / rows;
                }
            }
        }
    }

    private double[] select(double[] values, int width, int[] foldOfRow, int fold, boolean inside, int count) {
        double[] out = new double[count * width];
        int at = 0;
        for (int r = 0; r < rows; r++) {
            if ((foldOfRow[r] == fold) == inside) System.arraycopy(values, r * width, out, width * at++, width);
        }
        return out;
    }

    private static void subtract(double[] values, int width, double[] mean) {
        for (int i = 0; i < values.length; i++) values[i] -= mean[i % width];
    }
}
