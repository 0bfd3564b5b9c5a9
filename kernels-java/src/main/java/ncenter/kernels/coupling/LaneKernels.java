package ncenter.kernels.coupling;

import ncenter.kernels.lanes.KernelForm;

/**
 * Products of selected pairs of properties, and their projection, on {@link LaneTile}s: one iteration of correlation order without
 * ever storing all products (arXiv:2007.03407).
 */
public abstract sealed class LaneKernels permits VectorLaneKernels, PlainLaneKernels {
    /** Columns of a projection that are made at once; packed projections are padded to a multiple. */
    public static final int COLUMNS = 6;

    LaneKernels() {}

    /** The kernels in the form of this process. */
    public static LaneKernels chosen() {
        return of(KernelForm.chosen());
    }

    /** The kernels in one form. */
    public static LaneKernels of(KernelForm form) {
        return form == KernelForm.VECTOR ? new VectorLaneKernels() : new PlainLaneKernels();
    }

    /**
     * out[(mu*count + p - from)*LANES + s] = weight[p] sum over m1, m2 of C[m1,m2,mu] a[(m1*na + qa[p])*LANES + s] b[(m2*nb +
     * qb[p])*LANES + s], for the pairs p in [from, from + count).
     */
    public abstract void expand(
            CouplingTable t,
            double[] a,
            int na,
            double[] b,
            int nb,
            int[] qa,
            int[] qb,
            double[] weight,
            int from,
            int count,
            double[] out);

    /**
     * out[(m*padded + c)*LANES + s] += sum over p of v[row + p, c] f[(m*count + p)*LANES + s], p ascending, for m below {@code
     * components}.
     *
     * @param packed a projection of {@code height} rows from {@link #pack}
     * @param padded number of columns, a multiple of {@link #COLUMNS}
     */
    public abstract void projectAdd(
            double[] f, int components, int count, double[] packed, int height, int row, int padded, double[] out);

    /** The smallest multiple of {@link #COLUMNS} that is not less than {@code columns}. */
    public static int padded(int columns) {
        return (columns + COLUMNS - 1) / COLUMNS * COLUMNS;
    }

    /** packed[(c/COLUMNS*height + p)*COLUMNS + c%COLUMNS] = v[p*columns + c], zero for the columns of the padding. */
    public static double[] pack(double[] v, int height, int columns) {
        double[] packed = new double[Math.multiplyExact(height, padded(columns))];
        for (int p = 0; p < height; p++) {
            for (int c = 0; c < columns; c++) {
                packed[(c / COLUMNS * height + p) * COLUMNS + c % COLUMNS] = v[p * columns + c];
            }
        }
        return packed;
    }
}
