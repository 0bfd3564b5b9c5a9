package ncenter.benchmarks;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import ncenter.kernels.harmonics.SphericalHarmonics;
import ncenter.kernels.harmonics.VectorSphericalHarmonics;
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
import org.openjdk.jmh.annotations.Warmup;

/** Real spherical harmonics of 1000 points in the cache, time per point, in both forms. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class HarmonicsBenchmark {
    private static final int POINTS = 1000;

    @Param({"4", "6", "8"})
    int lMax;

    private SphericalHarmonics plain;
    private VectorSphericalHarmonics vector;
    private double[] points;
    private double[] values;
    private double[] gradients;

    @Setup
    public void prepare() {
        plain = new SphericalHarmonics(lMax);
        vector = new VectorSphericalHarmonics(plain);
        SplittableRandom random = new SplittableRandom(1);
        points = random.doubles(3 * POINTS, -1, 1).toArray();
        values = new double[vector.tiledLength(POINTS)];
        gradients = new double[3 * values.length];
    }

    @Benchmark
    @OperationsPerInvocation(POINTS)
    public double[] values() {
        vector.values(points, 0, POINTS, values);
        return values;
    }

    @Benchmark
    @OperationsPerInvocation(POINTS)
    public double[] plainValues() {
        plain.values(points, 0, POINTS, values);
        return values;
    }

    @Benchmark
    @OperationsPerInvocation(POINTS)
    public double[] gradients() {
        vector.gradients(points, 0, POINTS, values, gradients);
        return gradients;
    }

    @Benchmark
    @OperationsPerInvocation(POINTS)
    public double[] plainGradients() {
        plain.gradients(points, 0, POINTS, values, gradients);
        return gradients;
    }
}
