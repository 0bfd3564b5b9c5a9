package ncenter.kernels.math;

/** Eigenvalues and eigenvectors of small symmetric matrices by cyclic Jacobi rotations: slow, simple and accurate. */
public final class SmallSymmetricEigen {
    private SmallSymmetricEigen() {}

    /**
     * On return {@code values} holds the eigenvalues (not sorted) and row k of the result the k-th eigenvector.
     *
     * @param a symmetric, n x n row-major; destroyed
     */
    public static double[] solve(int n, double[] a, double[] values) {
        double[] v = new double[n * n];
        for (int i = 0; i < n; i++) v[i * n + i] = 1.0;
        for (int sweep = 0; sweep < 100 && offDiagonal(n, a) > 0.0; sweep++) {
            for (int p = 0; p < n; p++) for (int q = p + 1; q < n; q++) rotate(n, a, v, p, q);
        }
        for (int i = 0; i < n; i++) values[i] = a[i * n + i];
        return v;
    }

    private static double offDiagonal(int n, double[] a) {
        double sum = 0.0;
        double scale = 0.0;
        for (int i = 0; i < n; i++) {
            scale = Math.max(scale, Math.abs(a[i * n + i]));
            for (int j = 0; j < i; j++) sum = Math.max(sum, Math.abs(a[i * n + j]));
        }
        return sum < 1e-300 || sum < 1e-18 * scale ? 0.0 : sum;
    }

    private static void rotate(int n, double[] a, double[] v, int p, int q) {
        double apq = a[p * n + q];
        if (apq == 0.0) return;
        double theta = (a[q * n + q] - a[p * n + p]) / (2 * apq);
        double t = Math.copySign(1.0, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double c = 1 / Math.sqrt(t * t + 1);
        double s = t * c;
        for (int k = 0; k < n; k++) {
            double x = a[k * n + p];
            double y = a[k * n + q];
            a[k * n + p] = c * x - s * y;
            a[k * n + q] = s * x + c * y;
        }
        for (int k = 0; k < n; k++) {
            double x = a[p * n + k];
            double y = a[q * n + k];
            a[p * n + k] = c * x - s * y;
            a[q * n + k] = s * x + c * y;
            x = v[p * n + k];
            y = v[q * n + k];
            v[p * n + k] = c * x - s * y;
            v[q * n + k] = s * x + c * y;
        }
    }
}
