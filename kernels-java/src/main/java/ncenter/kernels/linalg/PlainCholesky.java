package ncenter.kernels.linalg;

/** Leaves in plain loops, tiles through {@link PlainProducts}. */
final class PlainCholesky extends BlockCholesky {
    private static final int LEAF = 48;
    /** Rows that are solved side by side: the inner loops run over them. */
    private static final int ROWS = 128;

    private final PlainProducts products;

    PlainCholesky(PlainProducts products) {
        super(LEAF, LEAF);
        this.products = products;
    }

    @Override
    boolean factorLeaf(int n, double[] a, int at, int ld) {
        for (int i = 0; i < n; i++) {
            int row = at + i * ld;
            for (int c = 0; c < i; c++) {
                a[row + c] = (a[row + c] - dot(a, row, at + c * ld, c)) / a[at + c * ld + c];
            }
            double pivot = a[row + i] - dot(a, row, row, i);
            // Written so that NaN is refused as well.
            if (!(pivot > 0) || pivot == Double.POSITIVE_INFINITY) {
                return false;
            }
            a[row + i] = Math.sqrt(pivot);
        }
        return true;
    }

    private static double dot(double[] a, int x, int y, int count) {
        double sum = 0;
        for (int p = 0; p < count; p++) {
            sum += a[x + p] * a[y + p];
        }
        return sum;
    }

    /** Columns of B in arrays of their own, which C2 vectorizes: see {@link PlainGemm}. */
    @Override
    void solveLeaf(int rows, int n, double[] a, int l, int b, int ld) {
        double[][] x = new double[n][Math.min(rows, ROWS)];
        for (int from = 0; from < rows; from += ROWS) {
            int count = Math.min(ROWS, rows - from);
            int at = b + from * ld;
            for (int i = 0; i < count; i++) {
                for (int c = 0; c < n; c++) x[c][i] = a[at + i * ld + c];
            }
            for (int c = 0; c < n; c++) solveColumn(x, c, a, l + c * ld, count);
            for (int i = 0; i < count; i++) {
                for (int c = 0; c < n; c++) a[at + i * ld + c] = x[c][i];
            }
        }
    }

    private static void solveColumn(double[][] x, int c, double[] a, int row, int count) {
        int p = 0;
        for (; p + 4 <= c; p += 4) {
            subtract(
                    x[c],
                    x[p],
                    x[p + 1],
                    x[p + 2],
                    x[p + 3],
                    a[row + p],
                    a[row + p + 1],
                    a[row + p + 2],
                    a[row + p + 3],
                    count);
        }
        for (; p < c; p++) PlainVectors.axpy(-a[row + p], x[p], x[c], 0, count);
        double pivot = a[row + c];
        double[] out = x[c];
        for (int i = 0; i < count; i++) out[i] /= pivot;
    }

    private static void subtract(
            double[] out,
            double[] x0,
            double[] x1,
            double[] x2,
            double[] x3,
            double f0,
            double f1,
            double f2,
            double f3,
            int count) {
        for (int i = 0; i < count; i++) out[i] -= f0 * x0[i] + f1 * x1[i] + f2 * x2[i] + f3 * x3[i];
    }

    @Override
    void subtract(Part part, int rows, int columns, int k, double[] a, int x, int y, int c, int ld) {
        products.add(part, rows, columns, k, -1, a, x, ld, 1, a, y, 1, ld, a, c, ld);
    }

    @Override
    void solveLeaf(boolean transposed, int n, int rhs, double[] l, int lAt, int ldl, double[] b, int at) {
        for (int k = 0; k < n; k++) {
            int i = transposed ? n - 1 - k : k;
            int to = at + i * rhs;
            for (int q = 0; q < k; q++) {
                int p = transposed ? n - 1 - q : q;
                double f = transposed ? l[lAt + p * ldl + i] : l[lAt + i * ldl + p];
                for (int c = 0; c < rhs; c++) b[to + c] -= f * b[at + p * rhs + c];
            }
            for (int c = 0; c < rhs; c++) b[to + c] /= l[lAt + i * ldl + i];
        }
    }

    @Override
    void subtract(boolean transposed, int m, int rhs, int k, double[] l, int lAt, int ldl, double[] b, int x, int at) {
        int row = transposed ? 1 : ldl;
        int column = transposed ? ldl : 1;
        products.add(Part.ALL, m, rhs, k, -1, l, lAt, row, column, b, x, rhs, 1, b, at, rhs);
    }
}
