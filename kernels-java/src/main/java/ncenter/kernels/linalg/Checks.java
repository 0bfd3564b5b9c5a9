package ncenter.kernels.linalg;

/** Argument checks shared by the providers, with the wording of the house: who, expected, got, what to write. */
final class Checks {
    private Checks() {}

    static void size(String function, String name, int value) {
        if (value < 0) {
            throw new IllegalArgumentException(
                    function + ": expected " + name + " >= 0, got " + value + "; pass the number of rows or columns");
        }
    }

    static void matrix(String function, String name, double[] a, int offset, int rows, int cols, int ld) {
        if (rows == 0 || cols == 0) {
            return;
        }
        if (ld < cols) {
            throw new IllegalArgumentException(function + ": expected a leading dimension of " + name + " >= " + cols
                    + " columns, got " + ld + "; pass the distance between two rows");
        }
        long end = offset + (long) (rows - 1) * ld + cols;
        if (offset < 0 || end > a.length) {
            throw new IllegalArgumentException(function + ": expected " + name + " to hold elements " + offset
                    + " until " + end
                    + " (" + rows + " x " + cols + ", leading dimension " + ld + "), got an array of " + a.length
                    + "; pass a larger array or a smaller offset");
        }
    }

    static void length(String function, String name, double[] a, long needed) {
        if (a.length < needed) {
            throw new IllegalArgumentException(function + ": expected at least " + needed + " elements in " + name
                    + ", got " + a.length + "; allocate " + name + " for the sizes you pass");
        }
    }

    static void finite(String function, String name, double[] a, int count) {
        for (int i = 0; i < count; i++) {
            if (!Double.isFinite(a[i])) {
                throw new IllegalArgumentException(function + ": expected finite elements in " + name + ", got " + a[i]
                        + " at index " + i + "; look for missing data or a division by zero upstream");
            }
        }
    }

    static void gemm(
            boolean transA,
            boolean transB,
            int m,
            int n,
            int k,
            double[] a,
            int aOff,
            int lda,
            double[] b,
            int bOff,
            int ldb,
            double[] c,
            int cOff,
            int ldc) {
        size("gemm", "m", m);
        size("gemm", "n", n);
        size("gemm", "k", k);
        matrix("gemm", "a", a, aOff, transA ? k : m, transA ? m : k, lda);
        matrix("gemm", "b", b, bOff, transB ? n : k, transB ? k : n, ldb);
        matrix("gemm", "c", c, cOff, m, n, ldc);
    }

    static void syrk(int n, int k, double[] a, int aOff, int lda, double[] c, int cOff, int ldc) {
        size("syrk", "n", n);
        size("syrk", "k", k);
        matrix("syrk", "a", a, aOff, k, n, lda);
        matrix("syrk", "c", c, cOff, n, n, ldc);
    }

    static void gram(int n, int k, double[] a, int aOff, int lda, double[] c, int cOff, int ldc) {
        size("gram", "n", n);
        size("gram", "k", k);
        matrix("gram", "a", a, aOff, n, k, lda);
        matrix("gram", "c", c, cOff, n, n, ldc);
    }

    /** As syrk, if products of columns are asked for; else as gram. */
    static void square(boolean columns, int n, int k, double[] a, int aOff, int lda, double[] c, int cOff, int ldc) {
        if (columns) syrk(n, k, a, aOff, lda, c, cOff, ldc);
        else gram(n, k, a, aOff, lda, c, cOff, ldc);
    }

    static void symmetricEigen(int n, double[] a, double[] w) {
        symmetric("symmetricEigen", n, a);
        length("symmetricEigen", "w", w, n);
    }

    static void symmetric(String function, int n, double[] a) {
        size(function, "n", n);
        length(function, "a", a, (long) n * n);
        finite(function, "a", a, n * n);
    }

    static void svd(int m, int n, double[] a, double[] u, double[] s, double[] vt) {
        int k = Math.min(m, n);
        size("svd", "m", m);
        size("svd", "n", n);
        length("svd", "a", a, (long) m * n);
        length("svd", "u", u, (long) m * k);
        length("svd", "s", s, k);
        length("svd", "vt", vt, (long) k * n);
        finite("svd", "a", a, m * n);
    }

    static void cholesky(int n, double[] a, int lda) {
        size("cholesky", "n", n);
        matrix("cholesky", "a", a, 0, n, n, lda);
    }

    static void choleskySolve(int n, int rhs, double[] l, int ldl, double[] b) {
        size("choleskySolve", "n", n);
        size("choleskySolve", "rhs", rhs);
        matrix("choleskySolve", "l", l, 0, n, n, ldl);
        length("choleskySolve", "b", b, (long) n * rhs);
    }

    static void qrUpdate(int n, int rows, double[] r, double[] x) {
        size("qrUpdate", "n", n);
        size("qrUpdate", "rows", rows);
        length("qrUpdate", "r", r, (long) n * n);
        length("qrUpdate", "x", x, (long) rows * n);
    }
}
