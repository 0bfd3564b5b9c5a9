package ncenter.kernels.coupling;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles of a packed triangle of sums for {@link VectorPowerSpectrum} where a register holds eight doubles and there are 32 of them. What a tile
 * costs once weighs more than its few terms, so tiles are as large as the registers allow; the last rows of a triangle are one tile.
 *
 * <p>Rows are stored from last to first: each covers what the next holds too much. Rows before the first, up to three, are not stored. The loops
 * end on inequality: C2 would make a counted loop check each of its reads before the loop, and those cost as much as the loop itself.
 */
final class SpectrumTiles {
    private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;
    private static final int WIDTH = 8;

    private SpectrumTiles() {}

    /** The last 16 rows; {@code o} is where the first of them would begin, 136 entries before the end. */
    // size: 24 sums, which must not be handed to another method
    static void sixteen(double[] v, int at, int n, int terms, double[] factors, int diagonal, double[] out, int o) {
        DoubleVector a16 = DoubleVector.zero(LANES);
        DoubleVector a15 = a16;
        DoubleVector a14 = a16;
        DoubleVector a13 = a16;
        DoubleVector a12 = a16;
        DoubleVector a11 = a16;
        DoubleVector a10 = a16;
        DoubleVector a9 = a16;
        DoubleVector s16 = a16;
        DoubleVector s15 = a16;
        DoubleVector s14 = a16;
        DoubleVector s13 = a16;
        DoubleVector s12 = a16;
        DoubleVector s11 = a16;
        DoubleVector s10 = a16;
        DoubleVector s9 = a16;
        DoubleVector s8 = a16;
        DoubleVector s7 = a16;
        DoubleVector s6 = a16;
        DoubleVector s5 = a16;
        DoubleVector s4 = a16;
        DoubleVector s3 = a16;
        DoubleVector s2 = a16;
        DoubleVector s1 = a16;
        int x = at + n - 16;
        int stop = x + terms * n;
        do {
            DoubleVector left = DoubleVector.fromArray(LANES, v, x);
            DoubleVector right = DoubleVector.fromArray(LANES, v, x + WIDTH);
            DoubleVector x16 = DoubleVector.broadcast(LANES, v[x]);
            a16 = x16.fma(left, a16);
            s16 = x16.fma(right, s16);
            DoubleVector x15 = DoubleVector.broadcast(LANES, v[x + 1]);
            a15 = x15.fma(left, a15);
            s15 = x15.fma(right, s15);
            DoubleVector x14 = DoubleVector.broadcast(LANES, v[x + 2]);
            a14 = x14.fma(left, a14);
            s14 = x14.fma(right, s14);
            DoubleVector x13 = DoubleVector.broadcast(LANES, v[x + 3]);
            a13 = x13.fma(left, a13);
            s13 = x13.fma(right, s13);
            DoubleVector x12 = DoubleVector.broadcast(LANES, v[x + 4]);
            a12 = x12.fma(left, a12);
            s12 = x12.fma(right, s12);
            DoubleVector x11 = DoubleVector.broadcast(LANES, v[x + 5]);
            a11 = x11.fma(left, a11);
            s11 = x11.fma(right, s11);
            DoubleVector x10 = DoubleVector.broadcast(LANES, v[x + 6]);
            a10 = x10.fma(left, a10);
            s10 = x10.fma(right, s10);
            DoubleVector x9 = DoubleVector.broadcast(LANES, v[x + 7]);
            a9 = x9.fma(left, a9);
            s9 = x9.fma(right, s9);
            s8 = DoubleVector.broadcast(LANES, v[x + 8]).fma(right, s8);
            s7 = DoubleVector.broadcast(LANES, v[x + 9]).fma(right, s7);
            s6 = DoubleVector.broadcast(LANES, v[x + 10]).fma(right, s6);
            s5 = DoubleVector.broadcast(LANES, v[x + 11]).fma(right, s5);
            s4 = DoubleVector.broadcast(LANES, v[x + 12]).fma(right, s4);
            s3 = DoubleVector.broadcast(LANES, v[x + 13]).fma(right, s3);
            s2 = DoubleVector.broadcast(LANES, v[x + 14]).fma(right, s2);
            s1 = DoubleVector.broadcast(LANES, v[x + 15]).fma(right, s1);
            x += n;
        } while (x != stop);
        DoubleVector pair = DoubleVector.broadcast(LANES, factors[diagonal + 1]);
        s1.mul(DoubleVector.fromArray(LANES, factors, diagonal - 7)).intoArray(out, o + 128);
        s2.mul(DoubleVector.fromArray(LANES, factors, diagonal - 6)).intoArray(out, o + 127);
        s3.mul(DoubleVector.fromArray(LANES, factors, diagonal - 5)).intoArray(out, o + 125);
        s4.mul(DoubleVector.fromArray(LANES, factors, diagonal - 4)).intoArray(out, o + 122);
        s5.mul(DoubleVector.fromArray(LANES, factors, diagonal - 3)).intoArray(out, o + 118);
        s6.mul(DoubleVector.fromArray(LANES, factors, diagonal - 2)).intoArray(out, o + 113);
        s7.mul(DoubleVector.fromArray(LANES, factors, diagonal - 1)).intoArray(out, o + 107);
        s8.mul(DoubleVector.fromArray(LANES, factors, diagonal)).intoArray(out, o + 100);
        a9.mul(DoubleVector.fromArray(LANES, factors, diagonal - 7)).intoArray(out, o + 84);
        s9.mul(pair).intoArray(out, o + 92);
        a10.mul(DoubleVector.fromArray(LANES, factors, diagonal - 6)).intoArray(out, o + 75);
        s10.mul(pair).intoArray(out, o + 83);
        a11.mul(DoubleVector.fromArray(LANES, factors, diagonal - 5)).intoArray(out, o + 65);
        s11.mul(pair).intoArray(out, o + 73);
        a12.mul(DoubleVector.fromArray(LANES, factors, diagonal - 4)).intoArray(out, o + 54);
        s12.mul(pair).intoArray(out, o + 62);
        a13.mul(DoubleVector.fromArray(LANES, factors, diagonal - 3)).intoArray(out, o + 42);
        s13.mul(pair).intoArray(out, o + 50);
        if (n < 14) return;
        a14.mul(DoubleVector.fromArray(LANES, factors, diagonal - 2)).intoArray(out, o + 29);
        s14.mul(pair).intoArray(out, o + 37);
        if (n < 15) return;
        a15.mul(DoubleVector.fromArray(LANES, factors, diagonal - 1)).intoArray(out, o + 15);
        s15.mul(pair).intoArray(out, o + 23);
        if (n < 16) return;
        a16.mul(DoubleVector.fromArray(LANES, factors, diagonal)).intoArray(out, o);
        s16.mul(pair).intoArray(out, o + 8);
    }

    /** The last twelve rows, as {@link #sixteen}. */
    static void twelve(double[] v, int at, int n, int terms, double[] factors, int diagonal, double[] out, int o) {
        DoubleVector a12 = DoubleVector.zero(LANES);
        DoubleVector a11 = a12;
        DoubleVector a10 = a12;
        DoubleVector a9 = a12;
        DoubleVector s12 = a12;
        DoubleVector s11 = a12;
        DoubleVector s10 = a12;
        DoubleVector s9 = a12;
        DoubleVector s8 = a12;
        DoubleVector s7 = a12;
        DoubleVector s6 = a12;
        DoubleVector s5 = a12;
        DoubleVector s4 = a12;
        DoubleVector s3 = a12;
        DoubleVector s2 = a12;
        DoubleVector s1 = a12;
        int x = at + n - 16;
        int stop = x + terms * n;
        do {
            DoubleVector left = DoubleVector.fromArray(LANES, v, x);
            DoubleVector right = DoubleVector.fromArray(LANES, v, x + WIDTH);
            DoubleVector x12 = DoubleVector.broadcast(LANES, v[x + 4]);
            a12 = x12.fma(left, a12);
            s12 = x12.fma(right, s12);
            DoubleVector x11 = DoubleVector.broadcast(LANES, v[x + 5]);
            a11 = x11.fma(left, a11);
            s11 = x11.fma(right, s11);
            DoubleVector x10 = DoubleVector.broadcast(LANES, v[x + 6]);
            a10 = x10.fma(left, a10);
            s10 = x10.fma(right, s10);
            DoubleVector x9 = DoubleVector.broadcast(LANES, v[x + 7]);
            a9 = x9.fma(left, a9);
            s9 = x9.fma(right, s9);
            s8 = DoubleVector.broadcast(LANES, v[x + 8]).fma(right, s8);
            s7 = DoubleVector.broadcast(LANES, v[x + 9]).fma(right, s7);
            s6 = DoubleVector.broadcast(LANES, v[x + 10]).fma(right, s6);
            s5 = DoubleVector.broadcast(LANES, v[x + 11]).fma(right, s5);
            s4 = DoubleVector.broadcast(LANES, v[x + 12]).fma(right, s4);
            s3 = DoubleVector.broadcast(LANES, v[x + 13]).fma(right, s3);
            s2 = DoubleVector.broadcast(LANES, v[x + 14]).fma(right, s2);
            s1 = DoubleVector.broadcast(LANES, v[x + 15]).fma(right, s1);
            x += n;
        } while (x != stop);
        DoubleVector pair = DoubleVector.broadcast(LANES, factors[diagonal + 1]);
        s1.mul(DoubleVector.fromArray(LANES, factors, diagonal - 7)).intoArray(out, o + 128);
        s2.mul(DoubleVector.fromArray(LANES, factors, diagonal - 6)).intoArray(out, o + 127);
        s3.mul(DoubleVector.fromArray(LANES, factors, diagonal - 5)).intoArray(out, o + 125);
        s4.mul(DoubleVector.fromArray(LANES, factors, diagonal - 4)).intoArray(out, o + 122);
        s5.mul(DoubleVector.fromArray(LANES, factors, diagonal - 3)).intoArray(out, o + 118);
        s6.mul(DoubleVector.fromArray(LANES, factors, diagonal - 2)).intoArray(out, o + 113);
        s7.mul(DoubleVector.fromArray(LANES, factors, diagonal - 1)).intoArray(out, o + 107);
        s8.mul(DoubleVector.fromArray(LANES, factors, diagonal)).intoArray(out, o + 100);
        a9.mul(DoubleVector.fromArray(LANES, factors, diagonal - 7)).intoArray(out, o + 84);
        s9.mul(pair).intoArray(out, o + 92);
        if (n < 10) return;
        a10.mul(DoubleVector.fromArray(LANES, factors, diagonal - 6)).intoArray(out, o + 75);
        s10.mul(pair).intoArray(out, o + 83);
        if (n < 11) return;
        a11.mul(DoubleVector.fromArray(LANES, factors, diagonal - 5)).intoArray(out, o + 65);
        s11.mul(pair).intoArray(out, o + 73);
        if (n < 12) return;
        a12.mul(DoubleVector.fromArray(LANES, factors, diagonal - 4)).intoArray(out, o + 54);
        s12.mul(pair).intoArray(out, o + 62);
    }

    /** Rows r to r+7, two vectors of columns from j on. */
    static void wide(
            double[] v, int at, int n, int terms, int r, int j, double[] factors, int factor, double[] out, int o) {
        DoubleVector s00 = DoubleVector.zero(LANES);
        DoubleVector s01 = s00;
        DoubleVector s10 = s00;
        DoubleVector s11 = s00;
        DoubleVector s20 = s00;
        DoubleVector s21 = s00;
        DoubleVector s30 = s00;
        DoubleVector s31 = s00;
        DoubleVector s40 = s00;
        DoubleVector s41 = s00;
        DoubleVector s50 = s00;
        DoubleVector s51 = s00;
        DoubleVector s60 = s00;
        DoubleVector s61 = s00;
        DoubleVector s70 = s00;
        DoubleVector s71 = s00;
        int x = at + r;
        int y = at + j;
        int stop = x + terms * n;
        do {
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
            DoubleVector x4 = DoubleVector.broadcast(LANES, v[x + 4]);
            s40 = x4.fma(y0, s40);
            s41 = x4.fma(y1, s41);
            DoubleVector x5 = DoubleVector.broadcast(LANES, v[x + 5]);
            s50 = x5.fma(y0, s50);
            s51 = x5.fma(y1, s51);
            DoubleVector x6 = DoubleVector.broadcast(LANES, v[x + 6]);
            s60 = x6.fma(y0, s60);
            s61 = x6.fma(y1, s61);
            DoubleVector x7 = DoubleVector.broadcast(LANES, v[x + 7]);
            s70 = x7.fma(y0, s70);
            s71 = x7.fma(y1, s71);
            x += n;
            y += n;
        } while (x != stop);
        int o0 = o + r * (2 * n - r - 1) / 2 + j;
        int o1 = o0 + n - r - 1;
        int o2 = o1 + n - r - 2;
        int o3 = o2 + n - r - 3;
        int o4 = o3 + n - r - 4;
        int o5 = o4 + n - r - 5;
        int o6 = o5 + n - r - 6;
        int o7 = o6 + n - r - 7;
        s70.mul(DoubleVector.fromArray(LANES, factors, factor - 7)).intoArray(out, o7);
        s71.mul(DoubleVector.fromArray(LANES, factors, factor - 7 + WIDTH)).intoArray(out, o7 + WIDTH);
        s60.mul(DoubleVector.fromArray(LANES, factors, factor - 6)).intoArray(out, o6);
        s61.mul(DoubleVector.fromArray(LANES, factors, factor - 6 + WIDTH)).intoArray(out, o6 + WIDTH);
        s50.mul(DoubleVector.fromArray(LANES, factors, factor - 5)).intoArray(out, o5);
        s51.mul(DoubleVector.fromArray(LANES, factors, factor - 5 + WIDTH)).intoArray(out, o5 + WIDTH);
        s40.mul(DoubleVector.fromArray(LANES, factors, factor - 4)).intoArray(out, o4);
        s41.mul(DoubleVector.fromArray(LANES, factors, factor - 4 + WIDTH)).intoArray(out, o4 + WIDTH);
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

    /** Rows r to r+7, one vector of columns from j on. */
    static void narrow(
            double[] v, int at, int n, int terms, int r, int j, double[] factors, int factor, double[] out, int o) {
        DoubleVector s0 = DoubleVector.zero(LANES);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        DoubleVector s4 = s0;
        DoubleVector s5 = s0;
        DoubleVector s6 = s0;
        DoubleVector s7 = s0;
        int x = at + r;
        int y = at + j;
        int stop = x + terms * n;
        do {
            DoubleVector y0 = DoubleVector.fromArray(LANES, v, y);
            s0 = DoubleVector.broadcast(LANES, v[x]).fma(y0, s0);
            s1 = DoubleVector.broadcast(LANES, v[x + 1]).fma(y0, s1);
            s2 = DoubleVector.broadcast(LANES, v[x + 2]).fma(y0, s2);
            s3 = DoubleVector.broadcast(LANES, v[x + 3]).fma(y0, s3);
            s4 = DoubleVector.broadcast(LANES, v[x + 4]).fma(y0, s4);
            s5 = DoubleVector.broadcast(LANES, v[x + 5]).fma(y0, s5);
            s6 = DoubleVector.broadcast(LANES, v[x + 6]).fma(y0, s6);
            s7 = DoubleVector.broadcast(LANES, v[x + 7]).fma(y0, s7);
            x += n;
            y += n;
        } while (x != stop);
        int o0 = o + r * (2 * n - r - 1) / 2 + j;
        int o1 = o0 + n - r - 1;
        int o2 = o1 + n - r - 2;
        int o3 = o2 + n - r - 3;
        int o4 = o3 + n - r - 4;
        int o5 = o4 + n - r - 5;
        int o6 = o5 + n - r - 6;
        int o7 = o6 + n - r - 7;
        s7.mul(DoubleVector.fromArray(LANES, factors, factor - 7)).intoArray(out, o7);
        s6.mul(DoubleVector.fromArray(LANES, factors, factor - 6)).intoArray(out, o6);
        s5.mul(DoubleVector.fromArray(LANES, factors, factor - 5)).intoArray(out, o5);
        s4.mul(DoubleVector.fromArray(LANES, factors, factor - 4)).intoArray(out, o4);
        s3.mul(DoubleVector.fromArray(LANES, factors, factor - 3)).intoArray(out, o3);
        if (r < -2) return;
        s2.mul(DoubleVector.fromArray(LANES, factors, factor - 2)).intoArray(out, o2);
        if (r < -1) return;
        s1.mul(DoubleVector.fromArray(LANES, factors, factor - 1)).intoArray(out, o1);
        if (r < 0) return;
        s0.mul(DoubleVector.fromArray(LANES, factors, factor)).intoArray(out, o0);
    }
}
