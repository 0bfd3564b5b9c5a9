package ncenter.benchmarks.peers;

import java.util.Map;
import ncenter.io.NpyArray;

/** One thing to time. Made once; run often. */
interface Case extends AutoCloseable {
    /** Does the work once and returns the nanoseconds it took. */
    long run();

    /** What the last run computed, by name, for the comparison with the peer. */
    default Map<String, NpyArray> result() {
        return Map.of();
    }

    /** One number on the last run, where a time is not enough: operations, or a ratio. */
    default double figure() {
        return Double.NaN;
    }

    @Override
    default void close() {}

    /** Nanoseconds that {@code work} takes, by the clock of this process. */
    static long timed(Runnable work) {
        long started = Clock.now();
        work.run();
        return Clock.now() - started;
    }
}
