package ncenter.kernels.coupling;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link PowerSpectrum} on vector lanes, in tiles of {@link SpectrumTiles} or four rows of pairs at a time.
 *
 * <p>Vectors of columns end where the row ends, so that what a vector holds too much lies before its row: entries of lower rows and of
 * lower orders. These are made later, because rows and orders are made from last to first. Hence no masks, and whole vectors only; the lowest
 * orders, which reach into the sample before, are made apart and copied.
 */
final class VectorPowerSpectrum extends PowerSpectrum {
    private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;
    private static final int WIDTH = LANES.length();
    private static final int ROWS = 4;
    /** Entries before a row that may be read and written: the rest of a vector, or of a group of rows. */
    private static final int ROOM = 2 * WIDTH;
    /** Where the factor of the diagonal stands among the factors; those of other pairs surround it. */
    private static final int DIAGONAL = 2 * WIDTH + ROOM;

    /** By term. */
    private final double[][] factors;

    private final double[] apart;
    private final double[] input;

    VectorPowerSpectrum(int[] orders, int[] properties) {
        super(orders, properties);
        factors = new double[orders.length][DIAGONAL + 2 * WIDTH];
        int longest = 0;
        int largest = 0;
        for (int k = 0; k < orders.length; k++) {
            java.util.Arrays.fill(factors[k], weight(k) * SQRT2);
            factors[k][DIAGONAL] = weight(k);
            longest = Math.max(longest, (2 * orders[k] + 1) * properties[k]);
            largest = Math.max(largest, offset(k + 1) - offset(k));
        }
        apart = new double[ROOM + largest];
        input = new double[ROOM + longest];
    }

    @Override
    void make(double[][] c, int from, int to, double[] out, int at) {
        for (int k = c.length - 1; k >= 0; k--) term(c[k], k, from, to, out, at + offset(k));
    }

    /** One term of all samples: what does not depend on the sample would cost as much as the sums. */
    private void term(double[] v, int k, int from, int to, double[] out, int at) {
        int n = properties[k];
        int terms = 2 * orders[k] + 1;
        boolean reachesBack = n % WIDTH > 0 && offset(k) < ROOM;
        double[] f = factors[k];
        int o = at + (to - from) * size();
        for (int s = to - 1; s >= from; s--) {
            o -= size();
            double[] x = v;
            int first = s * terms * n;
            if (first < ROOM) {
                System.arraycopy(v, first, input, ROOM, terms * n);
                x = input;
                first = ROOM;
            }
            if (reachesBack) {
                triangle(x, first, n, terms, f, apart, ROOM);
                System.arraycopy(apart, ROOM, out, o, n * (n + 1) / 2);
            } else {
                triangle(x, first, n, terms, f, out, o);
            }
        }
    }

    /** out[o + r*(2n-r-1)/2 + j] = factor * sum over m of v[at+m*n+r] v[at+m*n+j] for r <= j. */
    private static void triangle(double[] v, int at, int n, int terms, double[] factors, double[] out, int o) {
        if (WIDTH == 8 && n > ROWS) tiles(v, at, n, terms, factors, out, o);
        else rows(v, at, n, terms, factors, out, o);
    }

    /** For n > 4: the last rows are as many as leave a multiple of eight, or up to three more. */
    private static void tiles(double[] v, int at, int n, int terms, double[] factors, double[] out, int o) {
        int corner = o + n * (n + 1) / 2 - 136;
        int r = n - 8;
        if (n <= 8) {
            SpectrumTiles.narrow(v, at, n, terms, r, r, factors, DIAGONAL, out, o);
        } else if ((n - 1) % 8 < 4) {
            r = n - 12;
            SpectrumTiles.twelve(v, at, n, terms, factors, DIAGONAL, out, corner);
        } else {
            r = n - 16;
            SpectrumTiles.sixteen(v, at, n, terms, factors, DIAGONAL, out, corner);
        }
        for (r -= 8; r > -8; r -= 8) {
            int first = n - (n - r + WIDTH - 1) / WIDTH * WIDTH;
            int factor = DIAGONAL - (r - first);
            for (int j = first; j < n; j += 2 * WIDTH) {
                if (n - j > WIDTH) SpectrumTiles.wide(v, at, n, terms, r, j, factors, factor, out, o);
                else SpectrumTiles.narrow(v, at, n, terms, r, j, factors, factor, out, o);
                factor = WIDTH;
            }
        }
    }

    private static void rows(double[] v, int at, int n, int terms, double[] factors, double[] out, int o) {
        for (int r = n - ROWS; r > -ROWS; r -= ROWS) {
            int first = n - (n - r + WIDTH - 1) / WIDTH * WIDTH;
            int factor = DIAGONAL - (r - first);
            for (int j = first; j < n; j += 2 * WIDTH) {
                if (n - j > WIDTH) wide(v, at, n, terms, r, j, factors, factor, out, o);
                else narrow(v, at, n, terms, r, j, factors, factor, out, o);
                factor = ROWS;
            }
        }
    }

    /** Rows r to r+3, two vectors of columns from j on. Rows are stored from last to first: each covers what the next holds too much. */
    private static void wide(
            double[] v, int at, int n, int terms, int r, int j, double[] factors, int factor, double[] out, int o) {
        DoubleVector s00 = DoubleVector.zero(LANES);
        DoubleVector s01 = s00;
        DoubleVector s10 = s00;
        DoubleVector s11 = s00;
        DoubleVector s20 = s00;
        DoubleVector s21 = s00;
        DoubleVector s30 = s00;
        DoubleVector s31 = s00;
        for (int m = 0, x = at + r, y = at + j; m < terms; m++, x += n, y += n) {
            DoubleVector y0 = DoubleVector.fromArray(LANES, v, y);
            DoubleVector y1 = DoubleVector.fromArray(LANES, v, y + WIDTH);
            DoubleVector x0 = DoubleVector.broadcast(LANES, v[x]);
            s00 = x0.fma(y0, s00);
            s01 = x0.fma(y1, s01);
            DoubleVector x1 = DoubleVector.broadcast(LANES, v[x + 1]);
            s10 = x1.fma(y0, s10);
            s11 = x1.fma(y1, s11);
            DoubleVector x2 = DoubleVector.broadcast(LANES, v[x + 2]);
            s20 = x2.fma(y0, s20);
            s21 = x2.fma(y1, s21);
            DoubleVector x3 = DoubleVector.broadcast(LANES, v[x + 3]);
            s30 = x3.fma(y0, s30);
            s31 = x3.fma(y1, s31);
        }
        int o0 = o + r * (2 * n - r - 1) / 2 + j;
        int o1 = o0 + n - r - 1;
        int o2 = o1 + n - r - 2;
        int o3 = o2 + n - r - 3;
        s30.mul(DoubleVector.fromArray(LANES, factors, factor - 3)).intoArray(out, o3);
        s31.mul(DoubleVector.fromArray(LANES, factors, factor - 3 + WIDTH)).intoArray(out, o3 + WIDTH);
        if (r < -2) return;
        s20.mul(DoubleVector.fromArray(LANES, factors, factor - 2)).intoArray(out, o2);
        s21.mul(DoubleVector.fromArray(LANES, factors, factor - 2 + WIDTH)).intoArray(out, o2 + WIDTH);
        if (r < -1) return;
        s10.mul(DoubleVector.fromArray(LANES, factors, factor - 1)).intoArray(out, o1);
        s11.mul(DoubleVector.fromArray(LANES, factors, factor - 1 + WIDTH)).intoArray(out, o1 + WIDTH);
        if (r < 0) return;
        s00.mul(DoubleVector.fromArray(LANES, factors, factor)).intoArray(out, o0);
        s01.mul(DoubleVector.fromArray(LANES, factors, factor + WIDTH)).intoArray(out, o0 + WIDTH);
    }

    /** Rows r to r+3, one vector of columns, as {@link #wide}. */
    private static void narrow(
            double[] v, int at, int n, int terms, int r, int j, double[] factors, int factor, double[] out, int o) {
        DoubleVector s0 = DoubleVector.zero(LANES);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        for (int m = 0, x = at + r, y = at + j; m < terms; m++, x += n, y += n) {
            DoubleVector y0 = DoubleVector.fromArray(LANES, v, y);
            DoubleVector x0 = DoubleVector.broadcast(LANES, v[x]);
            s0 = x0.fma(y0, s0);
            DoubleVector x1 = DoubleVector.broadcast(LANES, v[x + 1]);
            s1 = x1.fma(y0, s1);
            DoubleVector x2 = DoubleVector.broadcast(LANES, v[x + 2]);
            s2 = x2.fma(y0, s2);
            DoubleVector x3 = DoubleVector.broadcast(LANES, v[x + 3]);
            s3 = x3.fma(y0, s3);
        }
        int o0 = o + r * (2 * n - r - 1) / 2 + j;
        int o1 = o0 + n - r - 1;
        int o2 = o1 + n - r - 2;
        int o3 = o2 + n - r - 3;
        s3.mul(DoubleVector.fromArray(LANES, factors, factor - 3)).intoArray(out, o3);
        if (r < -2) return;
        s2.mul(DoubleVector.fromArray(LANES, factors, factor - 2)).intoArray(out, o2);
        if (r < -1) return;
        s1.mul(DoubleVector.fromArray(LANES, factors, factor - 1)).intoArray(out, o1);
        if (r < 0) return;
        s0.mul(DoubleVector.fromArray(LANES, factors, factor)).intoArray(out, o0);
    }
}
