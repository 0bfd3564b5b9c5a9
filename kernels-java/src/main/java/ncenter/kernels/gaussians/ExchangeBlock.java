package ncenter.kernels.gaussians;

import java.util.Arrays;
import ncenter.kernels.math.BoysFunction;

/**
 * Exchange with functions of fixed occupation: sum over a group's functions c of n_c (ac|cb), from Hermite integrals
 * (Lambda_P|Lambda_Q) = 2 pi^(5/2) / (pq sqrt(p+q)) R_(P+Q) of exponent pq/(p+q) between the centers.
 *
 * <p>A quartet of primitives is left out if its bound, the product of two Coulomb norms times the occupation, is below {@value #NEGLIGIBLE}.
 */
final class ExchangeBlock {
    private static final double NEGLIGIBLE = 1e-17;

    private final HermiteCoulomb coulomb;
    private final double[] boys;
    private final double[] f;
    private double[] half = new double[0];
    private int[] starts = new int[0];

    ExchangeBlock(int maxL) {
        this.coulomb = new HermiteCoulomb(4 * maxL);
        this.boys = new double[4 * maxL + 1];
        this.f = new double[4 * maxL + 1];
    }

    /**
     * Adds factor sum_c n_c (ac|cb), a row per function a.
     *
     * @param ac,bc the pairs of groups a, c and b, c
     */
    void add(double factor, HermitePair ac, HermitePair bc, double[] out) {
        int columns = bc.first.functions().size();
        // The sums over primitives of the ket are the many ones: it is the side with fewer Hermite Gaussians.
        if (ac.order >= bc.order) addOriented(factor, ac, bc, out, columns, 1);
        else addOriented(factor, bc, ac, out, 1, columns);
    }

    /** Adds factor sum_c n_c (ac|cb) to {@code out[a * rowStride + b * columnStride]}. */
    private void addOriented(
            double factor, HermitePair bra, HermitePair ket, double[] out, int rowStride, int columnStride) {
        double[] electrons = bra.second.functions().electrons;
        int columns = ket.first.functions().size();
        int size = HermiteIndex.count(bra.order);
        int terms = bra.terms();
        int[] products = products(ket, size);
        double negligible = NEGLIGIBLE / bra.second.functions().mostElectrons();
        for (int i = 0; i < bra.primitives; i++) {
            if (!contractKet(bra, i, ket, products, columns * electrons.length, negligible)) break;
            for (int n = 0; n < terms; n++) {
                int c = bra.secondOf[n];
                double weight = factor * electrons[c] * bra.coefficients[i * terms + n];
                int from = c * columns * size + bra.hermite[n];
                int to = bra.firstOf[n] * rowStride;
                for (int g = 0; g < columns; g++) out[to + g * columnStride] += weight * half[from + g * size];
            }
        }
    }

    /** Where the product of each term of the ket begins: a row of {@code size} per function c and b. */
    private int[] products(HermitePair ket, int size) {
        int columns = ket.first.functions().size();
        int terms = ket.terms();
        if (starts.length < terms) starts = new int[terms];
        for (int n = 0; n < terms; n++) starts[n] = (ket.secondOf[n] * columns + ket.firstOf[n]) * size;
        int needed = ket.second.functions().size() * columns * size;
        if (half.length < needed) half = new double[needed];
        return starts;
    }

    /** half[cb, h] = sum over primitives of the ket of (Lambda_h | c b), for primitives i of the bra; false if all of them are negligible. */
    private boolean contractKet(HermitePair bra, int i, HermitePair ket, int[] products, int count, double negligible) {
        int size = HermiteIndex.count(bra.order);
        int terms = ket.terms();
        double least = negligible / bra.norms[i];
        if (ket.primitives == 0 || ket.norms[0] < least) return false;
        Arrays.fill(half, 0, count * size, 0.0);
        for (int j = 0; j < ket.primitives && ket.norms[j] >= least; j++) {
            double[] r = integrals(bra, i, ket, j);
            for (int n = 0; n < terms; n++) {
                double weight = ket.reflected[j * terms + n];
                int[] sums = HermiteIndex.sumsWith(ket.hermite[n]);
                int to = products[n];
                for (int h = 0; h < size; h++) half[to + h] += weight * r[sums[h]];
            }
        }
        return true;
    }

    private double[] integrals(HermitePair ac, int i, HermitePair cb, int j) {
        double p = ac.exponents[i];
        double q = cb.exponents[j];
        double x = ac.centers[3 * i] - cb.centers[3 * j];
        double y = ac.centers[3 * i + 1] - cb.centers[3 * j + 1];
        double z = ac.centers[3 * i + 2] - cb.centers[3 * j + 2];
        int order = ac.order + cb.order;
        double reduced = p * q / (p + q);
        BoysFunction.values(order, reduced * (x * x + y * y + z * z), boys);
        double factor = 2.0 * Math.PI * Math.PI * Math.sqrt(Math.PI / (p + q)) / (p * q);
        for (int n = 0; n <= order; n++) {
            f[n] = factor * boys[n];
            factor *= -2.0 * reduced;
        }
        return coulomb.values(order, f, x, y, z);
    }
}
