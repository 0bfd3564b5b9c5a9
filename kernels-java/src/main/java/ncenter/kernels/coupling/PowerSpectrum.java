package ncenter.kernels.coupling;

import ncenter.kernels.lanes.KernelForm;

/**
 * Invariants of order two, the lambda = 0 part of a feature times itself (arXiv:2007.03407): (-1)^l / sqrt(2l+1) times the sum over m of
 * c[lm,qa] c[lm,qb], for every term (a block of order l) each unordered pair of properties once, qa &lt;= qb; off the diagonal times sqrt 2.
 *
 * <p>The numbers are those of {@link ProductKernel#self}; here all terms of a sample are made together and follow each other in memory, so
 * that the output is written once, in one stream. An object keeps scratch from call to call: one per task, not for several threads.
 */
public abstract sealed class PowerSpectrum permits VectorPowerSpectrum, PlainPowerSpectrum {
    static final double SQRT2 = Math.sqrt(2.0);

    final int[] orders;
    final int[] properties;
    /** First number of each term within a sample, and their sum. */
    private final int[] offsets;

    PowerSpectrum(int[] orders, int[] properties) {
        if (orders.length != properties.length)
            throw new IllegalArgumentException("PowerSpectrum: a number of properties for each of " + orders.length
                    + " terms was expected, got " + properties.length);
        this.orders = orders.clone();
        this.properties = properties.clone();
        this.offsets = new int[orders.length + 1];
        for (int k = 0; k < orders.length; k++)
            offsets[k + 1] = Math.addExact(offsets[k], CouplingProduct.selfSize(orders[k], 0, properties[k]));
    }

    /** A kernel of one form. Term k has the order {@code orders[k]} and {@code properties[k]} properties. */
    public static PowerSpectrum of(KernelForm form, int[] orders, int[] properties) {
        return form == KernelForm.VECTOR
                ? new VectorPowerSpectrum(orders, properties)
                : new PlainPowerSpectrum(orders, properties);
    }

    /** Numbers of one sample. */
    public final int size() {
        return offsets[orders.length];
    }

    /**
     * out[at + (s-from)*size() + offset of term k + packed(qa,qb)] = invariants of sample s, for s in [from, to).
     *
     * @param c by term: [sample][m][property]
     */
    public final void values(double[][] c, int from, int to, double[] out, int at) {
        if (c.length != orders.length)
            throw new IllegalArgumentException(
                    "PowerSpectrum: " + orders.length + " blocks were expected, got " + c.length);
        if (from < to && size() > 0) make(c, from, to, out, at);
    }

    abstract void make(double[][] c, int from, int to, double[] out, int at);

    final int offset(int term) {
        return offsets[term];
    }

    /** The factor of a pair on the diagonal. */
    final double weight(int term) {
        int l = orders[term];
        return CouplingTable.of(l, l, 0).c[0];
    }
}
