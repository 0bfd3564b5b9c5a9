package ncenter.kernels.linalg;

/**
 * OpenBLAS through {@code java.lang.foreign}, and {@link VectorSquare} where that is faster. Create only when {@link OpenBlasLibrary#isLoaded()}.
 */
final class OpenBlasLinearAlgebra implements LinearAlgebra {
    private final OpenBlasCholesky cholesky = new OpenBlasCholesky();
    private final PlainProducts squares = new PlainProducts(true);

    @Override
    public String name() {
        return "openblas";
    }

    @Override
    public String toString() {
        return name();
    }

    @Override
    public void gemm(
            boolean transA,
            boolean transB,
            int m,
            int n,
            int k,
            double alpha,
            double[] a,
            int aOff,
            int lda,
            double[] b,
            int bOff,
            int ldb,
            double beta,
            double[] c,
            int cOff,
            int ldc) {
        Checks.gemm(transA, transB, m, n, k, a, aOff, lda, b, bOff, ldb, c, cOff, ldc);
        if (m == 0 || n == 0) {
            return;
        }
        if (k == 0) {
            PlainGemm.scale(Part.ALL, m, n, beta, c, cOff, ldc);
            return;
        }
        // BLAS checks leading dimensions against the stored shape even where a single row never uses them; ours are
        // checked above.
        try {
            OpenBlasProducts.gemm(transA, transB, m, n, k, alpha, a, aOff, lda, b, bOff, ldb, beta, c, cOff, ldc);
        } catch (Throwable e) {
            throw failure("gemm", e);
        }
    }

    @Override
    public void syrk(int n, int k, double[] a, int aOff, int lda, double beta, double[] c, int cOff, int ldc) {
        square(true, n, k, a, aOff, lda, beta, c, cOff, ldc);
    }

    @Override
    public void syrk(
            int n, int k, double[] a, int aOff, int lda, double beta, double[] c, int cOff, int ldc, Tasks tasks) {
        square(true, n, k, a, aOff, lda, beta, c, cOff, ldc, tasks);
    }

    @Override
    public void gram(int n, int k, double[] a, int aOff, int lda, double beta, double[] c, int cOff, int ldc) {
        square(false, n, k, a, aOff, lda, beta, c, cOff, ldc);
    }

    @Override
    public void gram(
            int n, int k, double[] a, int aOff, int lda, double beta, double[] c, int cOff, int ldc, Tasks tasks) {
        square(false, n, k, a, aOff, lda, beta, c, cOff, ldc, tasks);
    }

    /** Products of all columns with one another, or of all rows. */
    private void square(
            boolean columns, int n, int k, double[] a, int aOff, int lda, double beta, double[] c, int cOff, int ldc) {
        Checks.square(columns, n, k, a, aOff, lda, c, cOff, ldc);
        if (n == 0) {
            return;
        }
        if (PlainProducts.beatsOpenBlas(n, k)) {
            onLanes(columns, n, k, a, aOff, lda, beta, c, cOff, ldc, Tasks.CALLER);
            return;
        }
        try {
            OpenBlasProducts.square(
                    columns, n, k, a, k == 0 ? 0 : aOff, Math.max(lda, columns ? n : 1), beta, c, cOff, ldc);
        } catch (Throwable e) {
            throw failure(columns ? "syrk" : "gram", e);
        }
    }

    /** The same in parts: of the columns of C on vector lanes, of strips in OpenBLAS. */
    private void square(
            boolean columns,
            int n,
            int k,
            double[] a,
            int aOff,
            int lda,
            double beta,
            double[] c,
            int cOff,
            int ldc,
            Tasks tasks) {
        StripSquare strips = new StripSquare(this, columns, n, k, a, aOff, lda, beta, c, cOff, ldc);
        if (PlainProducts.beatsOpenBlas(n, k)) onLanes(columns, n, k, a, aOff, lda, beta, c, cOff, ldc, tasks);
        else strips.make(tasks);
    }

    private void onLanes(
            boolean columns,
            int n,
            int k,
            double[] a,
            int aOff,
            int lda,
            double beta,
            double[] c,
            int cOff,
            int ldc,
            Tasks tasks) {
        squares.square(n, k, a, aOff, columns ? 1 : lda, columns ? lda : 1, beta, c, cOff, ldc, tasks);
    }

    @Override
    public void symmetricEigen(int n, double[] a, double[] w) {
        Checks.symmetricEigen(n, a, w);
        if (n == 0) {
            return;
        }
        try {
            OpenBlasFactorizations.symmetricEigen(n, a, w);
        } catch (Throwable e) {
            throw failure("symmetricEigen", e);
        }
    }

    @Override
    public boolean cholesky(int n, double[] a, int lda, Tasks tasks) {
        Checks.cholesky(n, a, lda);
        return cholesky.factor(n, a, 0, lda, tasks);
    }

    @Override
    public void choleskySolve(int n, int rhs, double[] l, int ldl, double[] b) {
        Checks.choleskySolve(n, rhs, l, ldl, b);
        cholesky.solve(n, rhs, l, ldl, b);
    }

    @Override
    public void svd(int m, int n, double[] a, double[] u, double[] s, double[] vt) {
        Checks.svd(m, n, a, u, s, vt);
        if (m == 0 || n == 0) {
            return;
        }
        try {
            OpenBlasFactorizations.svd(m, n, a, u, s, vt);
        } catch (Throwable e) {
            throw failure("svd", e);
        }
    }

    @Override
    public void qrUpdate(int n, int rows, double[] r, double[] x) {
        Checks.qrUpdate(n, rows, r, x);
        if (n == 0 || rows == 0) {
            return;
        }
        try {
            OpenBlasFactorizations.qrUpdate(n, rows, r, x);
        } catch (Throwable e) {
            throw failure("qrUpdate", e);
        }
    }

    /** Method handles declare Throwable; only what we throw ourselves and errors of the JVM can arrive here. */
    static RuntimeException failure(String function, Throwable e) {
        return switch (e) {
            case RuntimeException known -> known;
            case Error error -> throw error;
            default ->
                new IllegalStateException(function + ": the native call failed (this is a bug, please report it)", e);
        };
    }
}
