package ncenter.benchmarks;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import ncenter.kernels.radial.CutoffFunction;
import ncenter.kernels.radial.GtoBasis;
import ncenter.kernels.radial.GtoIntegral;
import ncenter.kernels.radial.RadialScaling;
import ncenter.kernels.radial.SplinedIntegral;
import ncenter.kernels.radial.VectorRadial;
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
import org.openjdk.jmh.annotations.Warmup;

/** Splined radial integrals, nMax 8 and lMax 6, distances as in a box, time per pair, in both forms. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class RadialBenchmark {
    private static final int TILE = 16;
    private static final int TILES = 64;

    private SplinedIntegral spline;
    private CutoffFunction cutoff;
    private VectorRadial vector;
    private double[][] distances;
    private double[] out;
    private double[] scratch;

    @Setup
    public void prepare() {
        spline = new SplinedIntegral(new GtoIntegral(new GtoBasis(8, Boxes.CUTOFF), 6, 0.3), Boxes.CUTOFF, 1e-11);
        cutoff = new CutoffFunction(Boxes.CUTOFF, 0.5);
        vector = new VectorRadial(spline, cutoff, RadialScaling.NONE);
        SplittableRandom random = new SplittableRandom(1);
        distances = new double[TILES][TILE];
        for (double[] tile : distances)
            for (int p = 0; p < TILE; p++) tile[p] = Boxes.CUTOFF * Math.cbrt(random.nextDouble());
        out = new double[7 * TILE * vector.paddedN()];
        scratch = new double[vector.scratchSize(TILE)];
    }

    @Benchmark
    @OperationsPerInvocation(TILE * TILES)
    public double[] values() {
        for (double[] tile : distances) vector.values(tile, TILE, TILE, out, scratch);
        return out;
    }

    @Benchmark
    @OperationsPerInvocation(TILE * TILES)
    public double plainValues() {
        double sum = 0.0;
        for (double[] tile : distances) {
            for (double r : tile) {
                spline.values(r, out, 0);
                sum += cutoff.value(r) * out[0];
            }
        }
        return sum;
    }
}
