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
        double[] electrons = ac.second.functions().electrons;
        double most = Arrays.stream(electrons).max().orElseThrow();
        int width = bc.first.functions().size();
        int size = HermiteIndex.count(ac.order);
        int products = electrons.length * width;
        if (half.length < products * size) half = new double[products * size];
        for (int i = 0; i < ac.primitives; i++) {
            if (!contractKet(ac, i, bc, width, NEGLIGIBLE / most)) break;
            for (int n = 0; n < ac.terms(); n++) {
                double weight = factor * electrons[ac.secondOf[n]] * ac.coefficients[i * ac.terms() + n];
                int from = ac.secondOf[n] * width * size + ac.hermite[n];
                for (int g = 0; g < width; g++) out[ac.firstOf[n] * width + g] += weight * half[from + g * size];
            }
        }
    }

    /** half[cb, h] = sum over pairs of primitives of bc of (Lambda_h | c b), for pair i of ac; false if all of them are negligible. */
    private boolean contractKet(HermitePair ac, int i, HermitePair bc, int width, double negligible) {
        int size = HermiteIndex.count(ac.order);
        int products = bc.first.functions().size() * bc.second.functions().size();
        double least = negligible / ac.norms[i];
        if (bc.primitives == 0 || bc.norms[0] < least) return false;
        Arrays.fill(half, 0, products * size, 0.0);
        for (int j = 0; j < bc.primitives && bc.norms[j] >= least; j++) {
            double[] r = integrals(ac, i, bc, j);
            int terms = bc.terms();
            for (int n = 0; n < terms; n++) {
                double weight = bc.reflected[j * terms + n];
                int[] sums = HermiteIndex.sumsWith(bc.hermite[n]);
                int to = (bc.secondOf[n] * width + bc.firstOf[n]) * size;
                for (int h = 0; h < size; h++) half[to + h] += weight * r[sums[h]];
            }
        }
        return true;
    }

    private double[] integrals(HermitePair ac, int i, HermitePair bc, int j) {
        double p = ac.exponents[i];
        double q = bc.exponents[j];
        double x = ac.centers[3 * i] - bc.centers[3 * j];
        double y = ac.centers[3 * i + 1] - bc.centers[3 * j + 1];
        double z = ac.centers[3 * i + 2] - bc.centers[3 * j + 2];
        int order = ac.order + bc.order;
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
