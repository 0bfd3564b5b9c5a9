package ncenter.benchmarks.growth;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import ncenter.engine.Engine;
import ncenter.engine.ProgressListener;
import ncenter.kernels.linalg.LinearAlgebras;
import ncenter.model.TrainKt;
import ncenter.plan.Plan;

/**
 * The least memory in which a training of {@link Plans} runs on two threads: the smallest room in the heap of a Java process of its own in which it does
 * not run out of memory, what was alive before training not counted. A heap grows in steps of two megabytes; so it is larger than needed, and an array
 * that nobody reads takes the rest of the room. What LAPACK holds outside the heap is held in the heap a second time, so that it counts. As
 * {@code main}, it is that process.
 */
public final class LeastHeap {
    private static final long MEGABYTE = 1_000_000L;

    /** Where new objects are made: small, as it is a part of the room. */
    private static final long YOUNG = 2 * MEGABYTE;

    /** At least what is alive before training. */
    private static final long BEFORE = 100 * MEGABYTE;

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
        long high = Math.max(guess, 8 * MEGABYTE);
        while (!runs(name, high)) {
            low = high;
            high = high * 3 / 2;
        }
        while (high > PRECISION * Math.max(low, 4 * MEGABYTE)) {
            long middle = (low + high) / 2;
            if (runs(name, middle)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    /** Whether {@code room} bytes are enough. */
    private static boolean runs(String name, long room) throws IOException, InterruptedException {
        String java = System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
        Process process = new ProcessBuilder(
                        java,
                        "--add-modules=jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        // What softly reachable objects hold before training would be free in need, and count as room.
                        "-XX:SoftRefLRUPolicyMSPerMB=0",
                        "-Xmn" + YOUNG,
                        "-Xms" + (BEFORE + room),
                        "-Xmx" + (BEFORE + room),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LeastHeap.class.getName(),
                        name,
                        Long.toString(room))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        if (status == 0 || status == OUT_OF_MEMORY) return status == 0;
        throw new IllegalStateException(name + " in " + room + " bytes ended with status " + status + ": " + errors);
    }

    /** Trains the one named case once in as many bytes as the second word says. */
    public static void main(String[] words) {
        try {
            train(Plans.all().get(words[0]), Long.parseLong(words[1]));
        } catch (OutOfMemoryError e) {
            Runtime.getRuntime().halt(OUT_OF_MEMORY);
        }
        System.exit(0);
    }

    private static void train(Supplier<Plans.Case> supplier, long room) {
        Plans.Case work = supplier.get();
        try (Engine engine = new Engine(2, work.memory())) {
            Plan plan = engine.compile(work.model(), work.data());
            byte[] rest = new byte[restOf(room)];
            Thread watch = new Thread(LeastHeap::holdOutside);
            watch.setDaemon(true);
            watch.start();
            TrainKt.trainModel(plan, work.data(), engine, ProgressListener.Companion.getNONE(), null);
            Reference.reachabilityFence(rest);
        }
    }

    /** What is free beside {@code room} bytes. */
    private static int restOf(long room) {
        System.gc();
        long before = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        long rest = Runtime.getRuntime().maxMemory() - before - room;
        if (rest < 0)
            throw new IllegalStateException("LeastHeap: at most " + BEFORE
                    + " bytes alive before training were expected, got " + before + "; raise BEFORE");
        return Math.toIntExact(rest);
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
