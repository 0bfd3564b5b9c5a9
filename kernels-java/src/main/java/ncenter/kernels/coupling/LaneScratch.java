package ncenter.kernels.coupling;

import static ncenter.kernels.coupling.LaneTile.LANES;

import java.util.ArrayList;
import java.util.List;

/**
 * Arrays that {@link LaneContraction}s work in, kept from call to call: one object per task, not for several threads.
 *
 * <p>Blocks stay in the lanes while the samples are the same, so that the contractions of one range of samples should follow each other; what is in the
 * blocks must not change meanwhile.
 */
public final class LaneScratch {
    /** Coefficients used up, for one component of the product. */
    double[] half = new double[0];
    /** Products of pairs of properties, or a panel of a factor that is contracted. */
    double[] values = new double[0];
    /** Products of all pairs of components. */
    double[] pairs = new double[0];
    /** The contracted product. */
    double[] sums = new double[0];

    private final List<Turned> blocks = new ArrayList<>();
    private int used;
    private int from;
    private int to;

    /** A block with samples in the lanes. */
    private static final class Turned {
        double[] values;
        int[] rows;
        double[][] tiles = new double[0][];
    }

    /** At least {@code properties} properties and what kernels read and write behind them; what was in {@code array} may be lost. */
    static double[] room(double[] array, int properties) {
        int size = Math.multiplyExact(properties + LaneBlocks.SPARE, LANES);
        return array.length < size ? new double[size] : array;
    }

    /** The samples [from, to) of a block of m components and q properties in the lanes, {@value LaneTile#LANES} of them per tile; see {@link LaneTile#load}. */
    double[][] turned(double[] values, int[] rows, int m, int q, int from, int to) {
        if (this.from != from || this.to != to) used = 0;
        this.from = from;
        this.to = to;
        for (int i = 0; i < used; i++) {
            Turned block = blocks.get(i);
            if (block.values == values && block.rows == rows) return block.tiles;
        }
        if (used == blocks.size()) blocks.add(new Turned());
        Turned block = blocks.get(used++);
        block.values = values;
        block.rows = rows;
        int tiles = (to - from + LANES - 1) / LANES;
        if (block.tiles.length < tiles) block.tiles = new double[tiles][0];
        for (int i = 0; i < tiles; i++) {
            block.tiles[i] = room(block.tiles[i], m * q);
            int first = from + i * LANES;
            LaneTile.load(values, m, q, rows, first, Math.min(to, first + LANES), block.tiles[i]);
        }
        return block.tiles;
    }
}
