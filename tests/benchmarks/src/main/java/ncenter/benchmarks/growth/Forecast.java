package ncenter.benchmarks.growth;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import ncenter.engine.Engine;
import ncenter.engine.ExpectedTimeKt;
import ncenter.engine.ProgressListener;
import ncenter.model.TrainKt;
import ncenter.model.TrainedModel;
import ncenter.plan.MemoryEstimate;
import ncenter.plan.MemoryKt;
import ncenter.plan.Plan;
import ncenter.plan.Step;

/**
 * What {@code explain()} announces beside what a run takes, for trainings of every kind on one thread: the seconds of the steps in the fastest of several runs,
 * and the least memory in which it runs. The last table adds up the kinds of steps.
 */
public final class Forecast {
    /** By kind of step, over all trainings: estimated and measured seconds. */
    private final Map<String, double[]> kinds = new TreeMap<>();

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
        System.out.println("\n| step | estimated ms | measured ms | ratio |\n|---|---|---|---|");
        forecast.kinds.forEach((kind, s) -> System.out.printf(
                Locale.ROOT, "| %s | %.1f | %.1f | %.2f |%n", kind, 1e3 * s[0], 1e3 * s[1], s[0] / s[1]));
        System.exit(0);
    }

    private void row(String name, Plans.Case work) throws IOException, InterruptedException {
        try (Engine engine = new Engine(1, work.memory())) {
            Plan plan = engine.compile(work.model(), work.data());
            TrainedModel best = null;
            double least = Double.POSITIVE_INFINITY;
            long end = System.nanoTime() + 5_000_000_000L;
            for (int run = 0; run < 3 || (run < 100 && System.nanoTime() < end); run++) {
                TrainedModel trained = train(engine, plan, work);
                if (seconds(trained) >= least) continue;
                best = trained;
                least = seconds(trained);
            }
            MemoryEstimate announced = MemoryKt.estimateMemory(
                    plan, plan.getCounts(), plan.getSettings().getChunkStructures());
            long memory = LeastHeap.of(name, announced.getPeak());
            double estimated = 0.0;
            for (Step step : plan.getSteps()) estimated += account(step, plan, best);
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

    /** The estimate of a step in seconds, which is added to its kind's, as what it took. */
    private double account(Step step, Plan plan, TrainedModel trained) {
        double estimated = ExpectedTimeKt.expectedSeconds(step, plan.getCounts(), plan);
        var measured = trained.getMeasures().get(step.getId());
        if (measured != null && measured.getSeconds() > 0) {
            double[] sums = kinds.computeIfAbsent(step.getClass().getSimpleName(), k -> new double[2]);
            sums[0] += estimated;
            sums[1] += measured.getSeconds();
        }
        return estimated;
    }
}
