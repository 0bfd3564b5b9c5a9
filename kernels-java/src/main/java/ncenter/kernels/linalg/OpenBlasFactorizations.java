package ncenter.kernels.linalg;

import static ncenter.kernels.linalg.OpenBlasProducts.copy;
import static ncenter.kernels.linalg.OpenBlasProducts.copyBack;
import static ncenter.kernels.linalg.OpenBlasProducts.doubles;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Factorizations through the LAPACK of OpenBLAS, on aligned off-heap copies.
 *
 * <p>LAPACK stores columns, we store rows: it sees every matrix transposed, which the calls below make use of instead of copying.
 */
final class OpenBlasFactorizations {
    private OpenBlasFactorizations() {}

    static void symmetricEigen(int n, double[] a, double[] w) throws Throwable {
        long work = 1 + 6L * n + 2L * n * n;
        workspace("symmetricEigen", n, work);
        try (Arena arena = new CountedArena()) {
            MemorySegment matrix = copy(arena, a, 0, n, n, n);
            MemorySegment values = doubles(arena, n);
            int info = (int) OpenBlasCalls.LONG_SYEVD.invokeExact(
                    OpenBlasCalls.COLUMN_MAJOR,
                    (byte) 'V',
                    (byte) 'U',
                    n,
                    matrix,
                    n,
                    values,
                    doubles(arena, work),
                    (int) work,
                    doubles(arena, 3 + 5L * n),
                    3 + 5 * n);
            succeeded("symmetricEigen", info);
            copyBack(matrix, n, n, a, 0, n);
            copyBack(values, 1, n, w, 0, n);
        }
    }

    /** a (m x n) is A^T (n x m) to LAPACK: its left vectors are our right ones, already in our order. */
    static void svd(int m, int n, double[] a, double[] u, double[] s, double[] vt) throws Throwable {
        int k = Math.min(m, n);
        try (Arena arena = new CountedArena()) {
            MemorySegment matrix = copy(arena, a, 0, m, n, n);
            MemorySegment left = doubles(arena, (long) n * k);
            MemorySegment values = doubles(arena, k);
            MemorySegment right = doubles(arena, (long) k * m);
            MemorySegment integers = doubles(arena, 4L * k + 1);
            MemorySegment best = doubles(arena, 1);
            int query = (int) OpenBlasCalls.LONG_GESDD.invokeExact(
                    OpenBlasCalls.COLUMN_MAJOR,
                    (byte) 'S',
                    n,
                    m,
                    matrix,
                    n,
                    values,
                    left,
                    n,
                    right,
                    k,
                    best,
                    -1,
                    integers);
            succeeded("svd", query);
            long work = (long) best.get(ValueLayout.JAVA_DOUBLE, 0);
            workspace("svd", Math.max(m, n), work);
            int info = (int) OpenBlasCalls.LONG_GESDD.invokeExact(
                    OpenBlasCalls.COLUMN_MAJOR,
                    (byte) 'S',
                    n,
                    m,
                    matrix,
                    n,
                    values,
                    left,
                    n,
                    right,
                    k,
                    doubles(arena, work),
                    (int) work,
                    integers);
            succeeded("svd", info);
            copyBack(values, 1, k, s, 0, k);
            copyBack(left, k, n, vt, 0, n);
            copyBack(right, m, k, u, 0, k);
        }
    }

    /** The upper factor of [r; x] is, transposed, the lower factor of the LQ decomposition of [r^T x^T]. */
    static void qrUpdate(int n, int rows, double[] r, double[] x) throws Throwable {
        int block = Math.min(32, n);
        try (Arena arena = new CountedArena()) {
            MemorySegment triangle = copy(arena, r, 0, n, n, n);
            MemorySegment added = copy(arena, x, 0, rows, n, n);
            MemorySegment info = integer(arena, 0);
            OpenBlasCalls.LONG_TPLQT.invokeExact(
                    integer(arena, n),
                    integer(arena, rows),
                    integer(arena, 0),
                    integer(arena, block),
                    triangle,
                    integer(arena, n),
                    added,
                    integer(arena, n),
                    doubles(arena, (long) block * n),
                    integer(arena, block),
                    doubles(arena, (long) block * n),
                    info);
            succeeded("qrUpdate", info.get(ValueLayout.JAVA_INT, 0));
            copyBack(triangle, n, n, r, 0, n);
        }
    }

    private static MemorySegment integer(Arena arena, int value) {
        return arena.allocateFrom(ValueLayout.JAVA_INT, value);
    }

    private static void workspace(String function, int size, long work) {
        if (work > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    function + ": expected a matrix whose workspace fits 32-bit LAPACK, got size " + size
                            + "; use fewer rows and columns");
        }
    }

    private static void succeeded(String function, int info) {
        if (info != 0) {
            throw new IllegalStateException(
                    function + ": LAPACK reports " + info + " (this is a bug, please report it)");
        }
    }
}
