package ncenter.kernels.coupling;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * out[mu*stride + qa*nb + qb] = sum over the terms p of mu of c[p] x[xRow[p], qa] y[yRow[p], qb], on the lanes of {@link TermLanes},
 * {@link RowPairLanes} and {@link NarrowTermLanes}.
 *
 * <p>Holds terms and operands between calls; not for several threads.
 */
final class TermSum {
    private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;
    private static final int WIDTH = LANES.length();
    /** Whether there are registers for the sums of twelve rows of two vectors. */
    private static final boolean TWELVE = WIDTH >= 8;

    private int[] xRow = new int[0];
    private int[] yRow = new int[0];
    private double[] c = new double[0];
    private int[] start;
    /** One column is one row of the swapped product, and its memory is the same. */
    private boolean swapped;

    private int na;
    private int nb;
    private double[] x;
    private int xAt;
    private double[] y;
    private int yAt;
    private double[] end = new double[0];

    /**
     * Terms p with the rows {@code first[p]} and {@code second[p]} of the operands and the coefficient {@code scale * factor[p]}; those of mu begin at
     * {@code start[mu]}. Operands have {@code na} and {@code nb} properties.
     */
    void terms(int[] start, int[] first, int[] second, double[] factor, double scale, int na, int nb) {
        this.start = start;
        swapped = nb == 1;
        this.na = swapped ? nb : na;
        this.nb = swapped ? na : nb;
        int size = first.length;
        if (c.length < size) {
            xRow = new int[size];
            yRow = new int[size];
            c = new double[size];
        }
        scaled(swapped ? second : first, this.na, xRow);
        scaled(swapped ? first : second, this.nb, yRow);
        for (int p = 0; p < size; p++) c[p] = factor[p] * scale;
    }

    private static void scaled(int[] rows, int size, int[] out) {
        for (int p = 0; p < rows.length; p++) out[p] = rows[p] * size;
    }

    /** The operands for qa and for qb: their rows begin at these places; if nb is below {@link OuterLanes#SPARE}, so many entries follow the last. */
    void operands(double[] a, int aAt, double[] b, int bAt) {
        x = swapped ? b : a;
        xAt = swapped ? bAt : aAt;
        y = swapped ? a : b;
        yAt = swapped ? aAt : bAt;
    }

    /** All mu below {@code count}. */
    void rectangles(int count, double[] out, int o, int stride) {
        int size = na * nb;
        int last = o + (count - 1) * stride;
        boolean room = nb >= WIDTH || last + size + OuterLanes.SPARE <= out.length;
        rows(0, room ? count : count - 1, out, o, stride);
        if (room) return;
        if (end.length < size + OuterLanes.SPARE) end = new double[size + OuterLanes.SPARE];
        rows(count - 1, count, end, 0, 0);
        System.arraycopy(end, 0, out, last, size);
    }

    private void rows(int muFrom, int muTo, double[] out, int o, int stride) {
        int paired = OuterLanes.paired(nb);
        int high = TWELVE ? na / RowPairLanes.ROWS * RowPairLanes.ROWS : 0;
        int four = high + (na - high) / 4 * 4;
        if (paired > 0) {
            if (high > 0) twelves(high, paired, muFrom, muTo, out, o, stride);
            if (four > high)
                TermLanes.fours(
                        xRow, yRow, c, start, muFrom, muTo, x, xAt, y, yAt, high, four, paired, out, o, nb, stride);
            if (na > four)
                TermLanes.ones(
                        xRow, yRow, c, start, muFrom, muTo, x, xAt, y, yAt, four, na, paired, out, o, nb, stride);
        }
        if (paired < nb) narrow(muFrom, muTo, paired, out, o, stride);
    }

    /** The rows below {@code high}, a multiple of twelve. */
    private void twelves(int high, int columns, int muFrom, int muTo, double[] out, int o, int stride) {
        if (nb != RowPairLanes.COLUMNS) {
            TermLanes.twelves(xRow, yRow, c, start, muFrom, muTo, x, xAt, y, yAt, 0, high, columns, out, o, nb, stride);
            return;
        }
        for (int r = 0; r < high; r += RowPairLanes.ROWS)
            RowPairLanes.tile(xRow, yRow, c, start, muFrom, muTo, x, xAt + r, y, yAt, out, o + r * nb, stride);
    }

    /** The columns from {@code from} on, which fill at most one vector; columns to their left are made again where that fills it. */
    private void narrow(int muFrom, int muTo, int from, double[] out, int o, int stride) {
        int at = Math.min(from, Math.max(0, nb - WIDTH));
        int rest = nb - at;
        int high = na / 8 * 8;
        int four = na / 4 * 4;
        if (high > 0)
            NarrowTermLanes.eights(
                    xRow, yRow, c, start, muFrom, muTo, x, xAt, y, yAt + at, 0, high, rest, out, o + at, nb, stride);
        if (four > high)
            NarrowTermLanes.fours(
                    xRow, yRow, c, start, muFrom, muTo, x, xAt, y, yAt + at, high, four, rest, out, o + at, nb, stride);
        if (na > four)
            NarrowTermLanes.ones(
                    xRow, yRow, c, start, muFrom, muTo, x, xAt, y, yAt + at, four, na, rest, out, o + at, nb, stride);
    }
}
