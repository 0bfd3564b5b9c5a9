package ncenter.kernels.coupling;

import ncenter.kernels.math.ClebschGordan;

/** The slow twin of {@link CouplingProduct}: the defining sum over the dense coefficient array, one number at a time. */
public final class PlainCouplingProduct {
    private PlainCouplingProduct() {}

    /** As {@link CouplingProduct#outerAdd}, for one sample of each factor: the value at (mu, qa, qb). */
    public static double value(
            int l1,
            int l2,
            int lambda,
            int mu,
            double[] a,
            int na,
            int aSample,
            int qa,
            double[] b,
            int nb,
            int bSample,
            int qb) {
        double[] cg = ClebschGordan.real(l1, l2, lambda);
        int n1 = 2 * l1 + 1;
        int n2 = 2 * l2 + 1;
        double sum = 0.0;
        for (int m1 = 0; m1 < n1; m1++) {
            for (int m2 = 0; m2 < n2; m2++) {
                sum += cg[(m1 * n2 + m2) * (2 * lambda + 1) + mu]
                        * a[(aSample * n1 + m1) * na + qa]
                        * b[(bSample * n2 + m2) * nb + qb];
            }
        }
        return sum;
    }
}
