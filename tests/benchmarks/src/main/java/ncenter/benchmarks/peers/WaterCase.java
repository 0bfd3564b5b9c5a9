package ncenter.benchmarks.peers;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import ncenter.benchmarks.Water;
import ncenter.engine.Engine;
import ncenter.engine.ProgressListener;
import ncenter.io.NpyArray;
import ncenter.model.Evaluation;
import ncenter.model.EvaluationKt;
import ncenter.model.TrainKt;
import ncenter.model.TrainedModel;
import ncenter.spec.models.RegressionSpec;
import ncenter.structures.Dataset;

/**
 * A row of the water example: features, fit and test. Its {@link #figure} is the wall time of training over the sum of its measured
 * steps.
 */
final class WaterCase implements Case {
    private final Engine engine;
    private final Dataset train;
    private final Dataset test;
    private final RegressionSpec model = Water.model();
    private double overhead;
    private Evaluation last;

    WaterCase(int trained, int testFrom, int testTo, int threads) {
        Dataset water = Water.data();
        engine = new Engine(threads);
        train = water.subset(IntStream.range(0, trained).toArray());
        test = water.subset(IntStream.range(testFrom, testTo).toArray());
    }

    @Override
    public long run() {
        return Case.timed(() -> {
            long started = System.nanoTime();
            TrainedModel trained = TrainKt.trainModel(
                    engine.compile(model, train), train, engine, ProgressListener.Companion.getNONE(), null);
            double wall = (System.nanoTime() - started) * 1e-9;
            overhead = wall
                    / trained.getMeasures().values().stream()
                            .mapToDouble(m -> m.getSeconds())
                            .sum();
            last = EvaluationKt.evaluate(trained, test, engine, "test");
        });
    }

    @Override
    public double figure() {
        return overhead;
    }

    /** Predicted eigenvalues in hartree, structure after structure, ascending. */
    @Override
    public Map<String, NpyArray> result() {
        double[] levels = last.getLevels().stream()
                .flatMapToDouble(pair -> Arrays.stream(pair.getFirst()))
                .toArray();
        return Map.of("eigenvalues", NpyArray.of(levels, levels.length));
    }

    @Override
    public void close() {
        engine.close();
    }
}
