package ncenter.kernels.regression;

import java.util.Random;
import java.util.function.UnaryOperator;
import ncenter.kernels.linalg.LinearAlgebra;

/**
 * An approximate inverse of A + shift for a positive matrix A of q rows that is only known by its products: the strongest directions are
 * inverted one by one, the others as if they were as strong as the weakest of these (randomized Nystroem approximation with a fixed seed).
 */
final class NystromPreconditioner {
    private static final long SEED = 20210912;
    private static final int MOST_RAISES = 8;

    private final int q;
    private final int rank;
    private final double[] vectors;
    private final double[] values;
    private final LinearAlgebra la;

    private NystromPreconditioner(int q, int rank, double[] vectors, double[] values, LinearAlgebra la) {
        this.q = q;
        this.rank = rank;
        this.vectors = vectors;
        this.values = values;
        this.la = la;
    }

    /** @param product A times q x sketch numbers */
    static NystromPreconditioner of(int q, int sketch, UnaryOperator<double[]> product, LinearAlgebra la) {
        Random random = new Random(SEED);
        double[] omega = new double[Math.multiplyExact(q, sketch)];
        for (int i = 0; i < omega.length; i++) omega[i] = random.nextGaussian();
        double[] y = product.apply(omega);
        double norm = 0;
        for (double value : y) norm += value * value;
        double shift = 0x1p-52 * Math.sqrt(norm) / Math.sqrt(sketch);
        double[] factor = new double[sketch * sketch];
        for (int raise = 0; raise < MOST_RAISES && norm > 0; raise++, shift *= 100) {
            double[] shifted = y.clone();
            for (int i = 0; i < shifted.length; i++) shifted[i] += shift * omega[i];
            la.gemm(true, false, sketch, sketch, q, 1, omega, 0, sketch, shifted, 0, sketch, 0, factor, 0, sketch);
            if (!la.cholesky(sketch, factor)) continue;
            solveRows(shifted, q, sketch, factor);
            return decomposed(q, sketch, shifted, shift, la);
        }
        return new NystromPreconditioner(q, 0, new double[0], new double[0], la);
    }

    /** Every row of y becomes y L^-T. */
    private static void solveRows(double[] y, int q, int n, double[] l) {
        for (int r = 0; r < q; r++) {
            for (int i = 0; i < n; i++) {
                double sum = y[r * n + i];
                for (int k = 0; k < i; k++) sum -= l[i * n + k] * y[r * n + k];
                y[r * n + i] = sum / l[i * n + i];
            }
        }
    }

    private static NystromPreconditioner decomposed(int q, int sketch, double[] root, double shift, LinearAlgebra la) {
        double[] vectors = new double[q * sketch];
        double[] s = new double[sketch];
        la.svd(q, sketch, root, vectors, s, new double[sketch * sketch]);
        for (int k = 0; k < sketch; k++) s[k] = Math.max(0, s[k] * s[k] - shift);
        return new NystromPreconditioner(q, sketch, vectors, s, la);
    }

    /**
     * z = (approximate inverse) r, q x columns.
     *
     * @param scale of A, by column
     * @param shift by column, positive
     */
    double[] apply(double[] r, int columns, double[] scale, double[] shift) {
        double[] z = r.clone();
        if (rank == 0) return z;
        double[] parts = new double[rank * columns];
        la.gemm(true, false, rank, columns, q, 1, vectors, 0, rank, r, 0, columns, 0, parts, 0, columns);
        for (int k = 0; k < rank; k++) {
            for (int c = 0; c < columns; c++) {
                double weakest = values[rank - 1] * scale[c] + shift[c];
                parts[k * columns + c] *= weakest / (values[k] * scale[c] + shift[c]) - 1;
            }
        }
        la.gemm(false, false, q, columns, rank, 1, vectors, 0, rank, parts, 0, columns, 1, z, 0, columns);
        return z;
    }
}
