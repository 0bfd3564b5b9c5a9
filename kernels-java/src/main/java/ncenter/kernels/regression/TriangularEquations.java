package ncenter.kernels.regression;

import java.util.Arrays;
import java.util.stream.IntStream;
import ncenter.kernels.linalg.LinearAlgebra;

/**
 * Ridge regression through the triangular QR factor of each fold's rows; see {@link RidgeEquations} for when to use it.
 *
 * <p>The leading column of ones makes the factor below its first row that of the centered data: an intercept costs no cancellation.
 * Validation errors are sums of squares of residuals, never differences of large numbers.
 */
public final class TriangularEquations extends RidgeEquations {
    /** Equations without a shift. */
    public TriangularEquations(int q, int targets, int folds) {
        this(q, targets, folds, null, null);
    }

    /** Equations with column shifts, see {@link NormalEquations#NormalEquations(int, int, int, double[], double[])}. */
    public TriangularEquations(int q, int targets, int folds, double[] xShift, double[] yShift) {
        super(q, targets, accumulators(width(q, targets, folds), folds), xShift, yShift);
    }

    private static RowAccumulator[] accumulators(int width, int folds) {
        return IntStream.range(0, folds)
                .mapToObj(f -> new TriangleAccumulator(width))
                .toArray(RowAccumulator[]::new);
    }

    @Override
    double[] train(double[][] matrices, int excluded, LinearAlgebra la) {
        int width = 1 + q() + targets();
        double[] factor = null;
        for (int f = 0; f < matrices.length; f++) {
            if (f == excluded) {
                continue;
            }
            if (factor == null) {
                factor = matrices[f].clone();
            } else {
                la.qrUpdate(width, width, factor, matrices[f].clone());
            }
        }
        return factor;
    }

    @Override
    RidgeSpectrum spectrum(double[] matrix, long rows, boolean intercept, LinearAlgebra la) {
        int q = q();
        int t = targets();
        int width = 1 + q + t;
        double[] lower = new double[(q + t) * (q + t)];
        for (int i = 0; i < q + t; i++) {
            System.arraycopy(matrix, (1 + i) * width + 1, lower, i * (q + t), q + t);
        }
        double[] mean = new double[q + t];
        double[] first = Arrays.copyOfRange(matrix, 1, width);
        if (intercept) {
            for (int j = 0; j < q + t; j++) {
                mean[j] = first[j] / matrix[0];
            }
        } else {
            la.qrUpdate(q + t, 1, lower, first);
        }
        double[] r = new double[q * q];
        double[] y = new double[q * t];
        for (int i = 0; i < q; i++) {
            System.arraycopy(lower, i * (q + t), r, i * q, q);
            System.arraycopy(lower, i * (q + t) + q, y, i * t, t);
        }
        return RidgeSpectrum.ofFactor(q, t, rows, r, y, mean, la);
    }

    @Override
    double[] squaredErrors(double[] matrix, double[] z, int columns, LinearAlgebra la) {
        int width = 1 + q() + targets();
        double[] residuals = new double[width * columns];
        la.gemm(false, false, width, columns, width, 1, matrix, 0, width, z, 0, columns, 0, residuals, 0, columns);
        double[] errors = new double[columns];
        for (int i = 0; i < width; i++) {
            for (int c = 0; c < columns; c++) {
                errors[c] += residuals[i * columns + c] * residuals[i * columns + c];
            }
        }
        return errors;
    }
}
