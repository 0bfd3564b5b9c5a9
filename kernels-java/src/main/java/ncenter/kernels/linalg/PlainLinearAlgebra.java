package ncenter.kernels.linalg;

/** The provider without native code: slower than OpenBLAS, no dependencies, and the twin that OpenBLAS is tested against. */
final class PlainLinearAlgebra implements LinearAlgebra {
    private static final int BLOCK = 128;

    @Override
    public String name() {
        return "plain";
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
        PlainGemm.gemm(transA, transB, m, n, k, alpha, a, aOff, lda, b, bOff, ldb, beta, c, cOff, ldc);
    }

    @Override
    public void syrk(int n, int k, double[] a, int aOff, int lda, double beta, double[] c, int cOff, int ldc) {
        Checks.syrk(n, k, a, aOff, lda, c, cOff, ldc);
        for (int i = 0; i < n; i += BLOCK) {
            int height = Math.min(BLOCK, n - i);
            PlainGemm.gemm(
                    true,
                    false,
                    height,
                    n - i,
                    k,
                    1,
                    a,
                    aOff + i,
                    lda,
                    a,
                    aOff + i,
                    lda,
                    beta,
                    c,
                    cOff + i * ldc + i,
                    ldc);
        }
        mirrorUpper(n, c, cOff, ldc);
    }

    /** Copies the upper triangle to the lower one, in tiles so that the strided side stays in cache. */
    static void mirrorUpper(int n, double[] c, int cOff, int ldc) {
        int tile = 32;
        for (int i0 = 0; i0 < n; i0 += tile) {
            for (int j0 = 0; j0 <= i0; j0 += tile) {
                for (int i = i0; i < Math.min(n, i0 + tile); i++) {
                    for (int j = j0; j < Math.min(i, j0 + tile); j++) {
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
    public boolean cholesky(int n, double[] a) {
        Checks.cholesky(n, a);
        return PlainCholesky.factor(n, a);
    }

    @Override
    public void choleskySolve(int n, int rhs, double[] l, double[] b) {
        Checks.choleskySolve(n, rhs, l, b);
        PlainCholesky.solve(n, rhs, l, b);
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
