package ncenter.kernels.regression;

import ncenter.kernels.linalg.LinearAlgebra;

/**
 * Ridge regression in feature space: minimizes mean squared residual + alpha |w|^2 for every target, alpha chosen by cross-validation
 * over the folds. One symmetric eigendecomposition per fold, and one for the final weights, serve the whole grid.
 */
public final class RidgePrimal {
    private final NormalEquations equations;
    private final boolean intercept;
    private final LinearAlgebra la;

    private RidgePrimal(NormalEquations equations, boolean intercept, LinearAlgebra la) {
        this.equations = equations;
        this.intercept = intercept;
        this.la = la;
    }

    /** @param alphas ascending; with one entry nothing is chosen and the folds do not matter */
    public static RidgeSolution solve(NormalEquations equations, double[] alphas, boolean intercept, LinearAlgebra la) {
        return new RidgePrimal(equations, intercept, la).solve(alphas);
    }

    private RidgeSolution solve(double[] alphas) {
        int targets = equations.targets;
        AlphaChoice choice = new AlphaChoice(alphas, targets);
        if (alphas.length > 1) {
            for (int fold = 0; fold < equations.folds; fold++) {
                if (equations.rows[fold] > 0 && equations.rows[fold] < equations.allRows()) validate(fold, alphas, choice);
            }
        }
        Centered all = new Centered(-1);
        double[] weights = new double[equations.q * targets];
        double[] intercepts = new double[targets];
        for (int t = 0; t < targets; t++) {
            double[] w = all.weights(t, alphas[choice.best(t)]);
            for (int k = 0; k < w.length; k++) weights[k * targets + t] = w[k];
            intercepts[t] = intercept ? all.constant(t, w) : 0.0;
        }
        return choice.solution(weights, intercepts);
    }

    /** Trains on all folds but one and adds up the squared errors on that one. */
    private void validate(int fold, double[] alphas, AlphaChoice choice) {
        Centered train = new Centered(fold);
        choice.addRows(equations.rows[fold]);
        int q = equations.q;
        int count = alphas.length;
        for (int t = 0; t < equations.targets; t++) {
            double[] w = new double[q * count];
            double[] offsets = new double[count];
            for (int a = 0; a < count; a++) {
                double[] one = train.weights(t, alphas[a]);
                for (int k = 0; k < q; k++) w[k * count + a] = one[k];
                offsets[a] = intercept ? train.shiftedConstant(t, one) : 0.0;
            }
            double[] gw = new double[q * count];
            la.gemm(false, false, q, count, q, 1.0, equations.gram[fold], 0, q, w, 0, count, 0.0, gw, 0, count);
            for (int a = 0; a < count; a++) choice.add(t, a, squaredError(fold, t, w, gw, a, count, offsets[a]));
        }
    }

    /** |y - Xw - b|^2 = yy - 2 w.m + w.Gw + b (2 w.sx - 2 sy + rows b), all shifted. */
    private double squaredError(int fold, int t, double[] w, double[] gw, int a, int count, double b) {
        double sum = equations.squares[fold][t] - 2 * b * equations.targetSums[fold][t] + equations.rows[fold] * b * b;
        for (int k = 0; k < equations.q; k++) {
            double x = w[k * count + a];
            sum += x * (gw[k * count + a] - 2 * equations.moments[fold][k * equations.targets + t] + 2 * b * equations.featureSums[fold][k]);
        }
        return sum;
    }

    /** Centered normal equations of all folds but one, diagonalized. */
    private final class Centered {
        private final double[] vectors;
        private final double[] values;
        private final double[] projected;
        private final double[] featureMean;
        private final double[] targetMean;
        private final double rows;

        Centered(int without) {
            int q = equations.q;
            int targets = equations.targets;
            double[] gram = new double[q * q];
            double[] moments = new double[q * targets];
            featureMean = new double[q];
            targetMean = new double[targets];
            double count = 0;
            for (int fold = 0; fold < equations.folds; fold++) {
                if (fold == without) continue;
                add(gram, equations.gram[fold]);
                add(moments, equations.moments[fold]);
                add(featureMean, equations.featureSums[fold]);
                add(targetMean, equations.targetSums[fold]);
                count += equations.rows[fold];
            }
            rows = Math.max(1.0, count);
            for (int k = 0; k < q; k++) featureMean[k] /= rows;
            for (int t = 0; t < targets; t++) targetMean[t] /= rows;
            if (intercept) center(gram, moments);
            vectors = gram;
            values = new double[q];
            la.symmetricEigen(q, vectors, values);
            projected = new double[q * targets];
            la.gemm(false, false, q, targets, q, 1.0, vectors, 0, q, moments, 0, targets, 0.0, projected, 0, targets);
        }

        private void center(double[] gram, double[] moments) {
            int q = equations.q;
            int targets = equations.targets;
            for (int i = 0; i < q; i++) {
                double x = rows * featureMean[i];
                for (int j = 0; j < q; j++) gram[i * q + j] -= x * featureMean[j];
                for (int t = 0; t < targets; t++) moments[i * targets + t] -= x * targetMean[t];
            }
        }

        double[] weights(int t, double alpha) {
            int q = equations.q;
            double[] scaled = new double[q];
            for (int k = 0; k < q; k++) scaled[k] = projected[k * equations.targets + t] / (Math.max(0.0, values[k]) + alpha * rows);
            double[] w = new double[q];
            la.gemm(true, false, q, 1, q, 1.0, vectors, 0, q, scaled, 0, 1, 0.0, w, 0, 1);
            return w;
        }

        /** The constant for shifted features and targets. */
        double shiftedConstant(int t, double[] w) {
            double sum = targetMean[t];
            for (int k = 0; k < w.length; k++) sum -= w[k] * featureMean[k];
            return sum;
        }

        /** The constant for features and targets as they are. */
        double constant(int t, double[] w) {
            double sum = shiftedConstant(t, w) + equations.targetShift(t);
            for (int k = 0; k < w.length; k++) sum -= w[k] * equations.featureShift(k);
            return sum;
        }
    }

    private static void add(double[] sum, double[] part) {
        for (int i = 0; i < sum.length; i++) sum[i] += part[i];
    }
}
