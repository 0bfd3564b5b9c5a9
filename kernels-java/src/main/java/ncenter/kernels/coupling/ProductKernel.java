package ncenter.kernels.coupling;

import ncenter.kernels.lanes.KernelForm;

/**
 * Clebsch-Gordan products of two blocks, sample by sample, in one form. An object keeps scratch from call to call: one per task, not for
 * several threads.
 *
 * <p>The numbers of a sample do not depend on which other samples are in the same call.
 */
public interface ProductKernel {
    /**
     * out[(s*(2 lambda+1)+mu)*stride + offset + qa*nb + qb] = scale * sum C[m1,m2,mu] a[(aRow(s)*(2 l1+1)+m1)*na+qa] *
     * b[(s*(2 l2+1)+m2)*nb+qb] for s in [from, to); {@code aRow == null} means the same number.
     */
    void outer(
            CouplingTable t,
            double scale,
            double[] a,
            int na,
            int[] aRow,
            double[] b,
            int nb,
            int from,
            int to,
            double[] out,
            int stride,
            int offset);

    /** The product of a block with itself, each unordered pair of properties once: as {@link CouplingProduct#selfAdd},
     * but what was in {@code out} is not read. */
    void self(CouplingTable t, double[] a, int na, int from, int to, double[] out, int stride, int offset);

    /** A kernel of this form with scratch of its own. */
    static ProductKernel of(KernelForm form) {
        return form == KernelForm.VECTOR ? new VectorProduct() : new PlainProduct();
    }
}
