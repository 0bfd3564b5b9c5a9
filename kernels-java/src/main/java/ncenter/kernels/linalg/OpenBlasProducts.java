package ncenter.kernels.linalg;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Products through OpenBLAS. Work is cut into critical calls on the heap arrays, each short enough not to hold up garbage
 * collection; where pieces of that size would be too thin to run fast, the operands are copied off-heap for one long call.
 */
final class OpenBlasProducts {
    /** Multiply-adds of one critical call: about 20 ms on one core. */
    private static final long SHORT = 800_000_000L;

    private static final int THINNEST = 256;

    private OpenBlasProducts() {}

    static void gemm(
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
            int ldc)
            throws Throwable {
        int ta = transA ? OpenBlasCalls.TRANS : OpenBlasCalls.NO_TRANS;
        int tb = transB ? OpenBlasCalls.TRANS : OpenBlasCalls.NO_TRANS;
        long piece = Math.max(1, SHORT / Math.max(1L, (long) n * k));
        if (piece < Math.min(m, THINNEST)) {
            longGemm(ta, tb, m, n, k, alpha, a, aOff, lda, b, bOff, ldb, beta, c, cOff, ldc);
            return;
        }
        MemorySegment right = tail(b, bOff);
        for (int i = 0; i < m; i += (int) Math.min(piece, Integer.MAX_VALUE - i)) {
            int rows = (int) Math.min(piece, m - i);
            OpenBlasCalls.SHORT_GEMM.invokeExact(
                    OpenBlasCalls.ROW_MAJOR,
                    ta,
                    tb,
                    rows,
                    n,
                    k,
                    alpha,
                    tail(a, aOff + (transA ? i : i * lda)),
                    lda,
                    right,
                    ldb,
                    beta,
                    tail(c, cOff + i * ldc),
                    ldc);
        }
    }

    private static void longGemm(
            int ta,
            int tb,
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
            int ldc)
            throws Throwable {
        boolean transA = ta == OpenBlasCalls.TRANS;
        boolean transB = tb == OpenBlasCalls.TRANS;
        try (Arena arena = new CountedArena()) {
            MemorySegment left = copy(arena, a, aOff, transA ? k : m, transA ? m : k, lda);
            MemorySegment right = copy(arena, b, bOff, transB ? n : k, transB ? k : n, ldb);
            MemorySegment out = beta == 0 ? doubles(arena, (long) m * n) : copy(arena, c, cOff, m, n, ldc);
            OpenBlasCalls.LONG_GEMM.invokeExact(
                    OpenBlasCalls.ROW_MAJOR,
                    ta,
                    tb,
                    m,
                    n,
                    k,
                    alpha,
                    left,
                    transA ? m : k,
                    right,
                    transB ? k : n,
                    beta,
                    out,
                    n);
            copyBack(out, m, n, c, cOff, ldc);
        }
    }

    /** C = A^T A + beta C with A k x n where {@code trans}, else C = A A^T + beta C with A n x k. */
    static void square(
            boolean trans, int n, int k, double[] a, int aOff, int lda, double beta, double[] c, int cOff, int ldc)
            throws Throwable {
        int t = trans ? OpenBlasCalls.TRANS : OpenBlasCalls.NO_TRANS;
        long piece = SHORT / Math.max(1L, (long) n * n / 2);
        if (piece < Math.min(k, THINNEST)) {
            longSquare(t, n, k, a, aOff, lda, beta, c, cOff, ldc);
        } else {
            MemorySegment out = tail(c, cOff);
            int p = 0;
            do {
                int terms = (int) Math.min(piece, k - p);
                OpenBlasCalls.SHORT_SYRK.invokeExact(
                        OpenBlasCalls.ROW_MAJOR,
                        OpenBlasCalls.UPPER,
                        t,
                        n,
                        terms,
                        1.0,
                        tail(a, aOff + (trans ? p * lda : p)),
                        lda,
                        p == 0 ? beta : 1.0,
                        out,
                        ldc);
                p += terms;
            } while (p < k);
        }
        PlainLinearAlgebra.mirrorUpper(n, c, cOff, ldc);
    }

    private static void longSquare(
            int t, int n, int k, double[] a, int aOff, int lda, double beta, double[] c, int cOff, int ldc)
            throws Throwable {
        int rows = t == OpenBlasCalls.TRANS ? k : n;
        int columns = t == OpenBlasCalls.TRANS ? n : k;
        try (Arena arena = new CountedArena()) {
            MemorySegment x = copy(arena, a, aOff, rows, columns, lda);
            MemorySegment out = beta == 0 ? doubles(arena, (long) n * n) : copy(arena, c, cOff, n, n, ldc);
            OpenBlasCalls.LONG_SYRK.invokeExact(
                    OpenBlasCalls.ROW_MAJOR, OpenBlasCalls.UPPER, t, n, k, 1.0, x, Math.max(1, columns), beta, out, n);
            copyBack(out, n, n, c, cOff, ldc);
        }
    }

    static MemorySegment tail(double[] a, int from) {
        return MemorySegment.ofArray(a).asSlice(8L * from);
    }

    /** 64-byte aligned, so that results do not depend on where the heap happens to put an array. */
    static MemorySegment doubles(Arena arena, long count) {
        return arena.allocate(Math.max(8, 8 * count), 64);
    }

    /** A tight off-heap copy of a matrix. */
    static MemorySegment copy(Arena arena, double[] a, int off, int rows, int cols, int ld) {
        MemorySegment out = doubles(arena, (long) rows * cols);
        if (ld == cols) {
            MemorySegment.copy(a, off, out, ValueLayout.JAVA_DOUBLE, 0, rows * cols);
            return out;
        }
        for (int i = 0; i < rows; i++) {
            MemorySegment.copy(a, off + i * ld, out, ValueLayout.JAVA_DOUBLE, 8L * i * cols, cols);
        }
        return out;
    }

    static void copyBack(MemorySegment from, int rows, int cols, double[] c, int cOff, int ldc) {
        for (int i = 0; i < rows; i++) {
            MemorySegment.copy(from, ValueLayout.JAVA_DOUBLE, 8L * i * cols, c, cOff + i * ldc, cols);
        }
    }
}
