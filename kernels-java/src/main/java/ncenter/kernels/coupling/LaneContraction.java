package ncenter.kernels.coupling;

import static ncenter.kernels.coupling.LaneTile.LANES;

import java.util.Arrays;
import java.util.List;
import ncenter.kernels.lanes.KernelForm;

/**
 * A sum of Clebsch-Gordan products of blocks, contracted with a fixed matrix: out[(s*(2 lambda+1)+mu)*columns + c] = sum over p of product[(s*(2
 * lambda+1)+mu), p] w[p, c], where the properties p of all terms stand one behind the other as {@link ProductKernel} writes them.
 *
 * <p>Samples lie in the lanes of vectors, and no product is stored. Where that takes fewer operations, the matrix meets one factor before the other.
 * The numbers of a sample do not depend on which other samples are in the same call; fewer samples than a vector has lanes take as long as that many. Immutable
 * and thread-safe.
 */
public final class LaneContraction {
    /** Not asked of the vector class: {@link #pays} is asked without the incubator module, too. */
    private static final int W = KernelForm.lanes();

    /**
     * One product.
     *
     * @param weight the factor of a product of two blocks; a packed one has none
     * @param packed a block with itself, as {@link ProductKernel#self}
     * @param offset the first of its properties
     */
    public record Term(CouplingTable table, double weight, boolean packed, int na, int nb, int offset) {
        public Term {
            if (packed && (table.l1 != table.l2 || na != nb))
                throw new IllegalArgumentException("LaneContraction: a block with itself was expected, got l1="
                        + table.l1 + ", l2=" + table.l2 + ", " + na + " and " + nb + " properties");
        }
    }

    /**
     * The blocks that a term multiplies; sample s of the output is sample {@code aRow[s]} of {@code a}.
     *
     * @param aRow,bRow null means the same number
     */
    public record Factors(double[] a, int[] aRow, double[] b, int[] bRow) {}

    /** w[p, c] = stored[c*height + p]. */
    record Weights(double[] stored, int height) {
        double at(int p, int c) {
            return stored[c * height + p];
        }
    }

    private final LaneTerm[] terms;
    private final int components;
    private final int columns;

    /** @param w the transpose of the matrix: {@code columns} rows of {@code height} properties; the numbers are copied */
    public LaneContraction(List<Term> terms, int lambda, int height, int columns, double[] w) {
        if (w.length != (long) height * columns)
            throw new IllegalArgumentException(
                    "LaneContraction: " + columns + " x " + height + " numbers were expected, got " + w.length);
        Weights weights = new Weights(w, height);
        this.components = 2 * lambda + 1;
        this.columns = columns;
        this.terms = new LaneTerm[terms.size()];
        for (int k = 0; k < this.terms.length; k++) {
            Term term = terms.get(k);
            if (term.table.lambda != lambda)
                throw new IllegalArgumentException(
                        "LaneContraction: lambda=" + lambda + " was expected, got " + term.table.lambda);
            this.terms[k] = LaneTerm.of(term, columns, weights);
        }
    }

    /** Whether a process that uses {@code form} is faster with samples in the lanes: sums of many columns need the registers of machines with eight lanes. */
    public static boolean pays(KernelForm form) {
        return form == KernelForm.VECTOR && W >= 8;
    }

    /** The smallest number of columns of whole panels. */
    static int padded(int columns) {
        return (columns + LanePanels.COLUMNS - 1) / LanePanels.COLUMNS * LanePanels.COLUMNS;
    }

    /**
     * Writes the samples in [from, to). What is in the factors must not change while {@code scratch} is in use.
     *
     * @param factors by term
     */
    public void run(Factors[] factors, int from, int to, double[] out, LaneScratch scratch) {
        int padded = padded(columns);
        int size = components * padded;
        LaneArray sums = scratch.sums.room(size);
        LaneArray[][] x = new LaneArray[terms.length][];
        LaneArray[][] y = new LaneArray[terms.length][];
        for (int k = 0; k < terms.length; k++) {
            LaneTerm term = terms[k];
            Factors f = factors[k];
            int na = term.swapped ? term.ny : term.nx;
            int nb = term.swapped ? term.nx : term.ny;
            LaneArray[] a = scratch.turned(f.a, f.aRow, 2 * term.table.l1 + 1, na, from, to);
            LaneArray[] b = scratch.turned(f.b, f.bRow, 2 * term.table.l2 + 1, nb, from, to);
            x[k] = term.swapped ? b : a;
            y[k] = term.swapped ? a : b;
        }
        for (int tile = 0; tile * LANES < to - from; tile++) {
            int first = from + tile * LANES;
            int last = Math.min(to, first + LANES);
            int lanes = (last - first + W - 1) / W * W;
            Arrays.fill(sums.array, sums.first, sums.first + size * LANES, 0.0);
            for (int k = 0; k < terms.length; k++) terms[k].add(x[k][tile], y[k][tile], padded, lanes, scratch);
            TurnedTile.store(sums.array, sums.first, padded, components, columns, first, last, out);
        }
    }
}
