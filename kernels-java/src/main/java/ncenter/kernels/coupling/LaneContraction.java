package ncenter.kernels.coupling;

import static ncenter.kernels.coupling.LaneTile.LANES;

import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.DoubleVector;
import ncenter.kernels.lanes.KernelForm;

/**
 * A sum of Clebsch-Gordan products of blocks, contracted with a fixed matrix: out[(s*(2 lambda+1)+mu)*columns + c] = sum over p of product[(s*(2
 * lambda+1)+mu), p] w[p, c], where the properties p of all terms stand one behind the other as {@link ProductKernel} writes them.
 *
 * <p>Samples lie in the lanes of vectors, and no product is stored. Where that takes fewer operations, the matrix meets one factor before the other.
 * The numbers of a sample do not depend on which other samples are in the same call. Immutable and thread-safe.
 */
public final class LaneContraction {
    private static final int W = DoubleVector.SPECIES_PREFERRED.length();

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
     * Writes the samples in [from, to).
     *
     * @param factors by term
     */
    public void run(Factors[] factors, int from, int to, double[] out, LaneScratch scratch) {
        int padded = padded(columns);
        int size = components * padded;
        scratch.sums = LaneScratch.room(scratch.sums, size);
        Tiles tiles = new Tiles(factors);
        for (int first = from; first < to; first += LANES) {
            int last = Math.min(to, first + LANES);
            int lanes = (last - first + W - 1) / W * W;
            tiles.load(first, last, scratch);
            Arrays.fill(scratch.sums, 0, size * LANES, 0.0);
            for (int k = 0; k < terms.length; k++) {
                double[] a = scratch.tile(tiles.slot[2 * k]);
                double[] b = scratch.tile(tiles.slot[2 * k + 1]);
                LaneTerm term = terms[k];
                term.add(term.swapped ? b : a, term.swapped ? a : b, padded, lanes, scratch);
            }
            LaneTile.store(scratch.sums, padded, components, columns, columns, first, last, out);
        }
    }

    /** The different blocks among the factors of all terms, each loaded once. */
    private final class Tiles {
        final int[] slot = new int[2 * terms.length];
        private final double[][] values = new double[2 * terms.length][];
        private final int[][] rows = new int[2 * terms.length][];
        private final int[] m = new int[2 * terms.length];
        private final int[] q = new int[2 * terms.length];
        private int used;

        Tiles(Factors[] factors) {
            for (int k = 0; k < terms.length; k++) {
                LaneTerm term = terms[k];
                int na = term.swapped ? term.ny : term.nx;
                int nb = term.swapped ? term.nx : term.ny;
                slot[2 * k] = slotOf(factors[k].a, factors[k].aRow, 2 * term.table.l1 + 1, na);
                slot[2 * k + 1] = slotOf(factors[k].b, factors[k].bRow, 2 * term.table.l2 + 1, nb);
            }
        }

        private int slotOf(double[] block, int[] row, int components, int properties) {
            for (int i = 0; i < used; i++) if (values[i] == block && rows[i] == row) return i;
            values[used] = block;
            rows[used] = row;
            m[used] = components;
            q[used] = properties;
            return used++;
        }

        void load(int from, int to, LaneScratch scratch) {
            for (int i = 0; i < used; i++)
                LaneTile.load(values[i], m[i], q[i], rows[i], from, to, scratch.tile(i, m[i] * q[i]));
        }
    }
}
