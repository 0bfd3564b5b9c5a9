package ncenter.kernels.regression;

import ncenter.kernels.linalg.LinearAlgebra;

/** Accumulates the triangular factor R with R^T R = X^T X, by orthogonal transformations. */
final class TriangleAccumulator extends RowAccumulator {
    TriangleAccumulator(int width) {
        super(width);
    }

    @Override
    void absorb(double[] panel, int count, double[] into, LinearAlgebra la) {
        la.qrUpdate(width, count, into, panel);
    }
}
