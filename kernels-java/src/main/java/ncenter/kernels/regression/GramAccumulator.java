package ncenter.kernels.regression;

import ncenter.kernels.linalg.LinearAlgebra;
import ncenter.kernels.linalg.Tasks;

/** Accumulates X^T X. */
final class GramAccumulator extends RowAccumulator {
    GramAccumulator(int width) {
        super(width);
    }

    @Override
    void absorb(double[] panel, int count, double[] into, LinearAlgebra la, Tasks tasks) {
        la.syrk(width, count, panel, 0, width, 1, into, 0, width, tasks);
    }
}
