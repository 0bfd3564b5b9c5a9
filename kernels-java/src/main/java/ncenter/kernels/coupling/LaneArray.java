package ncenter.kernels.coupling;

import static ncenter.kernels.coupling.LaneTile.LANES;

import ncenter.kernels.lanes.CacheLines;

/** Properties with samples in the lanes, as in {@link LaneTile}, that begin on a cache line where that can be had. Grows, never shrinks. */
final class LaneArray {
    double[] array = new double[0];
    /** Where the first property begins in {@link #array}. */
    int first;

    /** Makes room for {@code properties} properties and what kernels read and write behind them. What was here is lost. */
    LaneArray room(int properties) {
        if (!holds(properties)) array = new double[size(properties)];
        first = CacheLines.first(array);
        return this;
    }

    /** Whether there is such room. */
    boolean holds(int properties) {
        return array.length >= size(properties);
    }

    private static int size(int properties) {
        return Math.multiplyExact(properties + LaneBlocks.SPARE, LANES) + CacheLines.DOUBLES;
    }
}
