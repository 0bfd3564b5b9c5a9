package ncenter.kernels.linalg;

/**
 * Dense linear algebra on row-major {@code double[]} with offsets and leading dimensions (elements between rows).
 *
 * <p>Implementations are thread-safe, run on the calling thread, and give the same bits for the same input whatever other threads do.
 */
public interface LinearAlgebra {
    /** What does the work, for example {@code OpenBLAS 0.3.31} or {@code plain Java}. */
    String name();

    /** C = alpha op(A) op(B) + beta C; op(A) is m x k, op(B) k x n, C m x n. beta = 0 overwrites, whatever C held. */
    void gemm(
            boolean transA, boolean transB, int m, int n, int k, double alpha, double[] a, int aOff, int lda, double[] b, int bOff, int ldb,
            double beta, double[] c, int cOff, int ldc);

    /** C = A^T A + beta C; A is k x n, C n x n and symmetric. Both triangles are written. */
    void syrk(int n, int k, double[] a, int aOff, int lda, double beta, double[] c, int cOff, int ldc);

    /**
     * All eigenvalues and eigenvectors of a symmetric n x n matrix.
     *
     * @param a in: the matrix; out: row k is eigenvector k
     * @param w out: eigenvalues, ascending
     * @throws IllegalArgumentException if the matrix has an entry that is not finite
     */
    void symmetricEigen(int n, double[] a, double[] w);

    /** A = L L^T in place, L in the lower triangle, zeros above. False if A is not positive definite; then A is destroyed. */
    boolean cholesky(int n, double[] a);

    /** Solves L L^T X = B in place; b is n x rhs. */
    void choleskySolve(int n, int rhs, double[] l, double[] b);

    /**
     * Thin singular value decomposition A = U diag(s) V^T with k = min(m, n): u is m x k, s descending, vt k x n. A is destroyed.
     *
     * @throws IllegalArgumentException if the matrix has an entry that is not finite
     */
    void svd(int m, int n, double[] a, double[] u, double[] s, double[] vt);
}
