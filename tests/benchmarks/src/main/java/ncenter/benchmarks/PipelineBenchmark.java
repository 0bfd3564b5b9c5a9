package ncenter.benchmarks;

import java.util.concurrent.TimeUnit;
import ncenter.engine.Engine;
import ncenter.engine.ProgressListener;
import ncenter.model.Evaluation;
import ncenter.model.EvaluationKt;
import ncenter.model.TrainKt;
import ncenter.model.TrainedModel;
import ncenter.spec.models.RegressionSpec;
import ncenter.structures.Dataset;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Whole rows, warm: features, fit, test. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 2,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class PipelineBenchmark {
    private Engine engine;
    private Dataset train;
    private Dataset test;
    private RegressionSpec model;

    @Setup
    public void prepare() {
        engine = new Engine(2);
        Dataset water = Water.data();
        int[] first = new int[40];
        int[] next = new int[10];
        for (int i = 0; i < 40; i++) first[i] = i;
        for (int i = 0; i < 10; i++) next[i] = 40 + i;
        train = water.subset(first);
        test = water.subset(next);
        model = Water.model();
    }

    @TearDown
    public void close() {
        engine.close();
    }

    /** Row W1: 40 waters to train, 10 to test. */
    @Benchmark
    public Evaluation w1() {
        TrainedModel trained = TrainKt.trainModel(
                engine.compile(model, train), train, engine, ProgressListener.Companion.getNONE(), null);
        return EvaluationKt.evaluate(trained, test, engine, "test");
    }
}
