package ncenter.kernels.linalg;

import java.util.Arrays;

/**
 * C += A A^T on vector lanes, its upper triangle: as {@link VectorGemm}, but A is packed once and serves as both factors.
 *
 * <p>Where the last panel of columns is not full, what lies above its diagonal is computed as rows, which come in smaller portions, and turned.
 */
final class VectorSquare {
    private static final int ROWS = VectorTile.ROWS;
    private static final int COLUMNS = VectorTile.COLUMNS;

    /** Terms of a sum between two visits to C: C comes from beyond the second-level cache, which costs more than panels that the first level cannot keep. */
    private static final int DEPTH = 384;

    private final int n;
    private final double[] panels;
    private final double[] c;
    private final int cOff;
    private final int ldc;
    private int depth;

    private VectorSquare(int n, int depth, double[] c, int cOff, int ldc) {
        this.n = n;
        this.panels = new double[(n + COLUMNS - 1) / COLUMNS * COLUMNS * depth];
        this.c = c;
        this.cOff = cOff;
        this.ldc = ldc;
    }

    /** Whether A A^T with A n x k is worth packing, and the packed panels stay in the last cache. */
    static boolean pays(int n, int k) {
        return n <= VectorGemm.WIDTH && VectorGemm.pays(n, n, k);
    }

    /** A[i, p] = a[aOff + i*aLine + p*aTerm]; below the diagonal nothing is touched. Rows of C are {@code tasks}, and their bits do not depend on these. */
    static void add(
            int n, int k, double[] a, int aOff, int aLine, int aTerm, double[] c, int cOff, int ldc, Tasks tasks) {
        int most = VectorGemm.even(k, DEPTH, 1);
        VectorSquare square = new VectorSquare(n, most, c, cOff, ldc);
        int last = (n - 1) / COLUMNS;
        for (int p = 0; p < k; p += most) {
            square.depth = Math.min(most, k - p);
            VectorGemm.pack(square.panels, 1.0, a, aOff + p * aTerm, aLine, aTerm, n, square.depth);
            // The first rows are the longest: they go first, so that the last task is short.
            tasks.forEach(last + 1, task -> square.rows(task * COLUMNS));
        }
    }

    /** The panel of rows from {@code i} on, along the rows of C; the last columns, where they are no full panel, come as rows. */
    private void rows(int i) {
        double[] tile = new double[ROWS * COLUMNS];
        int end = Math.min(i + COLUMNS, n);
        for (int r = i; r < end; r += ROWS) diagonal(r, i, tile);
        int whole = n / COLUMNS * COLUMNS;
        if (i >= whole) return;
        for (int j = i + COLUMNS; j < whole; j += COLUMNS) {
            for (int r = i; r < end; r += ROWS) multiply(r, j, c, cOff + r * ldc + j, ldc);
        }
        for (int r = whole; r < n; r += ROWS) turned(r, i, tile);
    }

    /** out[at + r*ld + q] += (A A^T)[i + r, j + q] of these terms. */
    private void multiply(int i, int j, double[] out, int at, int ld) {
        VectorTile.add(depth, panels, VectorGemm.lineAt(i, depth), panels, j * depth, out, at, ld);
    }

    /** What lies on and above the diagonal. */
    private void diagonal(int i, int j, double[] tile) {
        Arrays.fill(tile, 0.0);
        multiply(i, j, tile, 0, COLUMNS);
        int rows = Math.min(ROWS, n - i);
        VectorGemm.addEdge(Part.UPPER, i, j, tile, rows, Math.min(COLUMNS, n - j), c, cOff + i * ldc + j, ldc);
    }

    /** The rows of the last panel, as its columns. */
    private void turned(int i, int j, double[] tile) {
        Arrays.fill(tile, 0.0);
        multiply(i, j, tile, 0, COLUMNS);
        for (int q = 0; q < COLUMNS; q++) {
            int to = cOff + (j + q) * ldc + i;
            for (int r = 0; r < Math.min(ROWS, n - i); r++) c[to + r] += tile[r * COLUMNS + q];
        }
    }
}
