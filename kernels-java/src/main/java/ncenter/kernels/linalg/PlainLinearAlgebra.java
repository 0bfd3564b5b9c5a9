package ncenter.kernels.linalg;

/** The provider without native code: slower than OpenBLAS, no dependencies, and the twin that OpenBLAS is tested against. */
final class PlainLinearAlgebra implements LinearAlgebra {
    private final boolean lanes;
    private final PlainProducts products;
    private final PlainCholesky cholesky;

    /** @param lanes whether the Vector API may be used */
    PlainLinearAlgebra(boolean lanes) {
        this.lanes = lanes;
        products = new PlainProducts(lanes);
        cholesky = new PlainCholesky(products);
    }

    @Override
    public String name() {
        return "plain";
    }

    @Override
    public String toString() {
        return lanes ? "plain on vector lanes" : "plain loops";
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
        products.gemm(transA, transB, m, n, k, alpha, a, aOff, lda, b, bOff, ldb, beta, c, cOff, ldc);
    }

    @Override
    public void syrk(int n, int k, double[] a, int aOff, int lda, double beta, double[] c, int cOff, int ldc) {
        Checks.syrk(n, k, a, aOff, lda, c, cOff, ldc);
        products.square(n, k, a, aOff, 1, lda, beta, c, cOff, ldc, Tasks.CALLER);
    }

    @Override
    public void gram(int n, int k, double[] a, int aOff, int lda, double beta, double[] c, int cOff, int ldc) {
        Checks.gram(n, k, a, aOff, lda, c, cOff, ldc);
        products.square(n, k, a, aOff, lda, 1, beta, c, cOff, ldc, Tasks.CALLER);
    }

    /** Copies the upper triangle to the lower one. */
    static void mirrorUpper(int n, double[] c, int cOff, int ldc) {
        mirror(0, n, 0, n, c, cOff, ldc);
    }

    /** Copies to rows [row, rowEnd) and columns [column, columnEnd), as far as they lie below the diagonal, in tiles so that the strided side stays in cache. */
    static void mirror(int row, int rowEnd, int column, int columnEnd, double[] c, int cOff, int ldc) {
        int tile = 32;
        for (int i0 = row; i0 < rowEnd; i0 += tile) {
            int last = Math.min(rowEnd, i0 + tile);
            for (int j0 = column; j0 < Math.min(columnEnd, last); j0 += tile) {
                for (int i = i0; i < last; i++) {
                    for (int j = j0; j < Math.min(Math.min(i, columnEnd), j0 + tile); j++) {
                        c[cOff + i * ldc + j] = c[cOff + j * ldc + i];
                    }
                }
            }
        }
    }

    @Override
    public void symmetricEigen(int n, double[] a, double[] w) {
        Checks.symmetricEigen(n, a, w);
        PlainEigen.symmetricEigen(n, a, w);
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
        PlainSvd.svd(m, n, a, u, s, vt);
    }

    @Override
    public void qrUpdate(int n, int rows, double[] r, double[] x) {
        Checks.qrUpdate(n, rows, r, x);
        PlainQr.update(n, rows, r, x);
    }
}
