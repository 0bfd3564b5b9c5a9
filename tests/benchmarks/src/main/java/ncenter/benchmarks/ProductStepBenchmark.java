package ncenter.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import ncenter.FeaturesKt;
import ncenter.engine.Engine;
import ncenter.engine.FittedFeatures;
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

/**
 * Microseconds per atom of rho, of rho x rho, and of rho x rho reduced to 32 components per block for 100 ethanes (800 atoms, 4 Å, nMax 6, lMax 4, both parities): the
 * difference to the first is the product step with its allocation.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 2,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-Xmx3g"})
public class ProductStepBenchmark {
    private static final int COUNT = 100;
    private static final int ATOMS = 8 * COUNT;

    @Param({"1", "2"})
    public int threads;

    private Engine engine;
    private List<Structure> structures;
    private FittedFeatures reduced;
    private final DensitySpec rho = FeaturesKt.density(FeaturesKt.cutoff(Length.ofAngstrom(4.0)), FeaturesKt.gto(6, 4));

    @Setup
    public void prepare() {
        engine = new Engine(threads);
        SplittableRandom random = new SplittableRandom(1);
        structures = new ArrayList<>();
        for (int s = 0; s < COUNT; s++) structures.add(ethane(random));
        reduced = engine.fit(FeaturesKt.contract(FeaturesKt.correlate(rho, 2), FeaturesKt.pca(32)), structures);
    }

    @TearDown
    public void close() {
        engine.close();
    }

    @Benchmark
    @OperationsPerInvocation(ATOMS)
    public TensorMap density() {
        return engine.compute(rho, structures);
    }

    @Benchmark
    @OperationsPerInvocation(ATOMS)
    public TensorMap product() {
        return engine.compute(FeaturesKt.correlate(rho, 2), structures);
    }

    @Benchmark
    @OperationsPerInvocation(ATOMS)
    public TensorMap contractedProduct() {
        return reduced.compute(structures);
    }

    /** Staggered, with displacements of up to 0.05 Å. */
    private static Structure ethane(SplittableRandom random) {
        double[] positions = new double[24];
        int[] types = {6, 6, 1, 1, 1, 1, 1, 1};
        positions[2] = 0.765;
        positions[5] = -0.765;
        for (int h = 0; h < 6; h++) {
            double angle = h * Math.PI / 3;
            positions[6 + 3 * h] = 1.02 * Math.cos(angle);
            positions[7 + 3 * h] = 1.02 * Math.sin(angle);
            positions[8 + 3 * h] = h % 2 == 0 ? 1.16 : -1.16;
        }
        for (int i = 0; i < positions.length; i++) positions[i] += random.nextDouble(-0.05, 0.05);
        return new Structure(types, positions);
    }
}
