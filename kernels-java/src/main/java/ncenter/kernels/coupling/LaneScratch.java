package ncenter.kernels.coupling;

import static ncenter.kernels.coupling.LaneTile.LANES;

/** Arrays that a {@link LaneContraction} works in, kept from call to call: one object per task, not for several threads. */
public final class LaneScratch {
    /** Coefficients used up, for one component of the product. */
    double[] half = new double[0];
    /** Products of pairs of properties, or a panel of a factor that is contracted. */
    double[] values = new double[0];
    /** Products of all pairs of components. */
    double[] pairs = new double[0];
    /** The contracted product. */
    double[] sums = new double[0];

    /** Blocks with samples in the lanes. */
    private double[][] tiles = new double[0][];

    /** At least {@code properties} properties and what kernels read and write behind them; what was in {@code array} may be lost. */
    static double[] room(double[] array, int properties) {
        int size = Math.multiplyExact(properties + LaneBlocks.SPARE, LANES);
        return array.length < size ? new double[size] : array;
    }

    /** Tile number {@code slot}, with room for {@code properties} properties. */
    double[] tile(int slot, int properties) {
        if (slot >= tiles.length) tiles = java.util.Arrays.copyOf(tiles, slot + 1);
        double[] tile = room(tiles[slot] == null ? new double[0] : tiles[slot], properties);
        tiles[slot] = tile;
        return tile;
    }

    /** A tile that has been filled. */
    double[] tile(int slot) {
        return tiles[slot];
    }
}
