package ncenter.kernels.linalg;

/**
 * A provider of dense float64 linear algebra on row-major arrays.
 *
 * <p>A matrix argument {@code (a, aOff, lda)} holds element (i, j) at {@code a[aOff + i*lda + j]}; methods without offset and
 * leading dimension expect a tight matrix that starts at 0. Every implementation is thread-safe, runs on the calling thread only
 * (but for {@link Tasks} that it is given) and returns the same bits for the same input whichever thread calls. Arguments that do not fit raise
 * {@link IllegalArgumentException} before anything is written.
 */
public interface LinearAlgebra {
    /** The word that selects this provider in the system property {@code ncenter.linalg}. */
    String name();

    /**
     * {@code C = alpha op(A) op(B) + beta C} with op(A) m x k, op(B) k x n and C m x n.
     *
     * <p>{@code transA} means that A is stored k x m, {@code transB} that B is stored n x k. With {@code beta == 0} the old content
     * of C is not read (it may be NaN). C must not overlap A or B.
     */
    void gemm(
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
            int ldc);

    /**
     * {@code C = A^T A + beta C} with A k x n and C symmetric n x n; both triangles of C are written and are equal bit by bit.
     * Only one triangle of the old C is read, none when {@code beta == 0}.
     */
    void syrk(int n, int k, double[] a, int aOff, int lda, double beta, double[] c, int cOff, int ldc);

    /** {@code C = A A^T + beta C} with A n x k: the products of all rows with one another. Otherwise as {@link #syrk}. */
    void gram(int n, int k, double[] a, int aOff, int lda, double beta, double[] c, int cOff, int ldc);

    /**
     * As {@link #syrk} and equal to rounding. Parts of the work on large matrices go to {@code tasks}; the bits do not depend on how many threads take them.
     */
    default void syrk(
            int n, int k, double[] a, int aOff, int lda, double beta, double[] c, int cOff, int ldc, Tasks tasks) {
        new StripSquare(this, true, n, k, a, aOff, lda, beta, c, cOff, ldc).make(tasks);
    }

    /** As {@link #gram}; tasks as for syrk. */
    default void gram(
            int n, int k, double[] a, int aOff, int lda, double beta, double[] c, int cOff, int ldc, Tasks tasks) {
        new StripSquare(this, false, n, k, a, aOff, lda, beta, c, cOff, ldc).make(tasks);
    }

    /**
     * All eigenvalues and eigenvectors of a symmetric matrix.
     *
     * @param a in: n x n, symmetric (one triangle is read); out: {@code a[k*n + i]} = component i of eigenvector k (vectors are rows)
     * @param w out: n eigenvalues, ascending
     */
    void symmetricEigen(int n, double[] a, double[] w);

    /**
     * Cholesky factor of a matrix whose lower triangle is given: L, with L L^T = A, in its place. What lies above the diagonal is neither
     * read nor written, so that a symmetric matrix keeps its own copy there.
     *
     * <p>Nothing of the size of the matrix is allocated. Parts of the work go to {@code tasks}; the bits do not depend on how many threads take them.
     *
     * @param lda distance between rows
     * @return false if {@code a} is not positive definite to working precision; its lower triangle is then of no use
     */
    boolean cholesky(int n, double[] a, int lda, Tasks tasks);

    /** The factor of a tight matrix, on the calling thread. */
    default boolean cholesky(int n, double[] a) {
        return cholesky(n, a, n, Tasks.CALLER);
    }

    /** Solves L L^T X = B in place for the factor of {@link #cholesky}, of which the lower triangle is read; b is n x rhs. */
    void choleskySolve(int n, int rhs, double[] l, int ldl, double[] b);

    /** The solution for a tight factor. */
    default void choleskySolve(int n, int rhs, double[] l, double[] b) {
        choleskySolve(n, rhs, l, n, b);
    }

    /**
     * Thin singular value decomposition a = u diag(s) vt with k = min(m, n).
     *
     * @param a  m x n, not modified
     * @param u  out: m x k, orthonormal columns
     * @param s  out: k values, descending
     * @param vt out: k x n, orthonormal rows
     */
    void svd(int m, int n, double[] a, double[] u, double[] s, double[] vt);

    /**
     * Adds rows to a triangular factor: r becomes the upper triangular factor of the QR decomposition of [r; x].
     *
     * <p>So r^T r grows by x^T x, without ever forming the product: singular values are resolved to 1e-16 of the largest one,
     * not to 1e-8 as from {@link #syrk}. The signs of the rows of r are not normalized.
     *
     * @param r in and out: n x n, upper triangular (zeros below)
     * @param x rows x n, destroyed
     */
    void qrUpdate(int n, int rows, double[] r, double[] x);
}
