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

    /** out[o + mu*stride + qa*nb + qb] with the terms [start[mu], start[mu+1]), for all qa < na, qb < nb. */
    void rectangles(int[] start, int count, int na, int nb, double[] out, int o, int stride) {
        int size = na * nb;
        int last = o + (count - 1) * stride;
        boolean room = last + size + OuterLanes.SPARE <= out.length;
        rows(start, 0, room ? count : count - 1, na, nb, out, o, stride);
        if (room) return;
        rows(start, count - 1, count, na, nb, end(size), 0, 0);
        System.arraycopy(end, 0, out, last, size);
    }

    private void rows(int[] start, int muFrom, int muTo, int na, int nb, double[] out, int o, int stride) {
        if (nb == 1) {
            // One column is one row of the swapped product, and its memory is the same.
            for (int mu = muFrom; mu < muTo; mu++)
                OuterLanes.one(
                        yRow, xRow, start[mu], start[mu + 1], scale, y, yAt, ys, x, xAt, xs, na, out, o + mu * stride);
            return;
        }
        int paired = OuterLanes.paired(nb);
        int four = sixes(na) * 6;
        int one = four + (na - four) / 4 * 4;
        if (paired > 0) {
            OuterLanes.sixes(
                    xRow, yRow, start, muFrom, muTo, scale, x, xAt, xs, y, yAt, ys, 0, four, paired, out, o, nb,
                    stride);
            OuterLanes.fours(
                    xRow, yRow, start, muFrom, muTo, scale, x, xAt, xs, y, yAt, ys, four, one, paired, out, o, nb,
                    stride);
            ones(start, muFrom, muTo, one, na, 0, paired, out, o, nb, stride);
        }
        if (paired < nb) {
            int rest = na / 4 * 4;
            OuterLanes.narrow(
                    xRow,
                    yRow,
                    start,
                    muFrom,
                    muTo,
                    scale,
                    x,
                    xAt,
                    xs,
                    y,
                    yAt + paired,
                    ys,
                    0,
                    rest,
                    nb - paired,
                    out,
                    o + paired,
                    nb,
                    stride);
            ones(start, muFrom, muTo, rest, na, paired, nb, out, o, nb, stride);
        }
    }

    /** How many tiles of six rows to take so that as few rows as possible are left to tiles of one. */
    private static int sixes(int n) {
        int rest = n % 6;
        return n > 6 && (rest == 2 || rest == 3) ? n / 6 - 1 : n / 6;
    }

    private void ones(
            int[] start,
            int muFrom,
            int muTo,
            int first,
            int last,
            int from,
            int to,
            double[] out,
            int o,
            int nb,
            int stride) {
        for (int mu = muFrom; mu < muTo; mu++) {
            for (int q = first; q < last; q++) {
                int row = o + mu * stride + q * nb;
                OuterLanes.one(
                        xRow,
                        yRow,
                        start[mu],
                        start[mu + 1],
                        scale,
                        x,
                        xAt + q,
                        xs,
                        y,
                        yAt + from,
                        ys,
                        to - from,
                        out,
                        row + from);
            }
        }
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
