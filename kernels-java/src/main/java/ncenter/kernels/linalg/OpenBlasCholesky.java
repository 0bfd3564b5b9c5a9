package ncenter.kernels.linalg;

import static ncenter.kernels.linalg.OpenBlasProducts.copy;
import static ncenter.kernels.linalg.OpenBlasProducts.tail;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Leaves and tiles through OpenBLAS on the heap array itself: every call is short enough not to hold up garbage collection. */
final class OpenBlasCholesky extends BlockCholesky {
    private static final int LEAF = 48;
    private static final int SOLVED = 512;
    /** Terms of a sum per call: a tile takes some 10 ms. */
    private static final int DEPTH = 768;

    OpenBlasCholesky() {
        super(LEAF, SOLVED);
    }

    /** On an aligned copy, so that the result does not depend on where the heap happens to put the array. */
    @Override
    boolean factorLeaf(int n, double[] a, int at, int ld) {
        try (Arena arena = new CountedArena()) {
            MemorySegment matrix = copy(arena, a, at, n, n, ld);
            int info = (int) OpenBlasCalls.LONG_POTRF.invokeExact(OpenBlasCalls.COLUMN_MAJOR, (byte) 'U', n, matrix, n);
            if (info < 0)
                throw new IllegalStateException(
                        "cholesky: LAPACK refused argument " + -info + " (this is a bug, please report it)");
            boolean finite = info == 0;
            for (int i = 0; i < n && finite; i++) {
                MemorySegment.copy(matrix, ValueLayout.JAVA_DOUBLE, 8L * i * n, a, at + i * ld, i + 1);
                finite = Double.isFinite(a[at + i * ld + i]);
            }
            return finite;
        } catch (Throwable e) {
            throw OpenBlasLinearAlgebra.failure("cholesky", e);
        }
    }

    @Override
    void solveLeaf(int rows, int n, double[] a, int l, int b, int ld) {
        try {
            OpenBlasCalls.SHORT_TRSM.invokeExact(
                    OpenBlasCalls.ROW_MAJOR,
                    OpenBlasCalls.RIGHT,
                    OpenBlasCalls.LOWER,
                    OpenBlasCalls.TRANS,
                    OpenBlasCalls.NON_UNIT,
                    rows,
                    n,
                    1.0,
                    tail(a, l),
                    ld,
                    tail(a, b),
                    ld);
        } catch (Throwable e) {
            throw OpenBlasLinearAlgebra.failure("cholesky", e);
        }
    }

    @Override
    void subtract(Part part, int rows, int columns, int k, double[] a, int x, int y, int c, int ld) {
        try {
            for (int p = 0; p < k; p += DEPTH) {
                int depth = Math.min(DEPTH, k - p);
                if (part == Part.LOWER) square(rows, depth, tail(a, x + p), tail(a, c), ld);
                else product(rows, columns, depth, tail(a, x + p), tail(a, y + p), tail(a, c), ld);
            }
        } catch (Throwable e) {
            throw OpenBlasLinearAlgebra.failure("cholesky", e);
        }
    }

    private static void square(int n, int k, MemorySegment x, MemorySegment c, int ld) throws Throwable {
        OpenBlasCalls.SHORT_SYRK.invokeExact(
                OpenBlasCalls.ROW_MAJOR, OpenBlasCalls.LOWER, OpenBlasCalls.NO_TRANS, n, k, -1.0, x, ld, 1.0, c, ld);
    }

    private static void product(int rows, int columns, int k, MemorySegment x, MemorySegment y, MemorySegment c, int ld)
            throws Throwable {
        OpenBlasCalls.SHORT_GEMM.invokeExact(
                OpenBlasCalls.ROW_MAJOR,
                OpenBlasCalls.NO_TRANS,
                OpenBlasCalls.TRANS,
                rows,
                columns,
                k,
                -1.0,
                x,
                ld,
                y,
                ld,
                1.0,
                c,
                ld);
    }

    @Override
    void solveLeaf(boolean transposed, int n, int rhs, double[] l, int lAt, int ldl, double[] b, int at) {
        try {
            OpenBlasCalls.SHORT_TRSM.invokeExact(
                    OpenBlasCalls.ROW_MAJOR,
                    OpenBlasCalls.LEFT,
                    OpenBlasCalls.LOWER,
                    transposed ? OpenBlasCalls.TRANS : OpenBlasCalls.NO_TRANS,
                    OpenBlasCalls.NON_UNIT,
                    n,
                    rhs,
                    1.0,
                    tail(l, lAt),
                    ldl,
                    tail(b, at),
                    rhs);
        } catch (Throwable e) {
            throw OpenBlasLinearAlgebra.failure("choleskySolve", e);
        }
    }

    @Override
    void subtract(boolean transposed, int m, int rhs, int k, double[] l, int lAt, int ldl, double[] b, int x, int at) {
        try {
            OpenBlasProducts.gemm(transposed, false, m, rhs, k, -1.0, l, lAt, ldl, b, x, rhs, 1.0, b, at, rhs);
        } catch (Throwable e) {
            throw OpenBlasLinearAlgebra.failure("choleskySolve", e);
        }
    }
}
