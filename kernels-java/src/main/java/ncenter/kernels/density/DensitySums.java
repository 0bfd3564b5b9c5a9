package ncenter.kernels.density;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums c[lm][n] over the pairs of one row and channel. Pairs that end within their tile go straight to the output; longer sums live in a
 * workspace until their last pair. Either way the sum begins at zero, runs in the order of the pairs and is added to the output once.
 */
final class DensitySums {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();
    private static final int TILE = PairTile.SIZE;
    /** Radial rows that stay in registers. */
    private static final int GROUP = 8;

    private final PairTile tile;
    private final int nMax;
    private final int padded;
    private final int channels;
    private final double[][] out;
    private final double[] work;

    DensitySums(PairTile tile, int nMax, int padded, int channels, double[][] out) {
        this.tile = tile;
        this.nMax = nMax;
        this.padded = padded;
        this.channels = channels;
        this.out = out;
        this.work = new double[tile.y.length / TILE * padded];
    }

    /** Adds pairs [from, to) of the tile; {@code first} and {@code last} say whether the sum begins and ends with them. */
    void add(int from, int to, int row, int channel, boolean first, boolean last) {
        if (first && last && to - from < GROUP) {
            for (int l = 0; l < out.length; l++) if (out[l] != null) direct(l, from, to, row, channel);
            return;
        }
        if (first) Arrays.fill(work, 0.0);
        int p = from;
        for (; p + GROUP <= to; p += GROUP) {
            for (int l = 0; l < out.length; l++) if (out[l] != null) group(l, p);
        }
        for (; p < to; p++) {
            for (int l = 0; l < out.length; l++) if (out[l] != null) single(l, p);
        }
        if (!last) return;
        for (int l = 0; l < out.length; l++) if (out[l] != null) flush(l, row, channel);
    }

    /** Where the first n of m = 0 lies in the output. */
    private int offset(int l, int row, int channel) {
        return (row * (2 * l + 1) * channels + channel) * nMax;
    }

    private void direct(int l, int from, int to, int row, int channel) {
        double[] target = out[l];
        double[] r = tile.r;
        double[] y = tile.y;
        for (int n = 0; n < nMax; n += LANES) {
            VectorMask<Double> used = S.indexInRange(n, nMax);
            int at = offset(l, row, channel) + n;
            int lm = l * l * TILE;
            int radial = l * TILE * padded + n;
            for (int m = 0; m <= 2 * l; m++, lm += TILE, at += channels * nMax) {
                DoubleVector sum =
                        DoubleVector.fromArray(S, r, radial + from * padded).mul(y[lm + from]);
                for (int p = from + 1; p < to; p++) {
                    DoubleVector value = DoubleVector.broadcast(S, y[lm + p]);
                    sum = DoubleVector.fromArray(S, r, radial + p * padded).fma(value, sum);
                }
                DoubleVector.fromArray(S, target, at, used).add(sum).intoArray(target, at, used);
            }
        }
    }

    private void group(int l, int p) {
        double[] r = tile.r;
        double[] y = tile.y;
        for (int n = 0; n < padded; n += LANES) {
            int radial = (l * TILE + p) * padded + n;
            DoubleVector r0 = DoubleVector.fromArray(S, r, radial);
            DoubleVector r1 = DoubleVector.fromArray(S, r, radial + padded);
            DoubleVector r2 = DoubleVector.fromArray(S, r, radial + 2 * padded);
            DoubleVector r3 = DoubleVector.fromArray(S, r, radial + 3 * padded);
            DoubleVector r4 = DoubleVector.fromArray(S, r, radial + 4 * padded);
            DoubleVector r5 = DoubleVector.fromArray(S, r, radial + 5 * padded);
            DoubleVector r6 = DoubleVector.fromArray(S, r, radial + 6 * padded);
            DoubleVector r7 = DoubleVector.fromArray(S, r, radial + 7 * padded);
            int lm = l * l * TILE + p;
            int at = l * l * padded + n;
            for (int m = 0; m <= 2 * l; m++, lm += TILE, at += padded) {
                DoubleVector sum = r0.fma(DoubleVector.broadcast(S, y[lm]), DoubleVector.fromArray(S, work, at));
                sum = r1.fma(DoubleVector.broadcast(S, y[lm + 1]), sum);
                sum = r2.fma(DoubleVector.broadcast(S, y[lm + 2]), sum);
                sum = r3.fma(DoubleVector.broadcast(S, y[lm + 3]), sum);
                sum = r4.fma(DoubleVector.broadcast(S, y[lm + 4]), sum);
                sum = r5.fma(DoubleVector.broadcast(S, y[lm + 5]), sum);
                sum = r6.fma(DoubleVector.broadcast(S, y[lm + 6]), sum);
                sum = r7.fma(DoubleVector.broadcast(S, y[lm + 7]), sum);
                sum.intoArray(work, at);
            }
        }
    }

    private void single(int l, int p) {
        double[] y = tile.y;
        for (int n = 0; n < padded; n += LANES) {
            DoubleVector r = DoubleVector.fromArray(S, tile.r, (l * TILE + p) * padded + n);
            int lm = l * l * TILE + p;
            int at = l * l * padded + n;
            for (int m = 0; m <= 2 * l; m++, lm += TILE, at += padded) {
                DoubleVector value = DoubleVector.broadcast(S, y[lm]);
                r.fma(value, DoubleVector.fromArray(S, work, at)).intoArray(work, at);
            }
        }
    }

    private void flush(int l, int row, int channel) {
        double[] target = out[l];
        for (int n = 0; n < nMax; n += LANES) {
            VectorMask<Double> used = S.indexInRange(n, nMax);
            int at = offset(l, row, channel) + n;
            int from = l * l * padded + n;
            for (int m = 0; m <= 2 * l; m++, from += padded, at += channels * nMax) {
                DoubleVector sum = DoubleVector.fromArray(S, work, from);
                DoubleVector.fromArray(S, target, at, used).add(sum).intoArray(target, at, used);
            }
        }
    }
}
