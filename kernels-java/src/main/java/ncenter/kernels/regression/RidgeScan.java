package ncenter.kernels.regression;

import java.util.Arrays;
import ncenter.kernels.linalg.LinearAlgebra;
import ncenter.kernels.linalg.Tasks;
import ncenter.kernels.linalg.Tridiagonal;

/** (K + rows alpha)^-1 y for a symmetric K that is positive but for rounding, and every alpha of a grid. */
final class RidgeScan {
    /** From here on a Cholesky factor per alpha costs less than the eigenvectors, ... */
    static final int MANY_ROWS = 600;
    /** ... if there are no more alphas than this. */
    static final int FEW_ALPHAS = 20;
    /** With fewer rows, a tridiagonal form costs less than the eigenvectors if it has to give no more solutions than this. */
    static final int FEW_SOLUTIONS = 96;
    /** Factors that are made at the same time: each is as large as K, and together they take what eigenvectors would. */
    private static final int FACTORS = 3;

    private final int rows;
    private final int targets;
    private final double[] kernel;
    private final double[] y;
    private final double[] alphas;
    private final LinearAlgebra la;

    /** @param kernel rows x rows; of no use afterwards */
    RidgeScan(int rows, int targets, double[] kernel, double[] y, double[] alphas, LinearAlgebra la) {
        this.rows = rows;
        this.targets = targets;
        this.kernel = kernel;
        this.y = y;
        this.alphas = alphas;
        this.la = la;
    }

    /** The solutions, rows x (targets x alphas). Which way they are found depends on sizes and numbers, not on threads. */
    double[] coefficients(Tasks tasks) {
        if (rows >= MANY_ROWS) return alphas.length > FEW_ALPHAS ? byEigenvectors() : byFactors(tasks);
        return alphas.length * targets > FEW_SOLUTIONS ? byEigenvectors() : byReflections();
    }

    /** By one tridiagonal form; by eigenvectors where rounding leaves a matrix not positive. */
    private double[] byReflections() {
        int count = alphas.length;
        Tridiagonal form = Tridiagonal.of(rows, kernel);
        double[] out = new double[rows * targets * count];
        double[] turned = new double[rows];
        double[] solved = new double[rows];
        for (int t = 0; t < targets; t++) {
            for (int i = 0; i < rows; i++) turned[i] = y[i * targets + t];
            form.turn(turned);
            for (int a = 0; a < count; a++) {
                if (!form.solve(rows * alphas[a], turned, solved)) return byEigenvectors();
                form.unfold(solved);
                for (int i = 0; i < rows; i++) out[(i * targets + t) * count + a] = solved[i];
            }
        }
        return out;
    }

    /** As {@link #coefficients}, for any sizes; what is below zero by rounding counts as zero. */
    double[] byEigenvectors() {
        int count = alphas.length;
        int columns = targets * count;
        double[] vectors = kernel;
        double[] values = new double[rows];
        la.symmetricEigen(rows, vectors, values);
        double[] projected = new double[rows * targets];
        la.gemm(false, false, rows, targets, rows, 1.0, vectors, 0, rows, y, 0, targets, 0.0, projected, 0, targets);
        double[] scaled = new double[rows * columns];
        for (int k = 0; k < rows; k++) {
            for (int a = 0; a < count; a++) {
                double factor = inverse(values[k], alphas[a] * rows);
                for (int t = 0; t < targets; t++)
                    scaled[k * columns + t * count + a] = projected[k * targets + t] * factor;
            }
        }
        double[] out = new double[rows * columns];
        la.gemm(true, false, rows, columns, rows, 1.0, vectors, 0, rows, scaled, 0, columns, 0.0, out, 0, columns);
        return out;
    }

    /** 1/(value + shift) with rounding below zero cut off; 0 where nothing is left. */
    private static double inverse(double value, double shift) {
        double sum = Math.max(0.0, value) + shift;
        return sum > 0.0 ? 1 / sum : 0.0;
    }

    /** One Cholesky factor per alpha; by eigenvectors where rounding leaves one of the matrices not positive. */
    private double[] byFactors(Tasks tasks) {
        int count = alphas.length;
        double[] out = new double[rows * targets * count];
        boolean[] failed = new boolean[count];
        tasks.forEach(Math.min(FACTORS, count), first -> {
            double[] factor = new double[rows * rows];
            for (int a = first; a < count; a += FACTORS) failed[a] = !solve(a, factor, out);
        });
        for (boolean one : failed) if (one) return byEigenvectors();
        return out;
    }

    /** Writes the solution for one alpha; false if its matrix has no Cholesky factor. */
    private boolean solve(int a, double[] factor, double[] out) {
        System.arraycopy(kernel, 0, factor, 0, factor.length);
        for (int i = 0; i < rows; i++) factor[i * rows + i] += rows * alphas[a];
        if (!la.cholesky(rows, factor)) return false;
        double[] solved = Arrays.copyOf(y, rows * targets);
        la.choleskySolve(rows, targets, factor, solved);
        for (int i = 0; i < rows * targets; i++) out[i * alphas.length + a] = solved[i];
        return true;
    }
}
