package ncenter.kernels.regression;

import ncenter.kernels.linalg.LinearAlgebra;
import ncenter.kernels.linalg.Tasks;

/**
 * Folds a stream of rows into a square matrix, a fixed number of rows at a time.
 *
 * <p>Rows gather in a panel that is absorbed when full. So the result depends on the rows and their order, not on how the caller
 * cut them into chunks, down to the last bit.
 */
abstract class RowAccumulator {
    private static final int PANEL = 256;

    final int width;
    private final double[] matrix;
    private final double[] panel;
    private int filled;
    private long rows;

    RowAccumulator(int width) {
        this.width = width;
        long elements = Math.max((long) width * width, (long) PANEL * width);
        if (elements > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("RowAccumulator: expected at most 46000 columns, got " + width
                    + "; contract the features first, or solve the dual problem");
        }
        matrix = new double[width * width];
        panel = new double[PANEL * width];
    }

    /** Absorbs the first {@code count} rows of {@code panel} (destroyed) into {@code into}; {@code tasks} may take parts of the work. */
    abstract void absorb(double[] panel, int count, double[] into, LinearAlgebra la, Tasks tasks);

    /** Adds the first {@code count} rows of x, count x width. */
    final void add(double[] x, int count, LinearAlgebra la) {
        for (int i = 0; i < count; i++) {
            System.arraycopy(x, i * width, panel, offset(), width);
            commit(la, Tasks.CALLER);
        }
    }

    /** The panel to write the next row into, at {@link #offset()}; {@link #commit} makes it count. */
    final double[] panel() {
        return panel;
    }

    final int offset() {
        return filled * width;
    }

    final void commit(LinearAlgebra la, Tasks tasks) {
        rows++;
        filled++;
        if (filled == PANEL) {
            absorb(panel, filled, matrix, la, tasks);
            filled = 0;
        }
    }

    /** A copy of the matrix with all rows so far; the stream may go on afterwards as if nobody had asked. */
    final double[] snapshot(LinearAlgebra la) {
        double[] copy = matrix.clone();
        if (filled > 0) {
            absorb(panel.clone(), filled, copy, la, Tasks.CALLER);
        }
        return copy;
    }

    final long rows() {
        return rows;
    }

    final long bytes() {
        return 8L * (matrix.length + panel.length);
    }
}
