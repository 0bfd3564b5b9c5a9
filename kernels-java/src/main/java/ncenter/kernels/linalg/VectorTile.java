package ncenter.kernels.linalg;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost product of {@link VectorGemm}: c[r][j] += sum over p of left[p][r] right[p][j] for a tile of few rows and
 * three vectors of columns, whose sums stay in registers. They start from C: what is read at the end instead would have to be waited for. Every sum runs over p in order.
 */
final class VectorTile {
    private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;
    private static final int WIDTH = LANES.length();

    /** Rows of a tile: 24 sums where there are 32 registers, 12 where there are 16. */
    static final int ROWS = WIDTH >= 8 ? 8 : 4;

    /** Columns of a tile. */
    static final int COLUMNS = 3 * WIDTH;

    /**
     * Terms of a sum. The bound lets C2 see that the loop is short: it would be nested into one with safepoints otherwise, and lose the registers of
     * the sums (half the speed).
     */
    static final int MOST_TERMS = 512;

    private VectorTile() {}

    /**
     * @param left  at {@code leftAt}: depth x ROWS, the rows of one term {@link #COLUMNS} behind those of the one before
     * @param right at {@code rightAt}: depth x COLUMNS
     * @param c     at {@code at}: ROWS x COLUMNS, rows {@code ld} apart
     */
    static void add(int depth, double[] left, int leftAt, double[] right, int rightAt, double[] c, int at, int ld) {
        if (ROWS == 8) eight(depth, left, leftAt, right, rightAt, c, at, ld);
        else four(depth, left, leftAt, right, rightAt, c, at, ld);
    }

    /**
     * Panels of {@link #COLUMNS} neighbors each, out[panel*depth*COLUMNS + p*COLUMNS + r] = alpha a[from + p*term + panel*COLUMNS + r]; memory is
     * read in its order.
     */
    static void pack(double[] out, double alpha, double[] a, int from, int term, int panels, int depth) {
        DoubleVector factor = DoubleVector.broadcast(LANES, alpha);
        for (int p = 0; p < depth; p++) {
            int x = from + p * term;
            int y = p * COLUMNS;
            for (int panel = 0; panel < panels; panel++, x += COLUMNS, y += depth * COLUMNS) {
                for (int r = 0; r < COLUMNS; r += WIDTH) {
                    DoubleVector.fromArray(LANES, a, x + r).mul(factor).intoArray(out, y + r);
                }
            }
        }
    }

    // size: eight rows of three vectors, which must not be handed to another method
    private static void eight(
            int depth, double[] left, int leftAt, double[] right, int rightAt, double[] c, int at, int ld) {
        int c1 = at + ld;
        int c2 = c1 + ld;
        int c3 = c2 + ld;
        int c4 = c3 + ld;
        int c5 = c4 + ld;
        int c6 = c5 + ld;
        int c7 = c6 + ld;
        DoubleVector s00 = DoubleVector.fromArray(LANES, c, at);
        DoubleVector s01 = DoubleVector.fromArray(LANES, c, at + WIDTH);
        DoubleVector s02 = DoubleVector.fromArray(LANES, c, at + 2 * WIDTH);
        DoubleVector s10 = DoubleVector.fromArray(LANES, c, c1);
        DoubleVector s11 = DoubleVector.fromArray(LANES, c, c1 + WIDTH);
        DoubleVector s12 = DoubleVector.fromArray(LANES, c, c1 + 2 * WIDTH);
        DoubleVector s20 = DoubleVector.fromArray(LANES, c, c2);
        DoubleVector s21 = DoubleVector.fromArray(LANES, c, c2 + WIDTH);
        DoubleVector s22 = DoubleVector.fromArray(LANES, c, c2 + 2 * WIDTH);
        DoubleVector s30 = DoubleVector.fromArray(LANES, c, c3);
        DoubleVector s31 = DoubleVector.fromArray(LANES, c, c3 + WIDTH);
        DoubleVector s32 = DoubleVector.fromArray(LANES, c, c3 + 2 * WIDTH);
        DoubleVector s40 = DoubleVector.fromArray(LANES, c, c4);
        DoubleVector s41 = DoubleVector.fromArray(LANES, c, c4 + WIDTH);
        DoubleVector s42 = DoubleVector.fromArray(LANES, c, c4 + 2 * WIDTH);
        DoubleVector s50 = DoubleVector.fromArray(LANES, c, c5);
        DoubleVector s51 = DoubleVector.fromArray(LANES, c, c5 + WIDTH);
        DoubleVector s52 = DoubleVector.fromArray(LANES, c, c5 + 2 * WIDTH);
        DoubleVector s60 = DoubleVector.fromArray(LANES, c, c6);
        DoubleVector s61 = DoubleVector.fromArray(LANES, c, c6 + WIDTH);
        DoubleVector s62 = DoubleVector.fromArray(LANES, c, c6 + 2 * WIDTH);
        DoubleVector s70 = DoubleVector.fromArray(LANES, c, c7);
        DoubleVector s71 = DoubleVector.fromArray(LANES, c, c7 + WIDTH);
        DoubleVector s72 = DoubleVector.fromArray(LANES, c, c7 + 2 * WIDTH);
        int terms = Math.min(depth, MOST_TERMS);
        for (int p = 0; p < terms; p++) {
            int row = rightAt + p * COLUMNS;
            int x = leftAt + p * COLUMNS;
            DoubleVector b0 = DoubleVector.fromArray(LANES, right, row);
            DoubleVector b1 = DoubleVector.fromArray(LANES, right, row + WIDTH);
            DoubleVector b2 = DoubleVector.fromArray(LANES, right, row + 2 * WIDTH);
            DoubleVector a0 = DoubleVector.broadcast(LANES, left[x]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            s02 = a0.fma(b2, s02);
            DoubleVector a1 = DoubleVector.broadcast(LANES, left[x + 1]);
            s10 = a1.fma(b0, s10);
            s11 = a1.fma(b1, s11);
            s12 = a1.fma(b2, s12);
            DoubleVector a2 = DoubleVector.broadcast(LANES, left[x + 2]);
            s20 = a2.fma(b0, s20);
            s21 = a2.fma(b1, s21);
            s22 = a2.fma(b2, s22);
            DoubleVector a3 = DoubleVector.broadcast(LANES, left[x + 3]);
            s30 = a3.fma(b0, s30);
            s31 = a3.fma(b1, s31);
            s32 = a3.fma(b2, s32);
            DoubleVector a4 = DoubleVector.broadcast(LANES, left[x + 4]);
            s40 = a4.fma(b0, s40);
            s41 = a4.fma(b1, s41);
            s42 = a4.fma(b2, s42);
            DoubleVector a5 = DoubleVector.broadcast(LANES, left[x + 5]);
            s50 = a5.fma(b0, s50);
            s51 = a5.fma(b1, s51);
            s52 = a5.fma(b2, s52);
            DoubleVector a6 = DoubleVector.broadcast(LANES, left[x + 6]);
            s60 = a6.fma(b0, s60);
            s61 = a6.fma(b1, s61);
            s62 = a6.fma(b2, s62);
            DoubleVector a7 = DoubleVector.broadcast(LANES, left[x + 7]);
            s70 = a7.fma(b0, s70);
            s71 = a7.fma(b1, s71);
            s72 = a7.fma(b2, s72);
        }
        s00.intoArray(c, at);
        s01.intoArray(c, at + WIDTH);
        s02.intoArray(c, at + 2 * WIDTH);
        s10.intoArray(c, c1);
        s11.intoArray(c, c1 + WIDTH);
        s12.intoArray(c, c1 + 2 * WIDTH);
        s20.intoArray(c, c2);
        s21.intoArray(c, c2 + WIDTH);
        s22.intoArray(c, c2 + 2 * WIDTH);
        s30.intoArray(c, c3);
        s31.intoArray(c, c3 + WIDTH);
        s32.intoArray(c, c3 + 2 * WIDTH);
        s40.intoArray(c, c4);
        s41.intoArray(c, c4 + WIDTH);
        s42.intoArray(c, c4 + 2 * WIDTH);
        s50.intoArray(c, c5);
        s51.intoArray(c, c5 + WIDTH);
        s52.intoArray(c, c5 + 2 * WIDTH);
        s60.intoArray(c, c6);
        s61.intoArray(c, c6 + WIDTH);
        s62.intoArray(c, c6 + 2 * WIDTH);
        s70.intoArray(c, c7);
        s71.intoArray(c, c7 + WIDTH);
        s72.intoArray(c, c7 + 2 * WIDTH);
    }

    private static void four(
            int depth, double[] left, int leftAt, double[] right, int rightAt, double[] c, int at, int ld) {
        int c1 = at + ld;
        int c2 = c1 + ld;
        int c3 = c2 + ld;
        DoubleVector s00 = DoubleVector.fromArray(LANES, c, at);
        DoubleVector s01 = DoubleVector.fromArray(LANES, c, at + WIDTH);
        DoubleVector s02 = DoubleVector.fromArray(LANES, c, at + 2 * WIDTH);
        DoubleVector s10 = DoubleVector.fromArray(LANES, c, c1);
        DoubleVector s11 = DoubleVector.fromArray(LANES, c, c1 + WIDTH);
        DoubleVector s12 = DoubleVector.fromArray(LANES, c, c1 + 2 * WIDTH);
        DoubleVector s20 = DoubleVector.fromArray(LANES, c, c2);
        DoubleVector s21 = DoubleVector.fromArray(LANES, c, c2 + WIDTH);
        DoubleVector s22 = DoubleVector.fromArray(LANES, c, c2 + 2 * WIDTH);
        DoubleVector s30 = DoubleVector.fromArray(LANES, c, c3);
        DoubleVector s31 = DoubleVector.fromArray(LANES, c, c3 + WIDTH);
        DoubleVector s32 = DoubleVector.fromArray(LANES, c, c3 + 2 * WIDTH);
        int terms = Math.min(depth, MOST_TERMS);
        for (int p = 0; p < terms; p++) {
            int row = rightAt + p * COLUMNS;
            int x = leftAt + p * COLUMNS;
            DoubleVector b0 = DoubleVector.fromArray(LANES, right, row);
            DoubleVector b1 = DoubleVector.fromArray(LANES, right, row + WIDTH);
            DoubleVector b2 = DoubleVector.fromArray(LANES, right, row + 2 * WIDTH);
            DoubleVector a0 = DoubleVector.broadcast(LANES, left[x]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            s02 = a0.fma(b2, s02);
            DoubleVector a1 = DoubleVector.broadcast(LANES, left[x + 1]);
            s10 = a1.fma(b0, s10);
            s11 = a1.fma(b1, s11);
            s12 = a1.fma(b2, s12);
            DoubleVector a2 = DoubleVector.broadcast(LANES, left[x + 2]);
            s20 = a2.fma(b0, s20);
            s21 = a2.fma(b1, s21);
            s22 = a2.fma(b2, s22);
            DoubleVector a3 = DoubleVector.broadcast(LANES, left[x + 3]);
            s30 = a3.fma(b0, s30);
            s31 = a3.fma(b1, s31);
            s32 = a3.fma(b2, s32);
        }
        s00.intoArray(c, at);
        s01.intoArray(c, at + WIDTH);
        s02.intoArray(c, at + 2 * WIDTH);
        s10.intoArray(c, c1);
        s11.intoArray(c, c1 + WIDTH);
        s12.intoArray(c, c1 + 2 * WIDTH);
        s20.intoArray(c, c2);
        s21.intoArray(c, c2 + WIDTH);
        s22.intoArray(c, c2 + 2 * WIDTH);
        s30.intoArray(c, c3);
        s31.intoArray(c, c3 + WIDTH);
        s32.intoArray(c, c3 + 2 * WIDTH);
    }
}
