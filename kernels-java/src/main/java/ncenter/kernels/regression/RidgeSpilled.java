package ncenter.kernels.regression;

import ncenter.kernels.linalg.LinearAlgebra;
import ncenter.kernels.linalg.Tasks;

/**
 * Ridge regression for more features than rows where the rows do not fit into memory: the kernel X X^T is added up from slabs of columns, and
 * the weights X^T c are made slab by slab in a second pass. Memory: rows x rows, and rows x slab.
 */
public final class RidgeSpilled {
    private final RowPanels panels;
    private final int rows;
    private final int q;
    private final int slab;
    private final double[] mean;
    private final boolean intercept;
    private final LinearAlgebra la;

    private RidgeSpilled(RowPanels panels, int slab, boolean intercept, LinearAlgebra la) {
        this.panels = panels;
        this.rows = panels.rows();
        this.q = panels.q();
        this.slab = Math.min(slab, q);
        this.mean = new double[q];
        this.intercept = intercept;
        this.la = la;
    }

    /**
     * Chooses alpha for each target as {@link RidgeDual#solve} does and fits on all rows.
     *
     * @param y         rows x targets, not modified
     * @param foldOfRow fold of each row, 0 until {@code folds}
     * @param slab      columns that are in memory at once
     */
    public static RidgeSolution solve(
            RowPanels panels,
            double[] y,
            int targets,
            int[] foldOfRow,
            int folds,
            double[] alphas,
            boolean intercept,
            int slab,
            LinearAlgebra la,
            Tasks tasks) {
        panels.check("RidgeSpilled", y, targets, foldOfRow, folds);
        if (slab < 1) throw new IllegalArgumentException("RidgeSpilled: expected a slab of at least 1, got " + slab);
        int rows = panels.rows();
        RidgeSpilled spilled = new RidgeSpilled(panels, slab, intercept, la);
        double[] yMean = intercept ? RidgeEquations.columnMeans(y, rows, targets) : new double[targets];
        RidgeKernel.Fit fit = RidgeKernel.fit(
                spilled.kernel(tasks),
                RidgeKernel.centered(y, rows, targets, yMean),
                rows,
                targets,
                foldOfRow,
                folds,
                alphas,
                intercept,
                la,
                tasks);
        double[] weights = spilled.weights(fit.coefficients(), targets);
        double[] intercepts = RidgeKernel.intercepts(weights, spilled.mean, yMean, intercept);
        return new RidgeSolution(
                weights,
                intercepts,
                fit.choice().alphas(),
                fit.errors(),
                fit.choice().atEdge());
    }

    private double[] kernel(Tasks tasks) {
        double[] kernel = new double[Math.multiplyExact(rows, rows)];
        double[] x = new double[Math.multiplyExact(rows, slab)];
        for (int from = 0; from < q; from += slab) {
            int width = read(from, x, true);
            la.gram(rows, width, x, 0, width, 1.0, kernel, 0, rows, tasks);
        }
        return kernel;
    }

    private double[] weights(double[] coefficients, int targets) {
        double[] weights = new double[Math.multiplyExact(q, targets)];
        double[] x = new double[rows * slab];
        for (int from = 0; from < q; from += slab) {
            int width = read(from, x, false);
            la.gemm(
                    true,
                    false,
                    width,
                    targets,
                    rows,
                    1.0,
                    x,
                    0,
                    width,
                    coefficients,
                    0,
                    targets,
                    0.0,
                    weights,
                    from * targets,
                    targets);
        }
        return weights;
    }

    /** Reads a slab of columns and takes off their means, which are found in the first pass; returns its width. */
    private int read(int from, double[] x, boolean first) {
        int to = Math.min(from + slab, q);
        int width = to - from;
        panels.readColumns(from, to, x);
        if (!intercept) return width;
        if (first) System.arraycopy(RidgeEquations.columnMeans(x, rows, width), 0, mean, from, width);
        for (int i = 0; i < rows; i++) for (int j = 0; j < width; j++) x[i * width + j] -= mean[from + j];
        return width;
    }
}
