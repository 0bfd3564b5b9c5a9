package ncenter.kernels.coupling;

/**
 * The packed upper triangle of scale * sum over p of x[xRow[p], qa] y[yRow[p], qb], on the lanes of {@link TriangleLanes}.
 *
 * <p>Holds the operands between calls; not for several threads.
 */
final class OuterSum {
    private double[] end = new double[0];
    private int[] xRow;
    private int[] yRow;
    private double scale;
    private double[] x;
    private int xAt;
    private int xs;
    private double[] y;
    private int yAt;
    private int ys;

    /** Which rows of the operands term p multiplies. */
    void terms(int[] first, int[] second, double factor) {
        xRow = first;
        yRow = second;
        scale = factor;
    }

    /** The operand that counts rows of the output: row r starts at {@code at + r*stride}. */
    void first(double[] v, int at, int stride) {
        x = v;
        xAt = at;
        xs = stride;
    }

    /** The operand that counts columns of the output. */
    void second(double[] v, int at, int stride) {
        y = v;
        yAt = at;
        ys = stride;
    }

    /** qb >= qa + gap, packed row by row; off the diagonal with the factor sqrt 2. */
    void triangle(int from, int to, int n, int gap, double[] out, int o) {
        int size = n * (n + 1 - 2 * gap) / 2;
        if (o + size + OuterLanes.SPARE <= out.length) {
            packedRows(from, to, n, gap, out, o);
        } else {
            packedRows(from, to, n, gap, end(size), 0);
            System.arraycopy(end, 0, out, o, size);
        }
    }

    private void packedRows(int from, int to, int n, int gap, double[] out, int o) {
        TriangleLanes.packed(xRow, yRow, from, to, scale, x, xAt, xs, y, yAt, ys, n, gap, out, o);
    }

    /** An array for what does not fit with spare entries into the output. */
    private double[] end(int size) {
        if (end.length < size + OuterLanes.SPARE) end = new double[size + OuterLanes.SPARE];
        return end;
    }
}
