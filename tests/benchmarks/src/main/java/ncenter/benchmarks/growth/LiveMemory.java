package ncenter.benchmarks.growth;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import ncenter.kernels.linalg.LinearAlgebras;

/**
 * The most memory that a piece of work keeps alive at once, in Java's heap and outside it, found by collecting garbage all the while. Slow: never time
 * what it runs. Start Java with {@code -XX:+UseSerialGC}: other collectors count whole regions for large arrays.
 */
final class LiveMemory {
    private static final MemoryMXBean HEAP = ManagementFactory.getMemoryMXBean();

    private LiveMemory() {}

    /** Bytes above what was alive before. A peak shorter than one collection may be missed. */
    static long peak(Runnable work) throws InterruptedException {
        long before = live();
        Thread worker = new Thread(work);
        worker.start();
        long most = 0;
        while (worker.isAlive()) most = Math.max(most, live());
        worker.join();
        return Math.max(0, most - before);
    }

    private static long live() {
        System.gc();
        return HEAP.getHeapMemoryUsage().getUsed() + LinearAlgebras.nativeBytes();
    }
}
