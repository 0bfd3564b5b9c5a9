package ncenter.benchmarks.growth;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import ncenter.engine.Engine;
import ncenter.engine.ExpectedTimeKt;
import ncenter.engine.ProgressListener;
import ncenter.model.TrainKt;
import ncenter.plan.MemoryKt;
import ncenter.plan.Plan;
import ncenter.spec.models.RegressionSpec;
import ncenter.structures.Dataset;

/**
 * Trains problems of growing size on one thread and prints processor time and memory beside the plan's estimates, and exponents.
 */
public final class Growth {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int[] ATOMS = {102, 300, 999, 3000, 9999, 19998};
    private static final int[] STRUCTURES = {100, 300, 1000, 3000, 10000, 20000};
    /** Smaller sizes are left out of the fit: they are constant costs. */
    private static final int FITTED_FROM = 900;

    private static final int[] L = {2, 4, 6, 8, 10};
    private static final int[] N = {2, 4, 6, 8, 10, 12};

    private final int largest;

    private Growth(int largest) {
        this.largest = largest;
    }

    /** The argument leaves out sizes above it. */
    public static void main(String[] arguments) throws InterruptedException {
        Growth growth = new Growth(arguments.length > 0 ? Integer.parseInt(arguments[0]) : Integer.MAX_VALUE);
        growth.series("atoms in one periodic box", ATOMS, n -> new Problem(n, 1, 4, 6, true));
        growth.series("structures of one water molecule", STRUCTURES, n -> new Problem(3, n, 4, 6, false));
        growth.series("lMax, 300 atoms", L, l -> new Problem(300, 1, l, 6, true));
        growth.series("nMax, 300 atoms", N, n -> new Problem(300, 1, 4, n, true));
        System.exit(0);
    }

    private void series(String name, int[] sizes, IntFunction<Problem> problem) throws InterruptedException {
        System.out.println(
                "| " + name + " | time ms | exponent | estimated ms | memory MB | exponent | estimated MB |");
        System.out.println("|---|---|---|---|---|---|---|");
        List<Row> rows = new ArrayList<>();
        for (int size : sizes) {
            if (size > largest) break;
            Row row = measure(size, problem.apply(size));
            row.print(rows.isEmpty() ? null : rows.getLast());
            rows.add(row);
        }
        List<Row> upper = rows.stream().filter(row -> row.size >= FITTED_FROM).toList();
        if (upper.size() > 1)
            System.out.printf(
                    Locale.ROOT,
                    "%nFrom %d on: time grows with the power %.2f, memory with %.2f.%n",
                    upper.getFirst().size,
                    power(upper, Row::seconds),
                    power(upper, Row::memory));
        System.out.println();
    }

    /** The slope of the logarithm against that of the size, by least squares. */
    private static double power(List<Row> rows, ToDoubleFunction<Row> value) {
        double x = rows.stream().mapToDouble(r -> Math.log(r.size)).average().orElseThrow();
        double y = rows.stream()
                .mapToDouble(r -> Math.log(value.applyAsDouble(r)))
                .average()
                .orElseThrow();
        double xy = 0.0;
        double xx = 0.0;
        for (Row r : rows) {
            xy += (Math.log(r.size) - x) * (Math.log(value.applyAsDouble(r)) - y);
            xx += (Math.log(r.size) - x) * (Math.log(r.size) - x);
        }
        return xy / xx;
    }

    private Row measure(int size, Problem problem) throws InterruptedException {
        RegressionSpec model = problem.model();
        Dataset data = problem.data();
        try (Engine engine = new Engine(1)) {
            Plan plan = engine.compile(model, data);
            train(engine, plan, data);
            double least = Double.POSITIVE_INFINITY;
            long end = THREADS.getCurrentThreadCpuTime() + 1_000_000_000L;
            do {
                long started = THREADS.getCurrentThreadCpuTime();
                train(engine, plan, data);
                least = Math.min(least, (THREADS.getCurrentThreadCpuTime() - started) * 1e-9);
            } while (THREADS.getCurrentThreadCpuTime() < end);
            double estimated = ExpectedTimeKt.expectedSeconds(plan).values().stream()
                    .mapToDouble(Double::doubleValue)
                    .sum();
            long memory = LiveMemory.peak(() -> train(engine, plan, data));
            long announced = MemoryKt.estimateMemory(
                            plan, plan.getCounts(), plan.getSettings().getChunkStructures())
                    .getPeak();
            return new Row(size, least, estimated, memory, announced);
        }
    }

    private static void train(Engine engine, Plan plan, Dataset data) {
        TrainKt.trainModel(plan, data, engine, ProgressListener.Companion.getNONE(), null);
    }

    private record Row(int size, double seconds, double estimated, long memory, long announced) {
        void print(Row last) {
            System.out.printf(
                    Locale.ROOT,
                    "| %d | %.2f | %s | %.2f | %.2f | %s | %.2f |%n",
                    size,
                    1e3 * seconds,
                    last == null ? "" : exponent(last.size, last.seconds, seconds),
                    1e3 * estimated,
                    1e-6 * memory,
                    last == null ? "" : exponent(last.size, last.memory, memory),
                    1e-6 * announced);
        }

        private String exponent(int from, double before, double now) {
            if (before == 0.0 || now == 0.0) return "-";
            return String.format(Locale.ROOT, "%.2f", Math.log(now / before) / Math.log((double) size / from));
        }
    }
}
