package ncenter.kernels.density;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import ncenter.kernels.harmonics.SphericalHarmonics;
import ncenter.kernels.harmonics.VectorSphericalHarmonics;
import ncenter.kernels.radial.CutoffFunction;
import ncenter.kernels.radial.RadialIntegral;
import ncenter.kernels.radial.RadialScaling;
import ncenter.kernels.radial.VectorRadial;

/**
 * {@link PairExpansion} on vector registers: pairs tile by tile, harmonics with pairs in the lanes, radial values and sums with n in the
 * lanes. Harmonics are never stored for more than one tile.
 */
final class VectorPairExpansion implements ExpansionForm {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();
    /** Tiles of harmonics in a tile of pairs: as many as the fastest cache holds of a usual basis. */
    private static final int TILES = 3;

    private final VectorSphericalHarmonics harmonics;
    /** For gradients, which take four times the memory. */
    private final VectorSphericalHarmonics single;

    private final VectorRadial radial;
    private final int nMax;
    /** Workspaces that no call uses: to clear a new one takes as long as twenty pairs, and a call may have few. At most one for each thread. */
    private final Queue<PairTile> free = new ConcurrentLinkedQueue<>();

    VectorPairExpansion(
            SphericalHarmonics harmonics, RadialIntegral radial, CutoffFunction cutoff, RadialScaling scaling) {
        this.harmonics = new VectorSphericalHarmonics(harmonics, TILES);
        this.single = new VectorSphericalHarmonics(harmonics);
        this.radial = new VectorRadial(radial, cutoff, scaling);
        this.nMax = radial.nMax();
    }

    @Override
    public void pairs(double[] vectors, int from, int to, double[][] out) {
        PairTile tile = tile();
        for (int p = from; p < to; p += tile.size) {
            int count = Math.min(tile.size, to - p);
            tile.expand(vectors, p, count);
            for (int l = 0; l < out.length; l++) if (out[l] != null) products(l, p, count, tile, out[l]);
        }
        free.add(tile);
    }

    private PairTile tile() {
        PairTile tile = free.poll();
        return tile == null ? new PairTile(harmonics, TILES, radial, false) : tile;
    }

    private void products(int l, int p, int count, PairTile tile, double[] out) {
        int padded = radial.paddedN();
        int at = p * (2 * l + 1) * nMax;
        for (int k = 0; k < count; k++) {
            int row = (l * tile.size + k) * padded;
            for (int m = 0; m <= 2 * l; m++) {
                double y = tile.y[(l * l + m) * tile.size + k];
                for (int n = 0; n < nMax; n += LANES) {
                    VectorMask<Double> used = S.indexInRange(n, nMax);
                    DoubleVector.fromArray(S, tile.r, row + n).mul(y).intoArray(out, at + n, used);
                }
                at += nMax;
            }
        }
    }

    @Override
    public void accumulate(
            double[] vectors,
            int from,
            int to,
            int[] row,
            int firstRow,
            int[] channel,
            int sole,
            int channels,
            double[][] out) {
        PairTile tile = tile();
        DensitySums sums = new DensitySums(tile, nMax, radial.paddedN(), channels, out);
        boolean first = true;
        for (int p = from; p < to; p += tile.size) {
            int count = Math.min(tile.size, to - p);
            tile.expand(vectors, p, count);
            int start = 0;
            for (int k = 1; k <= count; k++) {
                boolean last = p + k == to || row[p + k] != row[p + k - 1];
                if (!last && channel != null) last = channel[p + k] != channel[p + k - 1];
                if (k < count && !last) continue;
                int own = channel == null ? sole : channel[p + start];
                sums.add(start, k, row[p + start] - firstRow, own, first, last);
                first = last;
                start = k;
            }
        }
        free.add(tile);
    }

    @Override
    public void gradients(double[] vectors, int from, int to, double[][] out) {
        PairTile tile = new PairTile(single, 1, radial, true);
        for (int p = from; p < to; p += tile.size) {
            int count = Math.min(tile.size, to - p);
            tile.expandWithDerivatives(vectors, p, count);
            for (int l = 0; l < out.length; l++) if (out[l] != null) gradient(l, p, count, tile, out[l]);
        }
    }

    private void gradient(int l, int p, int count, PairTile tile, double[] out) {
        int padded = radial.paddedN();
        int axisLength = harmonics.size() * tile.size;
        int at = p * 3 * (2 * l + 1) * nMax;
        for (int k = 0; k < count; k++) {
            int row = (l * tile.size + k) * padded;
            for (int axis = 0; axis < 3; axis++) {
                double unit = tile.unit[axis * tile.size + k];
                for (int m = 0; m <= 2 * l; m++) {
                    int lm = (l * l + m) * tile.size + k;
                    double along = tile.y[lm] * unit;
                    DoubleVector across = DoubleVector.broadcast(S, tile.dy[axis * axisLength + lm]);
                    for (int n = 0; n < nMax; n += LANES) {
                        VectorMask<Double> used = S.indexInRange(n, nMax);
                        DoubleVector.fromArray(S, tile.dr, row + n)
                                .mul(along)
                                .add(DoubleVector.fromArray(S, tile.r, row + n).mul(across))
                                .intoArray(out, at + n, used);
                    }
                    at += nMax;
                }
            }
        }
    }
}
