package ncenter.benchmarks;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import ncenter.kernels.lanes.KernelForm;
import ncenter.kernels.linalg.RowProduct;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The projection of 64 samples of lambda = 4 with 1300 properties on {@code components}: 2 x 576 x 1300 x components flop. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 3,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector"})
public class RowProductBenchmark {
    private static final int ROWS = 576;
    private static final int PROPERTIES = 1300;

    @Param({"1", "24", "100"})
    public int components;

    @Param({"VECTOR", "PLAIN"})
    public KernelForm form;

    private RowProduct product;
    private double[] features;
    private double[] out;

    @Setup
    public void prepare() {
        double[] weights = new double[PROPERTIES * components];
        Arrays.fill(weights, 0.25);
        features = new double[ROWS * PROPERTIES];
        Arrays.fill(features, 0.5);
        product = RowProduct.of(form, PROPERTIES, components, weights);
        out = new double[ROWS * components];
    }

    @Benchmark
    public double[] rows() {
        product.multiply(ROWS, features, 0, out, 0);
        return out;
    }
}
