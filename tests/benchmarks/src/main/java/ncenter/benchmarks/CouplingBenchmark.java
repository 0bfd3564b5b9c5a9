package ncenter.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import ncenter.kernels.coupling.CouplingTable;
import ncenter.kernels.coupling.ProductKernel;
import ncenter.kernels.lanes.KernelForm;
import org.openjdk.jmh.annotations.AuxCounters;
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

/**
 * Clebsch-Gordan products of 12 x 12 properties in cache, all (l1, l2, lambda) up to lMax, 4 samples: the sizes of {@code peers/coupling.c}.
 *
 * <p>{@code gterms} counts non-zero coefficients x property pairs, in giga-terms per second.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 3,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector"})
public class CouplingBenchmark {
    private static final int PROPERTIES = 12;
    private static final int SAMPLES = 4;

    @Param({"3", "4", "5", "6"})
    public int lMax;

    @Param({"VECTOR", "PLAIN"})
    public KernelForm form;

    private ProductKernel kernel;
    private CouplingTable[] tables;
    private double[][] blocks;
    private double[][] out;
    private double gigaTerms;

    /** What was done, for the rate that JMH prints next to its own. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Work {
        public double gterms;
    }

    @Setup
    public void prepare() {
        SplittableRandom random = new SplittableRandom(1);
        kernel = ProductKernel.of(form);
        blocks = new double[lMax + 1][];
        out = new double[lMax + 1][];
        for (int l = 0; l <= lMax; l++) {
            blocks[l] = new double[SAMPLES * (2 * l + 1) * PROPERTIES];
            for (int i = 0; i < blocks[l].length; i++) blocks[l][i] = random.nextDouble(-0.5, 0.5);
            out[l] = new double[SAMPLES * (2 * l + 1) * PROPERTIES * PROPERTIES];
        }
        List<CouplingTable> all = new ArrayList<>();
        long terms = 0;
        for (int l1 = 0; l1 <= lMax; l1++) {
            for (int l2 = 0; l2 <= lMax; l2++) {
                for (int lambda = Math.abs(l1 - l2); lambda <= Math.min(lMax, l1 + l2); lambda++) {
                    all.add(CouplingTable.of(l1, l2, lambda));
                    terms += all.getLast().size();
                }
            }
        }
        tables = all.toArray(CouplingTable[]::new);
        gigaTerms = 1e-9 * terms * PROPERTIES * PROPERTIES * SAMPLES;
    }

    /** Every product once. */
    @Benchmark
    public double[][] product(Work work) {
        int n = PROPERTIES;
        for (CouplingTable t : tables)
            kernel.outer(t, 1.0, blocks[t.l1], n, null, blocks[t.l2], n, 0, SAMPLES, out[t.lambda], n * n, 0);
        work.gterms += gigaTerms;
        return out;
    }

    /** The invariants alone: dot products over m, pairs of properties once. */
    @Benchmark
    public double[][] invariants() {
        for (int l = 0; l <= lMax; l++)
            kernel.self(
                    CouplingTable.of(l, l, 0), blocks[l], PROPERTIES, 0, SAMPLES, out[0], PROPERTIES * PROPERTIES, 0);
        return out;
    }
}
