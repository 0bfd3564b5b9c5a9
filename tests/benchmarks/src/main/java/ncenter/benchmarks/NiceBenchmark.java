package ncenter.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import kotlin.ranges.IntRange;
import ncenter.DataKt;
import ncenter.FeaturesKt;
import ncenter.RegressionKt;
import ncenter.TargetsKt;
import ncenter.engine.Engine;
import ncenter.engine.ProgressListener;
import ncenter.model.Prediction;
import ncenter.model.TrainKt;
import ncenter.model.TrainedModel;
import ncenter.spec.features.FeatureSpec;
import ncenter.spec.models.RegressionSpec;
import ncenter.structures.Dataset;
import ncenter.units.Length;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Correlations of up to four densities of random CH4, screened, purified and contracted (arXiv:2007.03407), and their energies: per molecule, one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 2,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-Xmx4g"})
public class NiceBenchmark {
    private static final int MOLECULES = 100;

    private Engine engine;
    private TrainedModel model;
    private Dataset molecules;

    /** The settings that reach 0.047 of the spread with 9000 molecules, see examples/methane. */
    private static RegressionSpec spec() {
        FeatureSpec orders = FeaturesKt.correlate(
                FeaturesKt.density(
                        FeaturesKt.cutoff(Length.ofAngstrom(6.3)),
                        FeaturesKt.gto(5, 5),
                        FeaturesKt.gaussian(Length.ofAngstrom(0.4))),
                new IntRange(1, 4),
                1,
                5,
                null,
                FeaturesKt.pca(100, 400, 300),
                FeaturesKt.top(2000),
                true);
        return RegressionKt.regression(TargetsKt.property("energy"), orders, RegressionKt.ridge(1e-8));
    }

    @Setup
    public void prepare() {
        engine = new Engine(1);
        Dataset all = DataKt.structures(Water.examples().resolve("methane/random_ch4.xyz"));
        Dataset train = all.subset(IntStream.range(0, 300).toArray());
        molecules = all.subset(IntStream.range(300, 300 + MOLECULES).toArray());
        model = TrainKt.trainModel(
                engine.compile(spec(), train), train, engine, ProgressListener.Companion.getNONE(), null);
    }

    @TearDown
    public void close() {
        engine.close();
    }

    @Benchmark
    @OperationsPerInvocation(MOLECULES)
    public List<Prediction> energies() {
        return model.predict(molecules.getStructures());
    }
}
