package ncenter.kernels.linalg;

import java.util.Arrays;

/**
 * Matrix product on vector lanes, without native code: both factors are packed into panels, and {@link VectorTile} multiplies a panel of
 * rows with a panel of columns that stays in the first-level cache. Of a symmetric result only one triangle is computed and touched.
 */
final class VectorGemm {
    private static final int COLUMNS = VectorTile.COLUMNS;

    /** Terms of a sum between two visits to C: a panel of columns stays in the first-level cache. */
    private static final int DEPTH = 192;

    /** Rows packed at a time: with {@link #DEPTH}, a fifth of a second-level cache. */
    private static final int HEIGHT = 128;

    /** Columns packed at a time: they stay in the last cache. */
    static final int WIDTH = 80 * COLUMNS;

    private static final long SMALLEST = 16_384;

    private VectorGemm() {}

    /** Whether the product is worth packing: neither thin nor small. */
    static boolean pays(int m, int n, int k) {
        return m >= VectorTile.ROWS && n >= COLUMNS / 3 && k >= 8 && (long) m * n * k >= SMALLEST;
    }

    /** C += alpha A B in {@code part} of C, with A[i, p] = a[aOff + i*aRow + p*aCol] and B[p, j] = b[bOff + p*bRow + j*bCol]. */
    static void add(
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
        int width = even(n, WIDTH, COLUMNS);
        int depth = even(k, DEPTH, 1);
        int height = even(m, HEIGHT, COLUMNS);
        double[] left = new double[height * depth];
        double[] right = new double[width * depth];
        double[] tile = new double[VectorTile.ROWS * COLUMNS];
        for (int j = 0; j < n; j += width) {
            int columns = Math.min(width, n - j);
            for (int p = 0; p < k; p += depth) {
                int terms = Math.min(depth, k - p);
                pack(right, 1.0, b, bOff + p * bRow + j * bCol, bCol, bRow, columns, terms);
                for (int i = 0; i < m; i += height) {
                    int rows = Math.min(height, m - i);
                    if (part.misses(i, i + rows, j, j + columns)) continue;
                    pack(left, alpha, a, aOff + i * aRow + p * aCol, aRow, aCol, rows, terms);
                    block(part, i, rows, j, columns, terms, left, right, tile, c, cOff, ldc);
                }
            }
        }
    }

    /** The length of equal pieces of at most {@code most}, a multiple of {@code unit}. */
    static int even(int count, int most, int unit) {
        int pieces = (count + most - 1) / most;
        return ((count + pieces - 1) / pieces + unit - 1) / unit * unit;
    }

    /** Where line i begins in packed panels. */
    static int lineAt(int i, int depth) {
        return i / COLUMNS * COLUMNS * depth + i % COLUMNS;
    }

    /** Panels of {@link #COLUMNS} lines each, [panel][p][line]; lines beyond the last are zero. */
    static void pack(double[] out, double alpha, double[] a, int aOff, int aLine, int aTerm, int count, int depth) {
        int whole = aLine == 1 ? count / COLUMNS : 0;
        if (whole > 0) VectorTile.pack(out, alpha, a, aOff, aTerm, whole, depth);
        for (int first = whole * COLUMNS; first < count; first += COLUMNS) {
            int there = Math.min(COLUMNS, count - first);
            int to = first * depth;
            int from = aOff + first * aLine;
            if (there < COLUMNS) Arrays.fill(out, to, to + COLUMNS * depth, 0.0);
            if (aLine == 1) packTerms(out, to, alpha, a, from, aTerm, there, depth);
            else packLines(out, to, alpha, a, from, aLine, aTerm, there, depth);
        }
    }

    private static void packTerms(
            double[] out, int to, double alpha, double[] a, int from, int aTerm, int there, int depth) {
        for (int p = 0; p < depth; p++) {
            int x = from + p * aTerm;
            int y = to + p * COLUMNS;
            for (int r = 0; r < there; r++) out[y + r] = alpha * a[x + r];
        }
    }

    private static void packLines(
            double[] out, int to, double alpha, double[] a, int from, int aLine, int aTerm, int there, int depth) {
        int r = 0;
        for (; r + 8 <= there; r += 8) {
            int x = from + r * aLine;
            for (int p = 0; p < depth; p++, x += aTerm) {
                int y = to + p * COLUMNS + r;
                out[y] = alpha * a[x];
                out[y + 1] = alpha * a[x + aLine];
                out[y + 2] = alpha * a[x + 2 * aLine];
                out[y + 3] = alpha * a[x + 3 * aLine];
                out[y + 4] = alpha * a[x + 4 * aLine];
                out[y + 5] = alpha * a[x + 5 * aLine];
                out[y + 6] = alpha * a[x + 6 * aLine];
                out[y + 7] = alpha * a[x + 7 * aLine];
            }
        }
        for (; r < there; r++) {
            int x = from + r * aLine;
            for (int p = 0; p < depth; p++) out[to + p * COLUMNS + r] = alpha * a[x + p * aTerm];
        }
    }

    private static void block(
            Part part,
            int i0,
            int height,
            int j0,
            int width,
            int depth,
            double[] left,
            double[] right,
            double[] tile,
            double[] c,
            int cOff,
            int ldc) {
        for (int j = 0; j < width; j += COLUMNS) {
            int columns = Math.min(COLUMNS, width - j);
            for (int i = 0; i < height; i += VectorTile.ROWS) {
                int rows = Math.min(VectorTile.ROWS, height - i);
                int row = i0 + i;
                int column = j0 + j;
                if (part.misses(row, row + rows, column, column + columns)) continue;
                int at = cOff + row * ldc + column;
                boolean whole = rows == VectorTile.ROWS && columns == COLUMNS;
                if (whole && part.covers(row, row + rows, column, column + columns)) {
                    VectorTile.add(depth, left, lineAt(i, depth), right, j * depth, c, at, ldc);
                } else {
                    Arrays.fill(tile, 0.0);
                    VectorTile.add(depth, left, lineAt(i, depth), right, j * depth, tile, 0, COLUMNS);
                    addEdge(part, row, column, tile, rows, columns, c, at, ldc);
                }
            }
        }
    }

    /** Adds what lies in the part and in C, for a tile at row i and column j. */
    static void addEdge(Part part, int i, int j, double[] tile, int rows, int columns, double[] c, int at, int ldc) {
        for (int r = 0; r < rows; r++) {
            int to = part.to(i + r, j, columns);
            for (int q = part.from(i + r, j); q < to; q++) c[at + r * ldc + q] += tile[r * COLUMNS + q];
        }
    }
}
