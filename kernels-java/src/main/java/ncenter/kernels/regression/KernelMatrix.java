package ncenter.kernels.regression;

import java.util.function.IntPredicate;
import ncenter.kernels.linalg.LinearAlgebra;
import ncenter.kernels.linalg.Tasks;

/**
 * A symmetric matrix in which systems with its leading rows are solved in place: the Cholesky factor takes the lower triangle, the upper one keeps
 * the numbers, and afterwards the lower one is made anew. So a matrix of half the memory can be solved.
 *
 * <p>Its rows (and columns) can be put in another order, which is how a set of rows is left out.
 */
final class KernelMatrix {
    /** Side of a tile of the transposition. */
    private static final int TILE = 32;
    /** Rows of a task. */
    private static final int BAND = 8 * TILE;

    private final int rows;
    private final double[] values;
    private final double[] diagonal;
    private final LinearAlgebra la;
    private final Tasks tasks;

    /** The row of the caller's matrix that stands at each place. */
    private final int[] order;

    /** @param values rows x rows, symmetric; belongs to this object from now on */
    KernelMatrix(int rows, double[] values, LinearAlgebra la, Tasks tasks) {
        this.rows = rows;
        this.values = values;
        this.la = la;
        this.tasks = tasks;
        diagonal = new double[rows];
        order = new int[rows];
        for (int r = 0; r < rows; r++) {
            diagonal[r] = values[r * rows + r];
            order[r] = r;
        }
    }

    /** The row of the caller's matrix at this place. */
    int row(int place) {
        return order[place];
    }

    /** Puts the rows that are {@code last} behind the others; returns how many others there are. */
    int arrange(IntPredicate last) {
        int[] from = new int[rows];
        int first = 0;
        for (int p = 0; p < rows; p++) if (!last.test(order[p])) from[first++] = p;
        int at = first;
        for (int p = 0; p < rows; p++) if (last.test(order[p])) from[at++] = p;
        tasks.forEach((rows + BAND - 1) / BAND, band -> moveColumns(band * BAND, from));
        moveRows(from);
        int[] before = order.clone();
        for (int p = 0; p < rows; p++) order[p] = before[from[p]];
        return first;
    }

    private void moveColumns(int first, int[] from) {
        double[] row = new double[rows];
        for (int r = first; r < Math.min(rows, first + BAND); r++) {
            for (int c = 0; c < rows; c++) row[c] = values[r * rows + from[c]];
            System.arraycopy(row, 0, values, r * rows, rows);
        }
    }

    /** Along the cycles of the permutation, with one row aside. */
    private void moveRows(int[] from) {
        boolean[] done = new boolean[rows];
        double[] aside = new double[rows];
        for (int start = 0; start < rows; start++) {
            if (done[start] || from[start] == start) continue;
            System.arraycopy(values, start * rows, aside, 0, rows);
            int p = start;
            for (; from[p] != start; p = from[p]) {
                System.arraycopy(values, from[p] * rows, values, p * rows, rows);
                done[p] = true;
            }
            System.arraycopy(aside, 0, values, p * rows, rows);
            done[p] = true;
        }
    }

    /**
     * Solves (K + alpha I) X = B for the first n rows and columns, in place of B (n x targets); false if this is not positive definite to working
     * precision, and then B is as it was.
     */
    boolean solve(int n, double alpha, double[] b, int targets) {
        for (int r = 0; r < n; r++) values[r * rows + r] += alpha;
        boolean positive = la.cholesky(n, values, rows, tasks);
        if (positive) la.choleskySolve(n, targets, values, rows, b);
        tasks.forEach((n + BAND - 1) / BAND, band -> restore(n, band * BAND));
        return positive;
    }

    private void restore(int n, int first) {
        int end = Math.min(n, first + BAND);
        for (int r = first; r < end; r++) values[r * rows + r] = diagonal[order[r]];
        for (int i0 = first; i0 < end; i0 += TILE) {
            for (int j0 = 0; j0 <= i0; j0 += TILE) mirror(i0, Math.min(end, i0 + TILE), j0);
        }
    }

    private void mirror(int i0, int iEnd, int j0) {
        for (int i = i0; i < iEnd; i++) {
            int end = Math.min(i, j0 + TILE);
            for (int j = j0; j < end; j++) values[i * rows + j] = values[j * rows + i];
        }
    }

    /** What weights of the first n rows (n x targets) give for the rows behind them. */
    double[] predictLast(int n, double[] weights, int targets) {
        int count = rows - n;
        double[] out = new double[count * targets];
        la.gemm(
                false, false, count, targets, n, 1.0, values, n * rows, rows, weights, 0, targets, 0.0, out, 0,
                targets);
        return out;
    }
}
