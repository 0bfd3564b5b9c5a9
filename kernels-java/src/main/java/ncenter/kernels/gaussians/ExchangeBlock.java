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
     * @param ac,cb the pairs of groups a, c and c, b in either order
     */
    void add(double factor, ShellGroup a, ShellGroup b, ShellGroup c, HermitePair ac, HermitePair cb, double[] out) {
        int columns = b.functions().size();
        // The sums over primitives of the ket are the many ones: it is the side with fewer Hermite Gaussians.
        if (ac.order >= cb.order) addOriented(factor, a, c, b, ac, cb, out, columns, 1);
        else addOriented(factor, b, c, a, cb, ac, out, 1, columns);
    }

    /** Adds factor sum_c n_c (ac|cb) to {@code out[a * rowStride + b * columnStride]}. */
    private void addOriented(
            double factor,
            ShellGroup a,
            ShellGroup c,
            ShellGroup b,
            HermitePair bra,
            HermitePair ket,
            double[] out,
            int rowStride,
            int columnStride) {
        int[] rows = bra.first == a ? bra.firstOf : bra.secondOf;
        int[] inner = bra.first == a ? bra.secondOf : bra.firstOf;
        double[] electrons = c.functions().electrons;
        int columns = b.functions().size();
        int size = HermiteIndex.count(bra.order);
        int terms = bra.terms();
        int[] products = products(ket, c, b, size);
        double negligible = NEGLIGIBLE / c.functions().mostElectrons();
        for (int i = 0; i < bra.primitives; i++) {
            if (!contractKet(bra, i, ket, products, columns * c.functions().size(), negligible)) break;
            for (int n = 0; n < terms; n++) {
                double weight = factor * electrons[inner[n]] * bra.coefficients[i * terms + n];
                int from = inner[n] * columns * size + bra.hermite[n];
                int to = rows[n] * rowStride;
                for (int g = 0; g < columns; g++) out[to + g * columnStride] += weight * half[from + g * size];
            }
        }
    }

    /** Where the product of each term of the ket begins: a row of {@code size} per function c and b. */
    private int[] products(HermitePair ket, ShellGroup c, ShellGroup b, int size) {
        int[] inner = ket.second == b ? ket.firstOf : ket.secondOf;
        int[] outer = ket.second == b ? ket.secondOf : ket.firstOf;
        int columns = b.functions().size();
        int terms = ket.terms();
        if (starts.length < terms) starts = new int[terms];
        for (int n = 0; n < terms; n++) starts[n] = (inner[n] * columns + outer[n]) * size;
        if (half.length < c.functions().size() * columns * size) half = new double[c.functions().size() * columns * size];
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
