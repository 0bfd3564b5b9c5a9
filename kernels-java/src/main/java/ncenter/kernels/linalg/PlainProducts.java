package ncenter.kernels.linalg;

import ncenter.kernels.lanes.KernelForm;

/** Products without native code: on vector lanes where that form was asked for and pays, else in plain loops. */
final class PlainProducts {
    private static final int BLOCK = 128;

    /** Floating-point operations, about 10 ms. */
    private static final long FEWEST_OPERATIONS = 1L << 30;

    /** Columns of large normal equations. */
    private static final int LARGE = 512;

    /** Rows that they take in at once, at least. */
    private static final int PANEL = 128;

    private final boolean lanes;

    /** @param lanes whether the Vector API may be used; it is not linked otherwise */
    PlainProducts(boolean lanes) {
        this.lanes = lanes;
    }

    /** C = alpha op(A) op(B) + beta C. */
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
            int ldc) {
        PlainGemm.scale(Part.ALL, m, n, beta, c, cOff, ldc);
        if (alpha == 0) return;
        add(
                Part.ALL,
                m,
                n,
                k,
                alpha,
                a,
                aOff,
                transA ? 1 : lda,
                transA ? lda : 1,
                b,
                bOff,
                transB ? 1 : ldb,
                transB ? ldb : 1,
                c,
                cOff,
                ldc);
    }

    /** C += alpha A B in {@code part} of C, with A[i, p] = a[aOff + i*aRow + p*aCol] and B[p, j] = b[bOff + p*bRow + j*bCol]. */
    void add(
            Part part,
            int m,
            int n,
            int k,
            double alpha,
            double[] a,
            int aOff,
            int aRow,
            int aCol,
            double[] b,
            int bOff,
            int bRow,
            int bCol,
            double[] c,
            int cOff,
            int ldc) {
        if (m == 0 || n == 0 || k == 0) return;
        if (lanes && VectorGemm.pays(m, n, k)) {
            VectorGemm.add(part, m, n, k, alpha, a, aOff, aRow, aCol, b, bOff, bRow, bCol, c, cOff, ldc);
        } else if (part == Part.ALL) {
            PlainGemm.add(m, n, k, alpha, a, aOff, aRow, aCol, b, bOff, bRow, bCol, c, cOff, ldc);
        } else {
            triangle(part, m, n, k, alpha, a, aOff, aRow, aCol, b, bOff, bRow, bCol, c, cOff, ldc);
        }
    }

    /**
     * Whether {@link #square} on vector lanes takes less time than OpenBLAS here: a tenth to a third less, measured with registers of eight doubles. Small products stay with OpenBLAS, because
     * the first ones on lanes cost a quarter of a second, until Java has compiled them; but panels of rows that become large normal equations are many.
     */
    static boolean beatsOpenBlas(int n, int k) {
        return n >= 48
                && n <= 1536
                && ((long) n * n * k >= FEWEST_OPERATIONS || n >= LARGE && k >= PANEL)
                && KernelForm.lanes() >= 8
                && KernelForm.chosen() == KernelForm.VECTOR;
    }

    /** C = A A^T + beta C with C symmetric, and A[i, p] = a[aOff + i*aLine + p*aTerm], n x k; {@code tasks} are parts of it on vector lanes. */
    void square(
            int n,
            int k,
            double[] a,
            int aOff,
            int aLine,
            int aTerm,
            double beta,
            double[] c,
            int cOff,
            int ldc,
            Tasks tasks) {
        PlainGemm.scale(Part.UPPER, n, n, beta, c, cOff, ldc);
        if (lanes && VectorSquare.pays(n, k)) VectorSquare.add(n, k, a, aOff, aLine, aTerm, c, cOff, ldc, tasks);
        else add(Part.UPPER, n, n, k, 1, a, aOff, aLine, aTerm, a, aOff, aTerm, aLine, c, cOff, ldc);
        PlainLinearAlgebra.mirrorUpper(n, c, cOff, ldc);
    }

    /** Block rows: what crosses the diagonal goes through a block of its own. */
    private static void triangle(
            Part part,
            int m,
            int n,
            int k,
            double alpha,
            double[] a,
            int aOff,
            int aRow,
            int aCol,
            double[] b,
            int bOff,
            int bRow,
            int bCol,
            double[] c,
            int cOff,
            int ldc) {
        double[] crossing = new double[BLOCK * BLOCK];
        for (int i = 0; i < m; i += BLOCK) {
            int rows = Math.min(BLOCK, m - i);
            for (int j = 0; j < n; j += BLOCK) {
                int columns = Math.min(BLOCK, n - j);
                if (part.misses(i, i + rows, j, j + columns)) continue;
                boolean inside = part.covers(i, i + rows, j, j + columns);
                double[] out = inside ? c : crossing;
                int at = inside ? cOff + i * ldc + j : 0;
                int ld = inside ? ldc : BLOCK;
                if (!inside) java.util.Arrays.fill(crossing, 0.0);
                PlainGemm.add(
                        rows,
                        columns,
                        k,
                        alpha,
                        a,
                        aOff + i * aRow,
                        aRow,
                        aCol,
                        b,
                        bOff + j * bCol,
                        bRow,
                        bCol,
                        out,
                        at,
                        ld);
                if (!inside) addCrossing(part, i, j, rows, columns, crossing, c, cOff, ldc);
            }
        }
    }

    private static void addCrossing(
            Part part, int i, int j, int rows, int columns, double[] crossing, double[] c, int cOff, int ldc) {
        for (int r = 0; r < rows; r++) {
            int at = cOff + (i + r) * ldc + j;
            int to = part.to(i + r, j, columns);
            for (int q = part.from(i + r, j); q < to; q++) c[at + q] += crossing[r * BLOCK + q];
        }
    }
}
