package ncenter.kernels.regression;

import ncenter.kernels.linalg.LinearAlgebra;

/** Means and products X^T Y of the rows outside each fold, and of all rows, from one pass over panels of rows. */
final class FoldMoments {
    /** Rows outside each fold; the last entry counts all. */
    final int[] rows;

    /** Means of x by excluded fold, q each; null without an intercept. */
    final double[][] xMean;

    /** Means of y by excluded fold, targets each. */
    final double[][] yMean;

    /** (x - mean)^T (y - mean) by excluded fold, q x targets each. */
    final double[][] products;

    FoldMoments(
            RowPanels panels,
            double[] y,
            int targets,
            int[] foldOfRow,
            int folds,
            int panel,
            boolean intercept,
            LinearAlgebra la) {
        int q = panels.q();
        int n = panels.rows();
        double[] shift = intercept ? RidgeEquations.columnMeans(y, n, targets) : new double[targets];
        double[][] xSum = new double[folds][q];
        double[][] ySum = new double[folds][targets];
        double[][] raw = new double[folds][q * targets];
        int[] count = new int[folds];
        double[] x = new double[Math.multiplyExact(panel, q)];
        double[] part = new double[panel * targets];
        for (int first = 0; first < n; first += panel) {
            int size = Math.min(panel, n - first);
            panels.readRows(first, size, x);
            for (int fold = 0; fold < folds; fold++) {
                for (int i = 0; i < size; i++) {
                    boolean inside = foldOfRow[first + i] == fold;
                    for (int t = 0; t < targets; t++) {
                        part[i * targets + t] = inside ? y[(first + i) * targets + t] - shift[t] : 0;
                        ySum[fold][t] += part[i * targets + t];
                    }
                    if (!inside) continue;
                    count[fold]++;
                    for (int j = 0; j < q; j++) xSum[fold][j] += x[i * q + j];
                }
                la.gemm(true, false, q, targets, size, 1, x, 0, q, part, 0, targets, 1, raw[fold], 0, targets);
            }
        }
        rows = new int[folds + 1];
        xMean = new double[folds + 1][];
        yMean = new double[folds + 1][];
        products = new double[folds + 1][];
        for (int excluded = 0; excluded <= folds; excluded++) {
            for (int fold = 0; fold < folds; fold++) if (fold != excluded) rows[excluded] += count[fold];
            xMean[excluded] = intercept ? mean(xSum, excluded, rows[excluded]) : null;
            yMean[excluded] = intercept ? mean(ySum, excluded, rows[excluded]) : new double[targets];
            products[excluded] = mean(raw, excluded, 1);
            if (intercept) center(excluded, q, targets, shift);
        }
    }

    /** Takes the product of the means off, and puts back what y was shifted by. */
    private void center(int excluded, int q, int targets, double[] shift) {
        for (int j = 0; j < q; j++) {
            for (int t = 0; t < targets; t++) {
                products[excluded][j * targets + t] -= rows[excluded] * xMean[excluded][j] * yMean[excluded][t];
            }
        }
        for (int t = 0; t < targets; t++) yMean[excluded][t] += shift[t];
    }

    /** The sum over all folds but one, divided by {@code count}. */
    private static double[] mean(double[][] sums, int excluded, int count) {
        double[] out = new double[sums[0].length];
        for (int fold = 0; fold < sums.length; fold++) {
            if (fold == excluded) continue;
            for (int j = 0; j < out.length; j++) out[j] += sums[fold][j];
        }
        for (int j = 0; j < out.length; j++) out[j] /= Math.max(count, 1);
        return out;
    }
}
