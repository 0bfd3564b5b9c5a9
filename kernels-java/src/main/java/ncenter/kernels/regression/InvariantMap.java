package ncenter.kernels.regression;

import ncenter.kernels.linalg.LinearAlgebra;

/**
 * Compresses invariant features for a kernel: x to (x - mean) V diag(s_k^-whitening), scaled so that the mean squared norm over the samples
 * of the fit is one.
 *
 * <p>V are the strongest principal axes, s_k their standard deviations. Whitening 0 keeps distances, 1 makes all axes equal; in between, small
 * but telling motions, such as bond lengths beside torsions, count for more.
 *
 * @param mean  q means that are taken off
 * @param axes  components x q, row-major, scaling multiplied in
 */
public record InvariantMap(double[] mean, double[] axes) {
    /** Axes with a standard deviation below this fraction of the largest are noise of the covariance. */
    private static final double SMALLEST_DEVIATION = 1e-6;

    private static final int MOST_SAMPLES = 1000;

    public int q() {
        return mean.length;
    }

    public int components() {
        return mean.length == 0 ? 0 : axes.length / mean.length;
    }

    /**
     * The map for {@code rows} samples of q invariants, x[row*q + k], with at most {@code most} axes, fitted on at most a thousand of them,
     * evenly spaced.
     *
     * @param whitening between 0 and 1
     */
    public static InvariantMap fit(double[] x, int rows, int q, int most, double whitening, LinearAlgebra la) {
        if (most < 1 || !(whitening >= 0.0 && whitening <= 1.0))
            throw new IllegalArgumentException(
                    "InvariantMap: at least one axis and a whitening between 0 and 1 were expected, got " + most
                            + " and " + whitening);
        int n = Math.min(rows, MOST_SAMPLES);
        double[] sample = new double[n * q];
        for (int r = 0; r < n; r++) System.arraycopy(x, (int) ((long) r * rows / n) * q, sample, r * q, q);
        double[] mean = RidgeEquations.columnMeans(sample, n, q);
        for (int r = 0; r < n; r++) for (int k = 0; k < q; k++) sample[r * q + k] -= mean[k];
        int size = Math.min(n, q);
        double[] vectors = new double[size * size];
        double[] values = new double[size];
        if (q <= n) la.syrk(q, n, sample, 0, q, 0.0, vectors, 0, q);
        else la.gram(n, q, sample, 0, q, 0.0, vectors, 0, n);
        la.symmetricEigen(size, vectors, values);
        int kept = kept(values, Math.min(most, size));
        double[] axes = new double[kept * q];
        for (int k = 0; k < kept; k++) {
            int from = (size - 1 - k) * size;
            if (q <= n) System.arraycopy(vectors, from, axes, k * q, q);
            else
                la.gemm(
                        false,
                        false,
                        1,
                        q,
                        n,
                        1.0 / Math.sqrt(values[size - 1 - k]),
                        vectors,
                        from,
                        n,
                        sample,
                        0,
                        q,
                        0.0,
                        axes,
                        k * q,
                        q);
        }
        scale(axes, values, q, kept, n, whitening);
        return new InvariantMap(mean, axes);
    }

    private static int kept(double[] values, int most) {
        int last = values.length - 1;
        double smallest = last < 0 ? 0.0 : Math.max(0.0, values[last]) * SMALLEST_DEVIATION * SMALLEST_DEVIATION;
        int kept = 0;
        while (kept < most && values[last - kept] > smallest) kept++;
        return kept;
    }

    /** Turns unit axes into axes of the map: whitened, and of mean squared norm one over the samples. */
    private static void scale(double[] axes, double[] values, int q, int kept, int samples, double whitening) {
        int last = values.length - 1;
        double total = 0.0;
        for (int k = 0; k < kept; k++) total += Math.pow(values[last - k], 1.0 - whitening);
        double scale = total > 0.0 ? Math.sqrt(samples / total) : 0.0;
        for (int k = 0; k < kept; k++) {
            double weight = scale * Math.pow(values[last - k], -0.5 * whitening);
            for (int i = 0; i < q; i++) axes[k * q + i] *= weight;
        }
    }

    /** The compressed invariants of {@code rows} samples: rows x components. Each row's bits depend on that row only. */
    public double[] apply(double[] x, int rows, LinearAlgebra la) {
        int q = q();
        int n = components();
        double[] centered = new double[q];
        double[] out = new double[rows * n];
        for (int r = 0; r < rows; r++) {
            for (int k = 0; k < q; k++) centered[k] = x[r * q + k] - mean[k];
            la.gemm(false, true, 1, n, q, 1.0, centered, 0, q, axes, 0, q, 0.0, out, r * n, n);
        }
        return out;
    }
}
