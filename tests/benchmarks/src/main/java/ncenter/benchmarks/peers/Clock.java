package ncenter.benchmarks.peers;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Wall time, or with {@code -Dncenter.benchmarks.cpu=true} the processor time of the calling thread: what other programs do on the machine
 * hardly counts then, and neither does the garbage collector. The clock of the whole process ticks in hundredths of a second, too coarse here.
 */
final class Clock {
    private static final boolean PROCESSOR = Boolean.getBoolean("ncenter.benchmarks.cpu");
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Clock() {}

    /** Nanoseconds since some moment. */
    static long now() {
        return PROCESSOR ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
    }
}
