package ncenter.kernels.linalg;

/**
 * Cholesky factorization and solution in the lower triangle of a row-major matrix, by halves: factor the first, solve for the block below it,
 * take its square off the second, factor that. Nearly all work is products of large tiles, which are tasks of their own.
 *
 * <p>Tiles depend on the size alone, so any number of threads gives the same bits.
 */
abstract class BlockCholesky {
    /** Side of a tile. */
    static final int TILE = 1024;

    private final int leaf;
    private final int solved;

    /**
     * @param leaf   up to this size a triangle is not halved
     * @param solved rows that are solved at once for right-hand sides
     */
    BlockCholesky(int leaf, int solved) {
        this.leaf = leaf;
        this.solved = solved;
    }

    /** Factors a triangle of at most {@code leaf} rows; false if it is not positive definite. */
    abstract boolean factorLeaf(int n, double[] a, int at, int ld);

    /** B becomes B L^-T: rows x n (at most TILE x leaf) at {@code b}, the triangle at {@code l}. */
    abstract void solveLeaf(int rows, int n, double[] a, int l, int b, int ld);

    /** C -= X Y^T in {@code part} (all or the lower triangle, where X is Y): at most TILE x TILE, sums of any length. */
    abstract void subtract(Part part, int rows, int columns, int k, double[] a, int x, int y, int c, int ld);

    /** Solves with a triangle of at most {@code solved} rows: L X = B, or L^T X = B; B is n x rhs at {@code at}. */
    abstract void solveLeaf(boolean transposed, int n, int rhs, double[] l, int lAt, int ldl, double[] b, int at);

    /** B -= op(L) X with op(L) m x k at {@code lAt}, X k x rhs at {@code x} and B m x rhs at {@code at}. */
    abstract void subtract(
            boolean transposed, int m, int rhs, int k, double[] l, int lAt, int ldl, double[] b, int x, int at);

    /** Factors the n x n matrix at {@code at}; false if it is not positive definite. */
    final boolean factor(int n, double[] a, int at, int ld, Tasks tasks) {
        if (n == 0) return true;
        if (n <= leaf) return factorLeaf(n, a, at, ld);
        int half = half(n);
        int rest = n - half;
        int below = at + half * ld;
        int second = below + half;
        if (!factor(half, a, at, ld, tasks)) return false;
        int tiles = (rest + TILE - 1) / TILE;
        tasks.forEach(tiles, t -> solveRight(height(rest, t), half, a, at, below + t * TILE * ld, ld));
        tasks.forEach(tiles * (tiles + 1) / 2, task -> {
            int i = row(task);
            int j = task - i * (i + 1) / 2;
            int x = below + i * TILE * ld;
            int y = below + j * TILE * ld;
            Part part = i == j ? Part.LOWER : Part.ALL;
            subtract(part, height(rest, i), height(rest, j), half, a, x, y, second + i * TILE * ld + j * TILE, ld);
        });
        return factor(rest, a, second, ld, tasks);
    }

    private static int height(int rows, int tile) {
        return Math.min(TILE, rows - tile * TILE);
    }

    /** Row of a triangle whose entries are counted 0; 1, 2; 3, 4, 5; ... */
    static int row(int entry) {
        int i = (int) ((Math.sqrt(8.0 * entry + 1) - 1) / 2);
        return i * (i + 1) / 2 > entry ? i - 1 : (i + 1) * (i + 2) / 2 <= entry ? i + 1 : i;
    }

    /** About half of n, a multiple of the leaf. */
    private int half(int n) {
        return Math.max(1, n / leaf / 2) * leaf;
    }

    /** B becomes B L^-T for rows x n at {@code b}. */
    private void solveRight(int rows, int n, double[] a, int l, int b, int ld) {
        if (n <= leaf) {
            solveLeaf(rows, n, a, l, b, ld);
            return;
        }
        int half = half(n);
        solveRight(rows, half, a, l, b, ld);
        for (int j = half; j < n; j += TILE)
            subtract(Part.ALL, rows, Math.min(TILE, n - j), half, a, b, l + j * ld, b + j, ld);
        solveRight(rows, n - half, a, l + half * ld + half, b + half, ld);
    }

    /** Solves L L^T X = B in place, a block of rows at a time. */
    final void solve(int n, int rhs, double[] l, int ldl, double[] b) {
        if (rhs == 0) return;
        for (int j = 0; j < n; j += solved) {
            int width = Math.min(solved, n - j);
            if (j > 0) subtract(false, width, rhs, j, l, j * ldl, ldl, b, 0, j * rhs);
            solveLeaf(false, width, rhs, l, j * ldl + j, ldl, b, j * rhs);
        }
        for (int end = n; end > 0; ) {
            int j = (end - 1) / solved * solved;
            if (end < n) subtract(true, end - j, rhs, n - end, l, end * ldl + j, ldl, b, end * rhs, j * rhs);
            solveLeaf(true, end - j, rhs, l, j * ldl + j, ldl, b, j * rhs);
            end = j;
        }
    }
}
