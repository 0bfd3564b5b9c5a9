package ncenter.benchmarks;

import java.util.concurrent.TimeUnit;
import ncenter.kernels.neighbors.NeighborList;
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

/** Neighbor lists, time per atom of the box or per molecule. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class NeighborsBenchmark {
    private static final boolean[] PERIODIC = {true, true, true};
    private static final boolean[] OPEN = new boolean[3];

    private double[] box;
    private double[] cell;
    private double[] water;
    private double[] ethane;

    @Setup
    public void prepare() {
        box = Boxes.positions();
        cell = Boxes.cell();
        water = Boxes.waters(1).getFirst().getPositions();
        ethane = Boxes.ethanes(1).getFirst().getPositions();
    }

    @Benchmark
    @OperationsPerInvocation(Boxes.ATOMS)
    public NeighborList box() {
        return NeighborList.of(box, cell, PERIODIC, Boxes.CUTOFF);
    }

    @Benchmark
    @OperationsPerInvocation(1)
    public NeighborList water() {
        return NeighborList.of(water, null, OPEN, 4.0);
    }

    @Benchmark
    @OperationsPerInvocation(1)
    public NeighborList ethane() {
        return NeighborList.of(ethane, null, OPEN, 4.0);
    }
}
