package ncenter.kernels.linalg;

/** Symmetric powers of an overlap matrix, and orthogonalization with them. Commutes with rotations and permutations of atoms. */
public final class Lowdin {
    private Lowdin() {}

    /** S^(-1/2). */
    public static double[] inverseSquareRoot(double[] s, int n, LinearAlgebra la) {
        return power(s, n, -0.5, la);
    }

    /** S^(1/2). */
    public static double[] squareRoot(double[] s, int n, LinearAlgebra la) {
        return power(s, n, 0.5, la);
    }

    /** S^(-1/2) H S^(-1/2), exactly symmetric. */
    public static double[] orthogonalize(double[] h, double[] s, int n, LinearAlgebra la) {
        double[] x = inverseSquareRoot(s, n, la);
        double[] hx = new double[n * n];
        double[] out = new double[n * n];
        la.gemm(false, false, n, n, n, 1.0, h, 0, n, x, 0, n, 0.0, hx, 0, n);
        la.gemm(false, false, n, n, n, 1.0, x, 0, n, hx, 0, n, 0.0, out, 0, n);
        symmetrize(out, n);
        return out;
    }

    private static double[] power(double[] s, int n, double exponent, LinearAlgebra la) {
        double[] vectors = s.clone();
        double[] values = new double[n];
        la.symmetricEigen(n, vectors, values);
        if (n > 0 && !(values[0] > 1e-10 * values[n - 1])) {
            throw new IllegalArgumentException("overlap: a positive definite matrix was expected, got the smallest eigenvalue " + values[0]
                    + " beside the largest " + values[n - 1] + "; check the basis and the orbital order");
        }
        double[] scaled = new double[n * n];
        for (int k = 0; k < n; k++) {
            double f = Math.pow(values[k], exponent);
            for (int i = 0; i < n; i++) scaled[k * n + i] = f * vectors[k * n + i];
        }
        double[] out = new double[n * n];
        la.gemm(true, false, n, n, n, 1.0, vectors, 0, n, scaled, 0, n, 0.0, out, 0, n);
        symmetrize(out, n);
        return out;
    }

    private static void symmetrize(double[] a, int n) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double mean = 0.5 * (a[i * n + j] + a[j * n + i]);
                a[i * n + j] = mean;
                a[j * n + i] = mean;
            }
        }
    }
}
