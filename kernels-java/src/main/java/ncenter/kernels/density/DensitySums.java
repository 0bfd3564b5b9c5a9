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
    /** Shorter sums than this that begin and end in their tile go straight to the output. */
    private static final int SHORT = 6;
    /** Sums that stay in registers while the pairs run. */
    static final int MANY = 7;

    private static final int FEW = 4;

    private final PairTile tile;
    private final int size;
    private final int nMax;
    private final int padded;
    private final int channels;
    private final double[][] out;
    private final double[] work;

    DensitySums(PairTile tile, int nMax, int padded, int channels, double[][] out) {
        this.tile = tile;
        this.size = tile.size;
        this.nMax = nMax;
        this.padded = padded;
        this.channels = channels;
        this.out = out;
        this.work = tile.sums;
    }

    /** Adds pairs [from, to) of the tile; {@code first} and {@code last} say whether the sum begins and ends with them. */
    void add(int from, int to, int row, int channel, boolean first, boolean last) {
        if (first && last && to - from < SHORT) {
            for (int l = 0; l < out.length; l++) if (out[l] != null) direct(l, from, to, row, channel);
            return;
        }
        if (first) Arrays.fill(work, 0.0);
        for (int l = 0; l < out.length; l++) {
            if (out[l] == null) continue;
            for (int n = 0; n < padded; n += LANES) {
                int left = 2 * l + 1;
                int lm = l * l;
                for (; left > FEW; left -= MANY, lm += MANY) many(l, lm, left, n, from, to);
                if (left > 0) few(l, lm, left, n, from, to);
            }
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
            int lm = l * l * size;
            int radial = l * size * padded + n;
            for (int m = 0; m <= 2 * l; m++, lm += size, at += channels * nMax) {
                DoubleVector sum =
                        DoubleVector.fromArray(S, r, radial + from * padded).mul(y[lm + from]);
                int end = radial + to * padded;
                for (int i = radial + (from + 1) * padded, p = lm + from + 1; i < end; i += padded, p++)
                    sum = DoubleVector.fromArray(S, r, i).fma(DoubleVector.broadcast(S, y[p]), sum);
                DoubleVector.fromArray(S, target, at, used).add(sum).intoArray(target, at, used);
            }
        }
    }

    /** Adds pairs [from, to) to the rows lm and up, the first {@code rows} of seven; the others are summed in vain. */
    private void many(int l, int lm, int rows, int n, int from, int to) {
        double[] r = tile.r;
        double[] y = tile.y;
        int at = lm * padded + n;
        DoubleVector s0 = DoubleVector.fromArray(S, work, at);
        DoubleVector s1 = DoubleVector.fromArray(S, work, at + padded);
        DoubleVector s2 = DoubleVector.fromArray(S, work, at + 2 * padded);
        DoubleVector s3 = DoubleVector.fromArray(S, work, at + 3 * padded);
        DoubleVector s4 = DoubleVector.fromArray(S, work, at + 4 * padded);
        DoubleVector s5 = DoubleVector.fromArray(S, work, at + 5 * padded);
        DoubleVector s6 = DoubleVector.fromArray(S, work, at + 6 * padded);
        int begin = (l * size + from) * padded + n;
        int end = (l * size + to) * padded;
        for (int i = begin, p = lm * size + from; i < end; i += padded, p++) {
            DoubleVector radial = DoubleVector.fromArray(S, r, i);
            s0 = radial.fma(DoubleVector.broadcast(S, y[p]), s0);
            s1 = radial.fma(DoubleVector.broadcast(S, y[p + size]), s1);
            s2 = radial.fma(DoubleVector.broadcast(S, y[p + 2 * size]), s2);
            s3 = radial.fma(DoubleVector.broadcast(S, y[p + 3 * size]), s3);
            s4 = radial.fma(DoubleVector.broadcast(S, y[p + 4 * size]), s4);
            s5 = radial.fma(DoubleVector.broadcast(S, y[p + 5 * size]), s5);
            s6 = radial.fma(DoubleVector.broadcast(S, y[p + 6 * size]), s6);
        }
        s0.intoArray(work, at);
        if (rows > 1) s1.intoArray(work, at + padded);
        if (rows > 2) s2.intoArray(work, at + 2 * padded);
        if (rows > 3) s3.intoArray(work, at + 3 * padded);
        if (rows > 4) s4.intoArray(work, at + 4 * padded);
        if (rows > 5) s5.intoArray(work, at + 5 * padded);
        if (rows > 6) s6.intoArray(work, at + 6 * padded);
    }

    /** The same for up to four rows. */
    private void few(int l, int lm, int rows, int n, int from, int to) {
        double[] r = tile.r;
        double[] y = tile.y;
        int at = lm * padded + n;
        DoubleVector s0 = DoubleVector.fromArray(S, work, at);
        DoubleVector s1 = DoubleVector.fromArray(S, work, at + padded);
        DoubleVector s2 = DoubleVector.fromArray(S, work, at + 2 * padded);
        DoubleVector s3 = DoubleVector.fromArray(S, work, at + 3 * padded);
        int begin = (l * size + from) * padded + n;
        int end = (l * size + to) * padded;
        for (int i = begin, p = lm * size + from; i < end; i += padded, p++) {
            DoubleVector radial = DoubleVector.fromArray(S, r, i);
            s0 = radial.fma(DoubleVector.broadcast(S, y[p]), s0);
            s1 = radial.fma(DoubleVector.broadcast(S, y[p + size]), s1);
            s2 = radial.fma(DoubleVector.broadcast(S, y[p + 2 * size]), s2);
            s3 = radial.fma(DoubleVector.broadcast(S, y[p + 3 * size]), s3);
        }
        s0.intoArray(work, at);
        if (rows > 1) s1.intoArray(work, at + padded);
        if (rows > 2) s2.intoArray(work, at + 2 * padded);
        if (rows > 3) s3.intoArray(work, at + 3 * padded);
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
