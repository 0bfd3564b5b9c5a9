package ncenter.benchmarks.peers;

import java.util.Map;
import ncenter.io.NpyArray;
import ncenter.kernels.linalg.LinearAlgebra;

/** Cholesky factor of a positive definite matrix; putting the matrix back is outside the time. */
final class CholeskyCase implements Case {
    private final LinearAlgebra algebra;
    private final int n;
    private final double[] a;

    CholeskyCase(LinearAlgebra algebra, int n) {
        this.algebra = algebra;
        this.n = n;
        this.a = new double[n * n];
    }

    @Override
    public long run() {
        for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) a[i * n + j] = 1.0 / (1.0 + Math.abs(i - j));
        for (int i = 0; i < n; i++) a[i * n + i] += 2.0;
        return Case.timed(() -> {
            if (!algebra.cholesky(n, a)) throw new IllegalStateException("not positive definite");
        });
    }

    @Override
    public double figure() {
        return (double) n * n * n / 3;
    }

    @Override
    public Map<String, NpyArray> result() {
        double[] diagonal = new double[n];
        for (int i = 0; i < n; i++) diagonal[i] = a[i * n + i];
        return Map.of("diagonal", NpyArray.of(diagonal, n));
    }
}
