package ncenter.kernels.gaussians;

import ncenter.kernels.lanes.KernelForm;

/**
 * Exchange with functions of fixed occupation: sum over a group's functions c of n_c (ac|cb), from Hermite integrals
 * (Lambda_P|Lambda_Q) = 2 pi^(5/2) / (pq sqrt(p+q)) R_(P+Q) of exponent pq/(p+q) between the centers.
 *
 * <p>For each pair of primitives of the bra, the ket is summed over its own pairs of primitives; the bra is contracted after that. A quartet of
 * primitives may be left out if its bound, the product of two Coulomb norms times the occupation, is below {@value #NEGLIGIBLE}.
 */
abstract class ExchangeBlock {
    static final double NEGLIGIBLE = 1e-17;

    /** Where the product of each term of the ket stands among the products: inner function, then outer. */
    int[] products = new int[0];

    /** The block for functions up to l. Not safe for several threads: it owns its work space. */
    static ExchangeBlock of(KernelForm form, int maxL) {
        return form == KernelForm.VECTOR ? new VectorExchangeBlock(maxL) : new PlainExchangeBlock(maxL);
    }

    /**
     * Adds factor sum_c n_c (ac|cb), a row per function a.
     *
     * @param ac,cb the pairs of groups a, c and c, b in either order
     */
    final void add(double factor, ShellGroup a, ShellGroup b, HermitePair ac, HermitePair cb, double[] out) {
        if (ac.primitives == 0 || cb.primitives == 0) return;
        int columns = b.functions().size();
        // The sums over primitives of the ket are the many ones: it is the side with fewer Hermite Gaussians.
        if (ac.order >= cb.order) add(factor, ac.seenFrom(a), cb.seenFrom(b), out, columns, 1);
        else add(factor, cb.seenFrom(b), ac.seenFrom(a), out, 1, columns);
    }

    private void add(double factor, PairView bra, PairView ket, double[] out, int rowStride, int columnStride) {
        int terms = ket.pair().terms();
        if (products.length < terms) products = new int[terms];
        for (int n = 0; n < terms; n++) products[n] = ket.inner()[n] * ket.outerSize() + ket.outer()[n];
        accumulate(factor, bra, ket, out, rowStride, columnStride);
    }

    /** Adds factor sum_c n_c (ac|cb) to {@code out[a * rowStride + b * columnStride]}. */
    abstract void accumulate(double factor, PairView bra, PairView ket, double[] out, int rowStride, int columnStride);
}
