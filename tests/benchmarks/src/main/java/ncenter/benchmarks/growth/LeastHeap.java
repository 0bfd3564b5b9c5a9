package ncenter.benchmarks.growth;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import ncenter.engine.Engine;
import ncenter.engine.ProgressListener;
import ncenter.kernels.linalg.LinearAlgebras;
import ncenter.model.TrainKt;
import ncenter.plan.Plan;

/**
 * The least memory in which a training of {@link Plans} runs on two threads: the smallest heap of a Java process of its own that does not run out of
 * memory, less what was alive before training. What LAPACK holds outside the heap is held in the heap a second time, so that it counts. As {@code main},
 * it is that process.
 */
public final class LeastHeap {
    private static final long MEGABYTE = 1_000_000L;

    /** The collector needs some room for new objects. */
    private static final long YOUNG = 2 * MEGABYTE;

    private static final double PRECISION = 1.02;
    private static final int OUT_OF_MEMORY = 3;

    private LeastHeap() {}

    /**
     * Bytes that training takes.
     *
     * @param guess where to start looking
     */
    static long of(String name, long guess) throws IOException, InterruptedException {
        long low = 0;
        long high = Math.max(guess, 20 * MEGABYTE);
        Long found = run(name, high);
        while (found == null) {
            low = high;
            high = high * 3 / 2;
            found = run(name, high);
        }
        while (high > PRECISION * Math.max(low, 8 * MEGABYTE)) {
            long middle = (low + high) / 2;
            Long tried = run(name, middle);
            if (tried == null) {
                low = middle;
            } else {
                high = middle;
                found = tried;
            }
        }
        return high - found;
    }

    /** Bytes alive before training, or null if {@code heap} is too small. */
    private static Long run(String name, long heap) throws IOException, InterruptedException {
        String java = System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
        Process process = new ProcessBuilder(
                        java,
                        "--add-modules=jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-Xmn" + YOUNG,
                        "-Xms" + (heap + YOUNG),
                        "-Xmx" + (heap + YOUNG),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LeastHeap.class.getName(),
                        name)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        // A heap far too small may end Java before main begins, with another status.
        if (status != 0 || !out.contains("\n")) return null;
        return Long.valueOf(out.lines().reduce((first, second) -> second).orElseThrow());
    }

    /** Trains the one named case once and prints the bytes that were alive before. */
    public static void main(String[] words) {
        try {
            train(Plans.all().get(words[0]));
        } catch (OutOfMemoryError e) {
            Runtime.getRuntime().halt(OUT_OF_MEMORY);
        }
        System.exit(0);
    }

    private static void train(Supplier<Plans.Case> supplier) {
        Plans.Case work = supplier.get();
        try (Engine engine = new Engine(2, work.memory())) {
            Plan plan = engine.compile(work.model(), work.data());
            System.gc();
            long before =
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            Thread watch = new Thread(LeastHeap::holdOutside);
            watch.setDaemon(true);
            watch.start();
            TrainKt.trainModel(plan, work.data(), engine, ProgressListener.Companion.getNONE(), null);
            System.out.println(before);
        }
    }

    /** Keeps as many bytes of the heap as LAPACK has outside it. */
    private static void holdOutside() {
        byte[] held = new byte[0];
        try {
            while (true) {
                int outside = Math.toIntExact(LinearAlgebras.nativeBytes());
                if (outside == held.length) {
                    Thread.onSpinWait();
                    continue;
                }
                held = null;
                held = new byte[outside];
            }
        } catch (OutOfMemoryError e) {
            Runtime.getRuntime().halt(OUT_OF_MEMORY);
        }
    }
}
