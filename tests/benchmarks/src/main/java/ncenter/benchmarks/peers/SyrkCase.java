package ncenter.benchmarks.peers;

import java.util.Map;
import java.util.Random;
import ncenter.engine.Engine;
import ncenter.io.NpyArray;
import ncenter.kernels.linalg.LinearAlgebra;
import ncenter.kernels.linalg.Tasks;
import ncenter.run.WorkersKt;

/** A^T A of rows x columns numbers, on the threads of an engine, or without tasks. */
final class SyrkCase implements Case {
    private final LinearAlgebra algebra;
    private final int rows;
    private final int columns;
    private final double[] a;
    private final double[] c;
    /** Null to leave all to one call. */
    private final Engine engine;

    SyrkCase(LinearAlgebra algebra, int rows, int columns, Engine engine) {
        this.algebra = algebra;
        this.engine = engine;
        this.rows = rows;
        this.columns = columns;
        this.a = new Random(4).doubles((long) rows * columns, -1.0, 1.0).toArray();
        this.c = new double[columns * columns];
    }

    @Override
    public long run() {
        if (engine == null) return Case.timed(() -> algebra.syrk(columns, rows, a, 0, columns, 0.0, c, 0, columns));
        Tasks tasks = WorkersKt.asTasks(engine.workers());
        return Case.timed(() -> algebra.syrk(columns, rows, a, 0, columns, 0.0, c, 0, columns, tasks));
    }

    @Override
    public double figure() {
        return (double) rows * columns * (columns + 1);
    }

    @Override
    public Map<String, NpyArray> result() {
        double trace = 0.0;
        double sum = 0.0;
        double squares = 0.0;
        for (double v : a) squares += v * v;
        for (int i = 0; i < columns; i++) trace += c[i * columns + i];
        for (double v : c) sum += v;
        return Map.of("trace", NpyArray.of(new double[] {trace, squares, sum}, 3));
    }

    @Override
    public void close() {
        if (engine != null) engine.close();
    }
}
