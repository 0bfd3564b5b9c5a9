package ncenter.kernels.linalg;

/** The generalized symmetric eigenproblem H u = e S u, through S^(-1/2). */
public final class GeneralizedEigen {
    private GeneralizedEigen() {}

    /**
     * @param values ascending
     * @param vectors row k is eigenvector k, with u S u^T = 1
     */
    public record Result(double[] values, double[] vectors) {}

    /** Neither {@code h} nor {@code s} (n x n, symmetric) is changed. */
    public static Result solve(int n, double[] h, double[] s, LinearAlgebra la) {
        double[] x = Lowdin.inverseSquareRoot(s, n, la);
        double[] hx = new double[n * n];
        double[] ortho = new double[n * n];
        la.gemm(false, false, n, n, n, 1.0, h, 0, n, x, 0, n, 0.0, hx, 0, n);
        la.gemm(false, false, n, n, n, 1.0, x, 0, n, hx, 0, n, 0.0, ortho, 0, n);
        double[] values = new double[n];
        la.symmetricEigen(n, ortho, values);
        double[] vectors = new double[n * n];
        la.gemm(false, false, n, n, n, 1.0, ortho, 0, n, x, 0, n, 0.0, vectors, 0, n);
        return new Result(values, vectors);
    }
}
