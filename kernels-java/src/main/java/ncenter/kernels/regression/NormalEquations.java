package ncenter.kernels.regression;

import java.util.stream.IntStream;
import ncenter.kernels.linalg.LinearAlgebra;

/** Ridge regression through the products X^T X, X^T Y and Y^T Y of each fold; see {@link RidgeEquations} for when to use it. */
public final class NormalEquations extends RidgeEquations {
    /** Eigenvalues of X^T X below this fraction of the largest one are rounding noise. */
    private static final double FLOOR = 10 * 0x1p-52;

    /** Equations without a shift. */
    public NormalEquations(int q, int targets, int folds) {
        this(q, targets, folds, null, null);
    }

    /**
     * Equations for columns with large means, to be solved with an intercept.
     *
     * @param xShift subtracted from the columns of x before anything is summed (q values near their means), or null
     * @param yShift the same for y, or null
     */
    public NormalEquations(int q, int targets, int folds, double[] xShift, double[] yShift) {
        super(q, targets, accumulators(width(q, targets, folds), folds), xShift, yShift);
    }

    private static RowAccumulator[] accumulators(int width, int folds) {
        return IntStream.range(0, folds)
                .mapToObj(f -> new GramAccumulator(width))
                .toArray(RowAccumulator[]::new);
    }

    /** A sum over the other folds: subtracting one fold from the total would cancel. */
    @Override
    double[] train(double[][] matrices, int excluded, LinearAlgebra la) {
        double[] sum = new double[matrices[0].length];
        for (int f = 0; f < matrices.length; f++) {
            if (f != excluded) {
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += matrices[f][i];
                }
            }
        }
        return sum;
    }

    @Override
    RidgeSpectrum spectrum(double[] matrix, long rows, boolean intercept, LinearAlgebra la) {
        int q = q();
        int t = targets();
        int width = 1 + q + t;
        double[] mean = new double[q + t];
        for (int j = 0; intercept && j < q + t; j++) {
            mean[j] = matrix[1 + j] / rows;
        }
        double[] g = new double[q * q];
        double[] b = new double[q * t];
        for (int i = 0; i < q; i++) {
            int row = (1 + i) * width + 1;
            for (int j = 0; j < q; j++) {
                g[i * q + j] = matrix[row + j] - rows * mean[i] * mean[j];
            }
            for (int j = 0; j < t; j++) {
                b[i * t + j] = matrix[row + q + j] - rows * mean[i] * mean[q + j];
            }
        }
        double[] values = new double[q];
        la.symmetricEigen(q, g, values);
        double[] projected = new double[q * t];
        la.gemm(false, false, q, t, q, 1, g, 0, q, b, 0, t, 0, projected, 0, t);
        double floor = FLOOR * Math.max(values[q - 1], 0);
        for (int k = 0; k < q; k++) {
            values[k] = Math.max(values[k], 0);
        }
        return new RidgeSpectrum(q, t, rows, values, projected, g, floor, mean);
    }

    @Override
    double[] squaredErrors(double[] matrix, double[] z, int columns, LinearAlgebra la) {
        int width = 1 + q() + targets();
        double[] product = new double[width * columns];
        la.gemm(false, false, width, columns, width, 1, matrix, 0, width, z, 0, columns, 0, product, 0, columns);
        double[] errors = new double[columns];
        for (int i = 0; i < width; i++) {
            for (int c = 0; c < columns; c++) {
                errors[c] += z[i * columns + c] * product[i * columns + c];
            }
        }
        for (int c = 0; c < columns; c++) {
            errors[c] = Math.max(errors[c], 0);
        }
        return errors;
    }
}
