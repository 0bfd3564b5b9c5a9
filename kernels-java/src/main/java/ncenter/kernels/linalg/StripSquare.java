package ncenter.kernels.linalg;

/**
 * The products of all vectors of a matrix with one another, by strips of vectors: products of a strip with itself, and of two strips, which are tasks of their own.
 *
 * <p>Strips depend on the size alone, so any number of threads gives the same bits.
 *
 * @param columns whether columns are multiplied with one another, as {@link LinearAlgebra#syrk} does; else rows, as {@link LinearAlgebra#gram}
 */
record StripSquare(
        LinearAlgebra la,
        boolean columns,
        int n,
        int k,
        double[] a,
        int aOff,
        int lda,
        double beta,
        double[] c,
        int cOff,
        int ldc) {
    /** Vectors of a strip, and up to twice as many less one: with fewer, packing them costs more than threads gain. */
    private static final int STRIP = 512;

    /** Terms of a sum that a call adds up: with more, packed strips would not stay in the cache. */
    private static final int DEPTH = 1024;

    StripSquare {
        Checks.square(columns, n, k, a, aOff, lda, c, cOff, ldc);
    }

    void make(Tasks tasks) {
        int strips = Math.max(1, n / STRIP);
        int pairs = strips * (strips - 1) / 2;
        // Products of two strips take twice as long as those of one: they go first, so that the last task is short.
        tasks.forEach(pairs + strips, task -> {
            if (task >= pairs) {
                diagonal(from(task - pairs, strips), from(task - pairs + 1, strips));
            } else {
                int j = BlockCholesky.row(task) + 1;
                int i = task - j * (j - 1) / 2;
                pair(from(i, strips), from(i + 1, strips), from(j, strips), from(j + 1, strips));
            }
        });
    }

    private int from(int strip, int strips) {
        return (int) ((long) n * strip / strips);
    }

    private void diagonal(int from, int to) {
        int at = cOff + from * ldc + from;
        if (columns) la.syrk(to - from, k, a, vector(from), lda, beta, c, at, ldc);
        else la.gram(to - from, k, a, vector(from), lda, beta, c, at, ldc);
    }

    /** Strip [from, to) times strip [other, end), above the diagonal, and what mirrors it. */
    private void pair(int from, int to, int other, int end) {
        int rows = to - from;
        int at = cOff + from * ldc + other;
        for (int p = 0; p == 0 || p < k; p += DEPTH) {
            int depth = Math.min(DEPTH, k - p);
            double old = p == 0 ? beta : 1.0;
            int x = term(vector(from), p);
            la.gemm(
                    columns,
                    !columns,
                    rows,
                    end - other,
                    depth,
                    1.0,
                    a,
                    x,
                    lda,
                    a,
                    term(vector(other), p),
                    lda,
                    old,
                    c,
                    at,
                    ldc);
        }
        PlainLinearAlgebra.mirror(other, end, from, to, c, cOff, ldc);
    }

    private int vector(int number) {
        if (k == 0) return aOff;
        return columns ? aOff + number : aOff + number * lda;
    }

    private int term(int vector, int number) {
        return columns ? vector + number * lda : vector + number;
    }
}
