package ncenter.kernels.coupling;

import static ncenter.kernels.coupling.LaneTile.LANES;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Arrays that {@link LaneContraction}s work in, kept from call to call: one object per task, not for several threads.
 *
 * <p>Blocks stay in the lanes while the samples are the same, so that the contractions of one range of samples should follow each other; what is in the
 * blocks must not change meanwhile.
 */
public final class LaneScratch {
    /** Products of pairs of properties, or a panel of a factor that is contracted. */
    final LaneArray products = new LaneArray();
    /** Products of all pairs of components. */
    final LaneArray pairs = new LaneArray();
    /** The contracted product. */
    final LaneArray sums = new LaneArray();

    private final LaneArray longer = new LaneArray();
    /** What {@link #longer} begins with. */
    private LaneArray begin;

    private final List<Turned> blocks = new ArrayList<>();
    private int used;
    private int from;
    private int to;

    /** A block with samples in the lanes. */
    private static final class Turned {
        double[] values;
        int[] rows;
        LaneArray[] tiles = new LaneArray[0];
    }

    /** The samples [from, to) of a block of m components and q properties in the lanes, {@value LaneTile#LANES} of them per tile; see {@link LaneTile#load}. */
    LaneArray[] turned(double[] values, int[] rows, int m, int q, int from, int to) {
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
        begin = null;
        int tiles = (to - from + LANES - 1) / LANES;
        int before = block.tiles.length;
        if (before < tiles) block.tiles = Arrays.copyOf(block.tiles, tiles);
        for (int i = before; i < tiles; i++) block.tiles[i] = new LaneArray();
        for (int i = 0; i < tiles; i++) {
            LaneArray tile = block.tiles[i].room(m * q);
            int first = from + i * LANES;
            LaneTile.load(values, m, q, rows, first, Math.min(to, first + LANES), tile.array, tile.first);
        }
        return block.tiles;
    }

    /** A copy of the {@code properties} of a tile of {@link #turned} with room for {@code more} behind them. */
    LaneArray longer(LaneArray tile, int properties, int more) {
        if (begin == tile && longer.holds(properties + more)) return longer;
        longer.room(properties + more);
        System.arraycopy(tile.array, tile.first, longer.array, longer.first, properties * LANES);
        begin = tile;
        return longer;
    }
}
