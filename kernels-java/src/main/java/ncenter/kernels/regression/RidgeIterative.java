package ncenter.kernels.regression;

import java.util.Arrays;
import ncenter.kernels.linalg.LinearAlgebra;

/**
 * Ridge regression for features whose products X^T X do not fit into memory: preconditioned conjugate gradients on panels of rows, for many
 * strengths, targets and folds at once. Every pass over the rows serves all of them; {@link NystromPreconditioner} keeps passes few.
 */
public final class RidgeIterative {
    /** A solution counts if |X^T (y - X w) - shift w| is at most this times |X^T y|, computed anew from the rows. */
    public static final double TOLERANCE = 1e-11;

    private static final int MOST_PASSES = 400;
    private static final int MOST_RESTARTS = 4;

    /**
     * How much is in memory at once.
     *
     * @param sketch  directions of the preconditioner
     * @param columns systems of equations that are solved together
     * @param panel   rows that are read together
     */
    public record Sizes(int sketch, int columns, int panel) {}

    private final RowPanels panels;
    private final int n;
    private final int q;
    private final int targets;
    private final double[] y;
    private final int[] foldOfRow;
    private final int folds;
    private final boolean intercept;
    private final Sizes sizes;
    private final LinearAlgebra la;
    private final double[] x;
    private final FoldMoments moments;
    private final NystromPreconditioner preconditioner;

    private RidgeIterative(
            RowPanels panels,
            double[] y,
            int targets,
            int[] foldOfRow,
            int folds,
            boolean intercept,
            Sizes sizes,
            LinearAlgebra la) {
        this.panels = panels;
        this.n = panels.rows();
        this.q = panels.q();
        this.targets = targets;
        this.y = y;
        this.foldOfRow = foldOfRow;
        this.folds = folds;
        this.intercept = intercept;
        this.sizes = sizes;
        this.la = la;
        this.x = new double[Math.multiplyExact(sizes.panel, q)];
        this.moments = new FoldMoments(panels, y, targets, foldOfRow, folds, sizes.panel, intercept, la);
        int sketch = Math.min(sizes.sketch, q);
        int[] all = new int[sketch];
        Arrays.fill(all, folds);
        this.preconditioner = NystromPreconditioner.of(q, sketch, p -> product(p, sketch, all), la);
    }

    /**
     * Chooses alpha for each target as {@link RidgePrimal#solve} does and fits on all rows. A strength that is too small for {@link
     * #TOLERANCE} to be reached is not chosen.
     *
     * @param y         rows x targets, not modified
     * @param foldOfRow fold of each row, 0 until {@code folds}
     * @throws ArithmeticException if the chosen strength cannot be solved for
     */
    public static RidgeSolution solve(
            RowPanels panels,
            double[] y,
            int targets,
            int[] foldOfRow,
            int folds,
            double[] alphas,
            boolean intercept,
            Sizes sizes,
            LinearAlgebra la) {
        AlphaChoice.check(alphas);
        panels.check("RidgeIterative", y, targets, foldOfRow, folds);
        if (sizes.sketch < 1 || sizes.columns < 1 || sizes.panel < 1) {
            throw new IllegalArgumentException("RidgeIterative: expected sizes of at least 1, got " + sizes);
        }
        RidgeIterative ridge = new RidgeIterative(panels, y, targets, foldOfRow, folds, intercept, sizes, la);
        double[][] errors = folds == 1 ? new double[targets][0] : ridge.validate(alphas);
        return ridge.fit(AlphaChoice.of(alphas, errors), errors);
    }

    private RidgeSolution fit(AlphaChoice choice, double[][] errors) {
        double[] weights = new double[Math.multiplyExact(q, targets)];
        double[] intercepts = new double[targets];
        for (int from = 0; from < targets; from += sizes.columns) {
            int count = Math.min(sizes.columns, targets - from);
            Systems systems = new Systems(count);
            for (int c = 0; c < count; c++) systems.set(c, folds, from + c, choice.alphas()[from + c]);
            systems.solve();
            for (int c = 0; c < count; c++) {
                if (!(systems.residual[c] <= TOLERANCE)) {
                    throw new ArithmeticException("ridge: a relative residual of " + TOLERANCE + " was expected, got "
                            + systems.residual[c] + " for alpha = " + choice.alphas()[from + c]
                            + "; write a larger smallest alpha, or give more memory");
                }
                for (int j = 0; j < q; j++) weights[j * targets + from + c] = systems.w[j * count + c];
                intercepts[from + c] = systems.constant(c);
            }
        }
        return new RidgeSolution(weights, intercepts, choice.alphas(), errors, choice.atEdge());
    }

    /** Mean squared validation error by target and alpha. */
    private double[][] validate(double[] alphas) {
        double[][] errors = new double[targets][alphas.length];
        int all = folds * targets * alphas.length;
        for (int from = 0; from < all; from += sizes.columns) {
            int count = Math.min(sizes.columns, all - from);
            Systems systems = new Systems(count);
            for (int c = 0; c < count; c++) {
                int k = from + c;
                systems.set(c, k % folds, k / folds % targets, alphas[k / folds / targets]);
            }
            systems.solve();
            double[] squares = systems.squaredErrors();
            for (int c = 0; c < count; c++) {
                int k = from + c;
                int rows = moments.rows[k % folds];
                if (rows == 0 || rows == n) continue;
                boolean solved = systems.residual[c] <= TOLERANCE;
                errors[k / folds % targets][k / folds / targets] += solved ? squares[c] / n : Double.NaN;
            }
        }
        return errors;
    }

    /** X^T X p over the rows outside the excluded folds, columns of x centered where there is an intercept; q x columns. */
    private double[] product(double[] p, int columns, int[] excluded) {
        double[] out = new double[q * columns];
        double[] t = new double[sizes.panel * columns];
        double[] mean = means(p, columns, excluded);
        double[] sums = new double[columns];
        for (int first = 0; first < n; first += sizes.panel) {
            int size = Math.min(sizes.panel, n - first);
            panels.readRows(first, size, x);
            la.gemm(false, false, size, columns, q, 1, x, 0, q, p, 0, columns, 0, t, 0, columns);
            for (int i = 0; i < size; i++) {
                for (int c = 0; c < columns; c++) {
                    int at = i * columns + c;
                    t[at] = foldOfRow[first + i] == excluded[c] ? 0 : t[at] - mean[c];
                    sums[c] += t[at];
                }
            }
            la.gemm(true, false, q, columns, size, 1, x, 0, q, t, 0, columns, 1, out, 0, columns);
        }
        for (int j = 0; intercept && j < q; j++) {
            for (int c = 0; c < columns; c++) out[j * columns + c] -= moments.xMean[excluded[c]][j] * sums[c];
        }
        return out;
    }

    /** What columns of p make of the means of x. */
    private double[] means(double[] p, int columns, int[] excluded) {
        double[] mean = new double[columns];
        for (int j = 0; intercept && j < q; j++) {
            for (int c = 0; c < columns; c++) mean[c] += moments.xMean[excluded[c]][j] * p[j * columns + c];
        }
        return mean;
    }

    /** Systems (X^T X + shift) w = X^T y, one per column, each without the rows of one fold. */
    private final class Systems {
        private final int columns;
        private final int[] excluded;
        private final int[] target;
        private final double[] shift;
        private final double[] scale;
        private final double[] b;
        final double[] w;
        final double[] residual;

        Systems(int columns) {
            this.columns = columns;
            excluded = new int[columns];
            target = new int[columns];
            shift = new double[columns];
            scale = new double[columns];
            b = new double[Math.multiplyExact(q, columns)];
            w = new double[q * columns];
            residual = new double[columns];
        }

        void set(int c, int fold, int t, double alpha) {
            excluded[c] = fold;
            target[c] = t;
            shift[c] = moments.rows[fold] * alpha;
            scale[c] = moments.rows[fold] / (double) n;
            for (int j = 0; j < q; j++) b[j * columns + c] = moments.products[fold][j * targets + t];
        }

        double constant(int c) {
            if (!intercept) return 0;
            double sum = moments.yMean[excluded[c]][target[c]];
            for (int j = 0; j < q; j++) sum -= moments.xMean[excluded[c]][j] * w[j * columns + c];
            return sum;
        }

        /** Conjugate gradients, started again from the residual of the rows until all are solved or nothing changes. */
        void solve() {
            double[] size = norms(b, columns);
            double[] r = b.clone();
            double[] last = new double[columns];
            for (int c = 0; c < columns; c++) residual[c] = size[c] > 0 ? 1 : 0;
            for (int restart = 0; restart < MOST_RESTARTS; restart++) {
                int[] open = open(last);
                if (open.length == 0) return;
                System.arraycopy(residual, 0, last, 0, columns);
                gradients(open, r, size);
                double[] product = shifted(w, columns, all(columns));
                for (int i = 0; i < r.length; i++) r[i] = b[i] - product[i];
                double[] left = norms(r, columns);
                for (int c = 0; c < columns; c++) residual[c] = size[c] > 0 ? left[c] / size[c] : 0;
            }
        }

        /** Columns that are not solved, and that the last restart has brought nearer. */
        private int[] open(double[] last) {
            int[] out = new int[columns];
            int count = 0;
            for (int c = 0; c < columns; c++) {
                boolean stuck = last[c] > 0 && residual[c] > 0.5 * last[c];
                if (residual[c] > TOLERANCE && !stuck) out[count++] = c;
            }
            return Arrays.copyOf(out, count);
        }

        private void gradients(int[] start, double[] residuals, double[] size) {
            int[] active = start;
            double[] r = only(residuals, columns, active);
            double[] p = new double[q * active.length];
            double[] rho = new double[active.length];
            for (int pass = 0; pass < MOST_PASSES && active.length > 0; pass++) {
                int a = active.length;
                double[] z = preconditioner.apply(r, a, pick(scale, active), pick(shift, active));
                double[] next = dots(r, z, a);
                for (int j = 0; j < q; j++) {
                    for (int c = 0; c < a; c++) {
                        double beta = rho[c] > 0 ? next[c] / rho[c] : 0;
                        p[j * a + c] = z[j * a + c] + beta * p[j * a + c];
                    }
                }
                double[] ap = shifted(p, a, active);
                double[] curvature = dots(p, ap, a);
                for (int j = 0; j < q; j++) {
                    for (int c = 0; c < a; c++) {
                        double step = curvature[c] > 0 ? next[c] / curvature[c] : 0;
                        w[j * columns + active[c]] += step * p[j * a + c];
                        r[j * a + c] -= step * ap[j * a + c];
                    }
                }
                double[] left = norms(r, a);
                int[] kept = new int[a];
                int count = 0;
                for (int c = 0; c < a; c++) {
                    if (left[c] > 0.3 * TOLERANCE * size[active[c]] && curvature[c] > 0) kept[count++] = c;
                }
                kept = Arrays.copyOf(kept, count);
                r = only(r, a, kept);
                p = only(p, a, kept);
                rho = pick(next, kept);
                active = pick(active, kept);
            }
        }

        private double[] shifted(double[] p, int count, int[] which) {
            double[] out = product(p, count, pick(excluded, which));
            for (int j = 0; j < q; j++) {
                for (int c = 0; c < count; c++) out[j * count + c] += shift[which[c]] * p[j * count + c];
            }
            return out;
        }

        /** Sums of squared errors over the rows of the excluded fold, by column. */
        double[] squaredErrors() {
            double[] squares = new double[columns];
            double[] t = new double[sizes.panel * columns];
            double[] constants = new double[columns];
            for (int c = 0; c < columns; c++) constants[c] = constant(c);
            for (int first = 0; first < n; first += sizes.panel) {
                int size = Math.min(sizes.panel, n - first);
                panels.readRows(first, size, x);
                la.gemm(false, false, size, columns, q, 1, x, 0, q, w, 0, columns, 0, t, 0, columns);
                for (int i = 0; i < size; i++) {
                    for (int c = 0; c < columns; c++) {
                        if (foldOfRow[first + i] != excluded[c]) continue;
                        double miss = t[i * columns + c] + constants[c] - y[(first + i) * targets + target[c]];
                        squares[c] += miss * miss;
                    }
                }
            }
            return squares;
        }

        private double[] norms(double[] a, int count) {
            double[] out = dots(a, a, count);
            for (int c = 0; c < count; c++) out[c] = Math.sqrt(out[c]);
            return out;
        }

        private double[] dots(double[] a, double[] other, int count) {
            double[] out = new double[count];
            for (int j = 0; j < q; j++) {
                for (int c = 0; c < count; c++) out[c] += a[j * count + c] * other[j * count + c];
            }
            return out;
        }

        /** Some columns of a, which has {@code count}. */
        private double[] only(double[] a, int count, int[] kept) {
            if (kept.length == count) return a.clone();
            double[] out = new double[q * kept.length];
            for (int j = 0; j < q; j++) {
                for (int c = 0; c < kept.length; c++) out[j * kept.length + c] = a[j * count + kept[c]];
            }
            return out;
        }
    }

    private static int[] all(int count) {
        int[] out = new int[count];
        for (int c = 0; c < count; c++) out[c] = c;
        return out;
    }

    private static double[] pick(double[] values, int[] which) {
        double[] out = new double[which.length];
        for (int c = 0; c < which.length; c++) out[c] = values[which[c]];
        return out;
    }

    private static int[] pick(int[] values, int[] which) {
        int[] out = new int[which.length];
        for (int c = 0; c < which.length; c++) out[c] = values[which[c]];
        return out;
    }
}
