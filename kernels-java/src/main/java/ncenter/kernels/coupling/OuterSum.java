package ncenter.kernels.coupling;

/**
 * out[qa, qb] = scale * sum over p of x[xRow[p], qa] y[yRow[p], qb], as a rectangle or as its packed upper triangle, on the lanes of {@link OuterLanes} and
 * {@link TriangleLanes}.
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

    /** All qa < na, qb < nb; out[o + qa*nb + qb]. */
    void rectangle(int from, int to, int na, int nb, double[] out, int o) {
        int size = na * nb;
        if (o + size + OuterLanes.SPARE <= out.length) {
            rows(from, to, na, nb, out, o);
        } else {
            rows(from, to, na, nb, end(size), 0);
            System.arraycopy(end, 0, out, o, size);
        }
    }

    private void rows(int from, int to, int na, int nb, double[] out, int o) {
        if (nb == 1) {
            // One column is one row of the swapped product, and its memory is the same.
            OuterLanes.one(yRow, xRow, from, to, scale, y, yAt, ys, x, xAt, xs, na, out, o);
            return;
        }
        int q = na / 4 * 4;
        OuterLanes.fours(xRow, yRow, from, to, scale, x, xAt, xs, y, yAt, ys, q, nb, out, o, nb);
        for (; q < na; q++)
            OuterLanes.one(xRow, yRow, from, to, scale, x, xAt + q, xs, y, yAt, ys, nb, out, o + q * nb);
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
