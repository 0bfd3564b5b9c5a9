package ncenter.benchmarks.peers;

import static ncenter.engine.ContractionsKt.fitSteps;
import static ncenter.plan.rules.FeatureStepsKt.featureSteps;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ncenter.engine.Engine;
import ncenter.engine.StepExecutor;
import ncenter.io.NpyArray;
import ncenter.kernels.linalg.LinearAlgebra;
import ncenter.kernels.linalg.LinearAlgebras;
import ncenter.labels.TensorMap;
import ncenter.plan.Step;
import ncenter.run.Chunk;
import ncenter.spec.features.FeatureSpec;
import ncenter.structures.Structure;

/**
 * Features as a trained model computes them: contractions are fitted once, outside the time. Its {@link #figure} is the share of the last
 * step in the time of the last run.
 */
final class StepsCase implements Case {
    private final List<Step> steps;
    private final StepExecutor executor;
    private final Engine engine;
    private final Chunk chunk;
    private final int last;
    private final Set<Integer> wanted;
    private double share;
    private TensorMap output;

    /** @param stored whether what the last step reads is stored first, so that the step can be timed by itself */
    StepsCase(FeatureSpec features, List<Structure> structures, boolean stored, int threads) {
        engine = new Engine(threads);
        List<Integer> elements = structures.stream()
                .flatMap(s -> s.getElements().stream())
                .distinct()
                .sorted()
                .toList();
        LinearAlgebra algebra = LinearAlgebras.preferred();
        steps = featureSteps(features, elements, true);
        last = steps.getLast().getId();
        wanted = new HashSet<>(stored ? steps.getLast().getInputs() : List.of());
        wanted.add(last);
        chunk = new Chunk(structures, 0);
        var fitted = fitSteps(steps, elements, List.of(chunk), algebra, engine.workers());
        executor = new StepExecutor(steps, elements, fitted, algebra);
    }

    @Override
    public long run() {
        double before = executor.getMeasures().get(last).getSeconds();
        output = null;
        long started = System.nanoTime();
        long nanos = Case.timed(
                () -> output = executor.run(chunk, wanted, engine.workers()).get(last));
        double wall = (System.nanoTime() - started) * 1e-9;
        share = (executor.getMeasures().get(last).getSeconds() - before) / wall;
        return nanos;
    }

    @Override
    public double figure() {
        return share;
    }

    @Override
    public Map<String, NpyArray> result() {
        return FeatureCase.arrays(output);
    }

    @Override
    public void close() {
        engine.close();
    }
}
