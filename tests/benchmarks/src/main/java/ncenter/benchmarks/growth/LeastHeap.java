package ncenter.benchmarks.growth;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import ncenter.engine.Engine;
import ncenter.engine.ProgressListener;
import ncenter.kernels.linalg.LinearAlgebras;
import ncenter.model.TrainKt;
import ncenter.plan.Plan;

/**
 * The least memory in which a training of {@link Plans} runs: the smallest heap of a Java process of its own that does not run out of memory, less what
 * was alive before training, with the most that LAPACK held outside the heap. As {@code main}, it is that process.
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
        long[] found = run(name, high);
        while (found == null) {
            low = high;
            high = high * 3 / 2;
            found = run(name, high);
        }
        while (high > PRECISION * Math.max(low, 8 * MEGABYTE)) {
            long middle = (low + high) / 2;
            long[] tried = run(name, middle);
            if (tried == null) {
                low = middle;
            } else {
                high = middle;
                found = tried;
            }
        }
        return high - found[0] + found[1];
    }

    /** Bytes alive before training and bytes outside the heap, or null if {@code heap} is too small. */
    private static long[] run(String name, long heap) throws IOException, InterruptedException {
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
        String[] words =
                out.lines().reduce((first, second) -> second).orElseThrow().split(" ");
        return new long[] {Long.parseLong(words[0]), Long.parseLong(words[1])};
    }

    /** Trains the one named case once and prints both numbers of bytes. */
    public static void main(String[] words) throws InterruptedException {
        try {
            train(Plans.all().get(words[0]));
        } catch (OutOfMemoryError e) {
            Runtime.getRuntime().halt(OUT_OF_MEMORY);
        }
    }

    private static void train(Supplier<Plans.Case> supplier) throws InterruptedException {
        Plans.Case work = supplier.get();
        try (Engine engine = new Engine(1, work.memory())) {
            Plan plan = engine.compile(work.model(), work.data());
            System.gc();
            long before =
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            long[] outside = new long[1];
            AtomicBoolean isDone = new AtomicBoolean();
            Thread watch = new Thread(() -> {
                while (!isDone.get()) {
                    outside[0] = Math.max(outside[0], LinearAlgebras.nativeBytes());
                    Thread.onSpinWait();
                }
            });
            watch.setDaemon(true);
            watch.start();
            TrainKt.trainModel(plan, work.data(), engine, ProgressListener.Companion.getNONE(), null);
            isDone.set(true);
            watch.join();
            System.out.println(before + " " + outside[0]);
        }
    }
}
