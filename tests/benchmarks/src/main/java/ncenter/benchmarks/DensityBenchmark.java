package ncenter.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import ncenter.FeaturesKt;
import ncenter.engine.Engine;
import ncenter.engine.ProgressListener;
import ncenter.labels.TensorMap;
import ncenter.spec.features.DensitySpec;
import ncenter.structures.Structure;
import ncenter.units.Length;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Densities through the public API, neighbors and labels included: time per atom of the box or per molecule. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class DensityBenchmark {
    private static final int MOLECULES = 500;

    @Param({"1", "2"})
    int threads;

    private Engine engine;
    private List<Structure> box;
    private List<Structure> waters;
    private List<Structure> ethanes;
    private List<Structure> both;
    private DensitySpec wide;
    private DensitySpec narrow;

    @Setup
    public void prepare() {
        engine = new Engine(threads);
        box = List.of(Boxes.box());
        waters = Boxes.waters(MOLECULES);
        ethanes = Boxes.ethanes(MOLECULES);
        both = new ArrayList<>(waters);
        both.addAll(ethanes);
        wide = FeaturesKt.density(FeaturesKt.cutoff(Length.ofAngstrom(Boxes.CUTOFF)), FeaturesKt.gto(8, 6));
        narrow = FeaturesKt.density(FeaturesKt.cutoff(Length.ofAngstrom(4.0)), FeaturesKt.gto(6, 4));
    }

    @TearDown
    public void close() {
        engine.close();
    }

    private TensorMap compute(DensitySpec density, List<Structure> structures) {
        return engine.compute(density, structures, ProgressListener.Companion.getNONE());
    }

    @Benchmark
    @OperationsPerInvocation(Boxes.ATOMS)
    public TensorMap box() {
        return compute(wide, box);
    }

    @Benchmark
    @OperationsPerInvocation(MOLECULES)
    public TensorMap waters() {
        return compute(narrow, waters);
    }

    @Benchmark
    @OperationsPerInvocation(MOLECULES)
    public TensorMap ethanes() {
        return compute(narrow, ethanes);
    }

    @Benchmark
    @OperationsPerInvocation(2 * MOLECULES)
    public TensorMap both() {
        return compute(narrow, both);
    }
}
