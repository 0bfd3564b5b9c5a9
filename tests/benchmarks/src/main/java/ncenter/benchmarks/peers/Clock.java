package ncenter.benchmarks.peers;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * Wall time, or with {@code -Dncenter.benchmarks.cpu=true} the processor time of all threads of this process, garbage collector and
 * compilers included: what other programs do on the machine hardly counts then.
 */
final class Clock {
    private static final boolean PROCESSOR = Boolean.getBoolean("ncenter.benchmarks.cpu");
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private Clock() {}

    /** Nanoseconds since some moment. */
    static long now() {
        return PROCESSOR ? SYSTEM.getProcessCpuTime() : System.nanoTime();
    }
}
