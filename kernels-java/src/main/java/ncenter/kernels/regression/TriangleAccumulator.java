package ncenter.kernels.regression;

import ncenter.kernels.linalg.LinearAlgebra;
import ncenter.kernels.linalg.Tasks;

/** Accumulates the triangular factor R with R^T R = X^T X, by orthogonal transformations. */
final class TriangleAccumulator extends RowAccumulator {
    TriangleAccumulator(int width) {
        super(width);
    }

    @Override
    void absorb(double[] panel, int count, double[] into, LinearAlgebra la, Tasks tasks) {
        la.qrUpdate(width, count, into, panel);
    }
}
