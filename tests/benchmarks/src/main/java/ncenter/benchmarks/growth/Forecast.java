package ncenter.benchmarks.growth;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import ncenter.engine.Engine;
import ncenter.engine.ProgressListener;
import ncenter.model.TrainKt;
import ncenter.model.TrainedModel;
import ncenter.plan.EstimatesKt;
import ncenter.plan.MemoryEstimate;
import ncenter.plan.MemoryKt;
import ncenter.plan.Plan;
import ncenter.plan.RatesKt;
import ncenter.plan.Step;

/**
 * What {@code explain()} announces beside what a run takes, for trainings of every kind on one thread: the seconds of the steps, times the share of the
 * processor that the run got, and the least memory in which it runs. The last table is the rate of each kind of step, in operations per second as the plan counts them.
 */
public final class Forecast {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Map<String, double[]> rates = new TreeMap<>();

    private Forecast() {}

    /** The arguments are words that the names of the wanted cases contain; all without arguments. */
    public static void main(String[] words) throws IOException, InterruptedException {
        Forecast forecast = new Forecast();
        System.out.println("| training | estimated ms | measured ms | ratio | estimated MB | measured MB | ratio |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (Map.Entry<String, Supplier<Plans.Case>> entry : Plans.all().entrySet()) {
            boolean wanted = words.length == 0;
            for (String word : words) wanted |= entry.getKey().contains(word);
            if (wanted) forecast.row(entry.getKey(), entry.getValue().get());
        }
        System.out.println("\n| step | operations per second |\n|---|---|");
        forecast.rates.forEach((kind, r) -> System.out.printf(Locale.ROOT, "| %s | %.2e |%n", kind, r[0] / r[1]));
        System.exit(0);
    }

    private void row(String name, Plans.Case work) throws IOException, InterruptedException {
        try (Engine engine = new Engine(1, work.memory())) {
            Plan plan = engine.compile(work.model(), work.data());
            TrainedModel best = null;
            double least = Double.POSITIVE_INFINITY;
            double share = 1.0;
            long end = System.nanoTime() + 5_000_000_000L;
            for (int run = 0; run < 2 || (run < 100 && System.nanoTime() < end); run++) {
                long wall = System.nanoTime();
                long processor = THREADS.getCurrentThreadCpuTime();
                TrainedModel trained = train(engine, plan, work);
                double got = (double) (THREADS.getCurrentThreadCpuTime() - processor) / (System.nanoTime() - wall);
                if (got * seconds(trained) >= least) continue;
                best = trained;
                share = got;
                least = got * seconds(trained);
            }
            MemoryEstimate announced = MemoryKt.estimateMemory(
                    plan, plan.getCounts(), plan.getSettings().getChunkStructures());
            long memory = LeastHeap.of(name, announced.getPeak());
            double estimated = 0.0;
            for (Step step : plan.getSteps()) estimated += account(step, plan, best, share);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.1f | %.1f | %.2f | %.1f | %.1f | %.2f |%n",
                    name,
                    1e3 * estimated,
                    1e3 * least,
                    estimated / least,
                    1e-6 * announced.getPeak(),
                    1e-6 * memory,
                    (double) announced.getPeak() / memory);
        }
    }

    private static TrainedModel train(Engine engine, Plan plan, Plans.Case work) {
        return TrainKt.trainModel(plan, work.data(), engine, ProgressListener.Companion.getNONE(), null);
    }

    private static double seconds(TrainedModel trained) {
        return trained.getMeasures().values().stream()
                .mapToDouble(m -> m.getSeconds())
                .sum();
    }

    /** The estimate of a step in seconds; what it took is added to the table of rates. */
    private double account(Step step, Plan plan, TrainedModel trained, double share) {
        long flops = EstimatesKt.flops(step, plan.getCounts(), plan);
        var measured = trained.getMeasures().get(step.getId());
        if (measured != null && flops > 0) {
            double[] sums = rates.computeIfAbsent(step.getClass().getSimpleName(), k -> new double[2]);
            sums[0] += flops;
            sums[1] += share * measured.getSeconds();
        }
        return RatesKt.nominalSeconds(step, plan.getCounts(), plan);
    }
}
