package ncenter.kernels.regression;

import java.util.Arrays;
import ncenter.kernels.linalg.LinearAlgebra;
import ncenter.kernels.linalg.Tasks;

/**
 * All that ridge regression needs to know of a stream of rows, kept per cross-validation fold in memory that does not grow with
 * the number of rows.
 *
 * <p>Internally each row is (1, x - xShift, y - yShift), so one matrix per fold holds products, sums and counts. Chunk boundaries
 * do not change a bit of the result. One instance may be filled by several threads at once if each keeps to its own folds.
 *
 * <p>{@link NormalEquations} forms products of the rows: fast, but singular values of X below 1e-8 of the largest are lost, and
 * validation errors below about {@code 1e-16 |w|^2} drown in rounding. {@link TriangularEquations} keeps a QR factor instead:
 * several times the work, no such floor.
 */
public abstract sealed class RidgeEquations permits NormalEquations, TriangularEquations {
    private final int q;
    private final int targets;
    private final double[] xShift;
    private final double[] yShift;
    private final RowAccumulator[] folds;

    RidgeEquations(int q, int targets, RowAccumulator[] folds, double[] xShift, double[] yShift) {
        this.q = q;
        this.targets = targets;
        this.folds = folds;
        this.xShift = shift("xShift", xShift, q);
        this.yShift = shift("yShift", yShift, targets);
    }

    private static double[] shift(String name, double[] shift, int size) {
        if (shift == null) {
            return new double[size];
        }
        if (shift.length != size) {
            throw new IllegalArgumentException("RidgeEquations: expected " + size + " elements in " + name + ", got "
                    + shift.length + "; pass one per column, or null");
        }
        return shift.clone();
    }

    static int width(int q, int targets, int folds) {
        if (q < 1 || targets < 1 || folds < 1) {
            throw new IllegalArgumentException("RidgeEquations: expected q, targets and folds >= 1, got " + q + ", "
                    + targets + ", " + folds + "; drop blocks without features or targets before the regression");
        }
        return Math.addExact(1 + q, targets);
    }

    /** The mean of each column of x (rows x columns): a good shift, so that centering on the true mean later does not cancel. */
    public static double[] columnMeans(double[] x, int rows, int columns) {
        double[] mean = new double[columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                mean[j] += x[i * columns + j];
            }
        }
        for (int j = 0; j < columns; j++) {
            mean[j] /= Math.max(rows, 1);
        }
        return mean;
    }

    /** Sum of squares. */
    public static double squaredNorm(double[] x) {
        return Reflections.squares(x, 0, x.length);
    }

    /** Adds tight arrays x (rows x q) and y (rows x targets). */
    public final void add(int fold, double[] x, double[] y, int rows, LinearAlgebra la) {
        add(fold, x, 0, q, y, 0, targets, rows, la, Tasks.CALLER);
    }

    /** Adds rows to a fold on the calling thread: x[xOff + i*ldx + column], y[yOff + i*ldy + target], i in [0, rows). */
    public final void add(
            int fold, double[] x, int xOff, int ldx, double[] y, int yOff, int ldy, int rows, LinearAlgebra la) {
        add(fold, x, xOff, ldx, y, yOff, ldy, rows, la, Tasks.CALLER);
    }

    /** The same; where columns are many {@code tasks} may take parts of the work, and the bits do not depend on them. */
    public final void add(
            int fold,
            double[] x,
            int xOff,
            int ldx,
            double[] y,
            int yOff,
            int ldy,
            int rows,
            LinearAlgebra la,
            Tasks tasks) {
        checkRows("x", x, xOff, ldx, q, rows);
        checkRows("y", y, yOff, ldy, targets, rows);
        if (fold < 0 || fold >= folds.length) {
            throw new IllegalArgumentException("RidgeEquations.add: expected a fold from 0 until " + folds.length
                    + ", got " + fold + "; construct with more folds");
        }
        RowAccumulator into = folds[fold];
        for (int i = 0; i < rows; i++) {
            double[] panel = into.panel();
            int at = into.offset();
            panel[at] = 1;
            subtract(x, xOff + i * ldx, xShift, panel, at + 1);
            subtract(y, yOff + i * ldy, yShift, panel, at + 1 + q);
            into.commit(la, tasks);
        }
    }

    private static void checkRows(String name, double[] a, int off, int ld, int columns, int rows) {
        long end = rows == 0 ? 0 : off + (long) (rows - 1) * ld + columns;
        if (rows < 0 || off < 0 || ld < columns || end > a.length) {
            throw new IllegalArgumentException(
                    "RidgeEquations.add: expected " + name + " to hold " + rows + " rows of " + columns + " (offset "
                            + off + ", row distance " + ld + "), got an array of " + a.length + "; check the sizes");
        }
    }

    private static void subtract(double[] from, int off, double[] shift, double[] out, int at) {
        for (int j = 0; j < shift.length; j++) {
            out[at + j] = from[off + j] - shift[j];
        }
    }

    /** Number of features. */
    public final int q() {
        return q;
    }

    /** Number of targets. */
    public final int targets() {
        return targets;
    }

    /** Number of cross-validation folds. */
    public final int folds() {
        return folds.length;
    }

    /** Rows added to a fold so far. */
    public final long rows(int fold) {
        return folds[fold].rows();
    }

    /** Bytes held. */
    public final long bytes() {
        return Arrays.stream(folds).mapToLong(RowAccumulator::bytes).sum();
    }

    final long rows() {
        return Arrays.stream(folds).mapToLong(RowAccumulator::rows).sum();
    }

    final boolean isShifted() {
        return Arrays.stream(xShift).anyMatch(s -> s != 0)
                || Arrays.stream(yShift).anyMatch(s -> s != 0);
    }

    /** Takes the shift out of an intercept that was found for the shifted rows. */
    final double unshift(double intercept, double[] weights, int target) {
        double sum = intercept + yShift[target];
        for (int j = 0; j < q; j++) {
            sum -= xShift[j] * weights[j * targets + target];
        }
        return sum;
    }

    final double[] matrix(int fold, LinearAlgebra la) {
        return folds[fold].snapshot(la);
    }

    /** One matrix for all folds but one (-1 = all of them), from the matrices of the folds. */
    abstract double[] train(double[][] matrices, int excluded, LinearAlgebra la);

    /** The spectral form of the ridge problem of a matrix over {@code rows} rows. */
    abstract RidgeSpectrum spectrum(double[] matrix, long rows, boolean intercept, LinearAlgebra la);

    /** Sum of squared residuals in a fold's matrix for each column of z = (b; w; -1 at the target), (1+q+targets) x columns. */
    abstract double[] squaredErrors(double[] matrix, double[] z, int columns, LinearAlgebra la);
}
