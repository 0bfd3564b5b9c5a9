package ncenter.kernels.regression;

import ncenter.kernels.linalg.LinearAlgebra;

/**
 * Uncentered principal components of a stream of rows (every sample and component mu is a row): the directions of largest mean
 * square. Not centered, because subtracting a mean from components mu of an equivariant would break its symmetry.
 */
public final class Pca {
    private final GramAccumulator gram;

    /** An empty accumulator for rows of q features. */
    public Pca(int q) {
        if (q < 1) {
            throw new IllegalArgumentException(
                    "Pca: expected q >= 1, got " + q + "; drop blocks without features first");
        }
        gram = new GramAccumulator(q);
    }

    /** Adds x, rows x q. How rows are cut into calls does not change the result. */
    public void add(double[] x, int rows, LinearAlgebra la) {
        if (rows < 0 || x.length < (long) rows * gram.width) {
            throw new IllegalArgumentException("Pca.add: expected " + rows + " x " + gram.width + " elements, got "
                    + x.length + "; check the sizes");
        }
        gram.add(x, rows, la);
    }

    /** Rows added so far. */
    public long rows() {
        return gram.rows();
    }

    /** The {@code keep} components of largest variance; more rows may be added afterwards. */
    public Components solve(int keep, LinearAlgebra la) {
        int q = gram.width;
        if (keep < 1 || keep > q || gram.rows() == 0) {
            throw new IllegalArgumentException("Pca.solve: expected 1 to " + q + " components of one row or more, got "
                    + keep + " of " + gram.rows() + " rows; keep fewer components, or add rows first");
        }
        double[] vectors = gram.snapshot(la);
        double[] values = new double[q];
        la.symmetricEigen(q, vectors, values);
        double[] kept = new double[keep * q];
        double[] variances = new double[keep];
        double total = 0;
        for (double value : values) {
            total += Math.max(value, 0) / gram.rows();
        }
        for (int k = 0; k < keep; k++) {
            variances[k] = Math.max(values[q - 1 - k], 0) / gram.rows();
            copySigned(vectors, (q - 1 - k) * q, q, kept, k * q, 1);
        }
        return new Components(keep, q, kept, variances, total);
    }

    /** The numbers of {@code keep} columns chosen by {@code rule}, ascending; where the rule finds fewer, the first others fill up. */
    public int[] select(ColumnSelection.Rule rule, int keep, LinearAlgebra la) {
        return ColumnSelection.filled(
                ColumnSelection.choose(rule, gram.width, gram.snapshot(la), keep, la), keep, gram.width);
    }

    /** The mean square of every column of the rows added so far. */
    public double[] meanSquares(LinearAlgebra la) {
        double[] products = gram.snapshot(la);
        double[] out = new double[gram.width];
        for (int j = 0; j < out.length; j++) out[j] = products[j * gram.width + j] / gram.rows();
        return out;
    }

    /**
     * Copies a vector with the sign that makes its entry of largest magnitude (the first of equal ones) positive, to entries that lie
     * {@code stride} apart.
     */
    static void copySigned(double[] from, int at, int length, double[] to, int out, int stride) {
        int largest = 0;
        for (int j = 1; j < length; j++) {
            largest = Math.abs(from[at + j]) > Math.abs(from[at + largest]) ? j : largest;
        }
        double sign = from[at + largest] < 0 ? -1 : 1;
        for (int j = 0; j < length; j++) {
            to[out + j * stride] = sign * from[at + j];
        }
    }

    /**
     * Principal components, largest variance first.
     *
     * @param vectors       keep x q, orthonormal rows; the entry of largest magnitude in each is positive
     * @param variances     mean square of the rows along each kept component
     * @param totalVariance mean squared norm of the rows; minus the sum of {@code variances} it is what was discarded
     */
    public record Components(int keep, int q, double[] vectors, double[] variances, double totalVariance) {}
}
