package ncenter.kernels.regression;

import java.util.Arrays;
import ncenter.kernels.linalg.LinearAlgebra;

/**
 * Ridge regression in feature space: one spectral decomposition per fold serves the whole alpha grid, one more on all rows gives
 * the weights.
 */
public final class RidgePrimal {
    private RidgePrimal() {}

    /**
     * Chooses alpha for each target and fits on all rows.
     *
     * <p>With two folds or more, the alpha of the smallest mean squared validation error wins, of equal ones the largest. With one
     * fold there is nothing to validate on and the grid must have one entry. Folds without rows are passed over; if all rows are in
     * one fold, the largest alpha is taken.
     *
     * @param alphas    ridge strengths relative to the mean squared row norm that the caller scaled X to; ascending, not negative
     * @param intercept fits b as well, not penalized; required when the equations carry a shift
     */
    public static RidgeSolution solve(RidgeEquations equations, double[] alphas, boolean intercept, LinearAlgebra la) {
        check(equations, alphas, intercept);
        int folds = equations.folds();
        double[][] matrices = new double[folds][];
        for (int f = 0; f < folds; f++) {
            matrices[f] = equations.matrix(f, la);
        }
        double[][] errors =
                folds == 1 ? new double[equations.targets()][0] : validate(equations, matrices, alphas, intercept, la);
        AlphaChoice choice = AlphaChoice.of(alphas, errors);
        return fit(equations, equations.train(matrices, -1, la), choice, errors, intercept, la);
    }

    private static void check(RidgeEquations equations, double[] alphas, boolean intercept) {
        AlphaChoice.check(alphas);
        if (equations.folds() == 1 && alphas.length > 1) {
            throw new IllegalArgumentException("RidgePrimal.solve: expected one alpha where there is one fold, got "
                    + alphas.length + "; use two folds or more to choose among them");
        }
        if (!intercept && equations.isShifted()) {
            throw new IllegalArgumentException(
                    "RidgePrimal.solve: expected an intercept with shifted columns, got intercept = false;"
                            + " accumulate without shift, or fit an intercept");
        }
        if (equations.rows() == 0) {
            throw new IllegalArgumentException(
                    "RidgePrimal.solve: expected at least one row, got none; add rows before solving");
        }
    }

    private static double[][] validate(
            RidgeEquations equations, double[][] matrices, double[] alphas, boolean intercept, LinearAlgebra la) {
        int t = equations.targets();
        int columns = t * alphas.length;
        double[] columnAlphas = new double[columns];
        int[] target = new int[columns];
        for (int c = 0; c < columns; c++) {
            target[c] = c / alphas.length;
            columnAlphas[c] = alphas[c % alphas.length];
        }
        double[][] errors = new double[t][alphas.length];
        for (int f = 0; f < matrices.length; f++) {
            long rows = equations.rows() - equations.rows(f);
            // A rare kind of block may miss some folds, or fill one alone: there is nothing to validate on, or to train
            // on.
            if (rows == 0 || equations.rows(f) == 0) {
                continue;
            }
            RidgeSpectrum spectrum = equations.spectrum(equations.train(matrices, f, la), rows, intercept, la);
            double[] z = residualColumns(spectrum, spectrum.weights(columnAlphas, target, la), target, intercept);
            double[] squares = equations.squaredErrors(matrices[f], z, columns, la);
            for (int c = 0; c < columns; c++) {
                errors[target[c]][c % alphas.length] += squares[c] / equations.rows();
            }
        }
        return errors;
    }

    /** Columns z with (1, x, y) . z = prediction - y. */
    private static double[] residualColumns(RidgeSpectrum spectrum, double[] weights, int[] target, boolean intercept) {
        int q = spectrum.q();
        int columns = target.length;
        double[] z = new double[(1 + q + spectrum.targets()) * columns];
        System.arraycopy(weights, 0, z, columns, q * columns);
        for (int c = 0; c < columns; c++) {
            z[c] = intercept ? spectrum.intercept(weights, columns, c, target[c]) : 0;
            z[(1 + q + target[c]) * columns + c] = -1;
        }
        return z;
    }

    private static RidgeSolution fit(
            RidgeEquations equations,
            double[] matrix,
            AlphaChoice choice,
            double[][] errors,
            boolean intercept,
            LinearAlgebra la) {
        int t = equations.targets();
        int[] target = new int[t];
        Arrays.setAll(target, j -> j);
        RidgeSpectrum spectrum = equations.spectrum(matrix, equations.rows(), intercept, la);
        double[] weights = spectrum.weights(choice.alphas(), target, la);
        double[] intercepts = new double[t];
        for (int j = 0; intercept && j < t; j++) {
            intercepts[j] = equations.unshift(spectrum.intercept(weights, t, j, j), weights, j);
        }
        return new RidgeSolution(weights, intercepts, choice.alphas(), errors, choice.atEdge());
    }
}
