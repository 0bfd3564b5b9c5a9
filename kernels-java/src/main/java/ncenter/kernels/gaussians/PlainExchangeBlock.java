package ncenter.kernels.gaussians;

import java.util.Arrays;
import ncenter.kernels.math.BoysFunction;

/** One quartet of primitives after the other. */
final class PlainExchangeBlock extends ExchangeBlock {
    private final HermiteCoulomb coulomb;
    private final double[] boys;
    private final double[] f;
    private double[] half = new double[0];

    PlainExchangeBlock(int maxL) {
        this.coulomb = new HermiteCoulomb(4 * maxL);
        this.boys = new double[4 * maxL + 1];
        this.f = new double[4 * maxL + 1];
    }

    @Override
    void accumulate(double factor, PairView bra, PairView ket, double[] out, int rowStride, int columnStride) {
        HermitePair pair = bra.pair();
        double[] electrons = bra.innerFunctions().electrons;
        double negligible = NEGLIGIBLE / bra.innerFunctions().mostElectrons();
        int columns = ket.outerSize();
        int size = HermiteIndex.count(pair.order);
        int used = ket.products() * size;
        if (half.length < used) half = new double[used];
        for (int i = 0; i < pair.primitives && ket.pair().norms[0] * pair.norms[i] >= negligible; i++) {
            Arrays.fill(half, 0, used, 0.0);
            contractKet(pair, i, ket.pair(), negligible / pair.norms[i]);
            for (int n = 0; n < pair.terms(); n++) {
                int c = bra.inner()[n];
                double weight = factor * electrons[c] * pair.coefficients[n * pair.padded + i];
                int from = c * columns * size + pair.hermite[n];
                int to = bra.outer()[n] * rowStride;
                for (int g = 0; g < columns; g++) out[to + g * columnStride] += weight * half[from + g * size];
            }
        }
    }

    /** half[cb, h] = sum over primitives of the ket of (Lambda_h | c b) for primitives i of the bra. */
    private void contractKet(HermitePair bra, int i, HermitePair ket, double least) {
        int size = HermiteIndex.count(bra.order);
        int terms = ket.terms();
        for (int j = 0; j < ket.primitives && ket.norms[j] >= least; j++) {
            double[] r = integrals(bra, i, ket, j);
            for (int n = 0; n < terms; n++) {
                double weight = ket.reflected[j * terms + n];
                int[] sums = HermiteIndex.sumsWith(ket.hermite[n]);
                int to = products[n] * size;
                for (int h = 0; h < size; h++) half[to + h] += weight * r[sums[h]];
            }
        }
    }

    private double[] integrals(HermitePair bra, int i, HermitePair ket, int j) {
        double p = bra.exponents[i];
        double q = ket.exponents[j];
        double x = bra.centers[i] - ket.centers[j];
        double y = bra.centers[bra.padded + i] - ket.centers[ket.padded + j];
        double z = bra.centers[2 * bra.padded + i] - ket.centers[2 * ket.padded + j];
        int order = bra.order + ket.order;
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
