package ncenter.kernels.gaussians;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import ncenter.kernels.math.VectorBoysFunction;

/** Pairs of primitives of the bra in vector lanes, those of the ket one after the other. */
final class VectorExchangeBlock extends ExchangeBlock {
    private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;
    private static final int WIDTH = LANES.length();
    private static final double SCALE = 2.0 * Math.pow(Math.PI, 2.5);

    private final VectorHermiteCoulomb coulomb;
    private final VectorBoysFunction boys = new VectorBoysFunction();
    private final double[] t = new double[WIDTH];
    private final double[] f;
    private double[] half = new double[0];
    private double[] sums = new double[0];

    VectorExchangeBlock(int maxL) {
        this.coulomb = new VectorHermiteCoulomb(4 * maxL);
        this.f = new double[(4 * maxL + 1) * WIDTH];
    }

    @Override
    void accumulate(double factor, PairView bra, PairView ket, double[] out, int rowStride, int columnStride) {
        HermitePair pair = bra.pair();
        double negligible = NEGLIGIBLE / bra.innerFunctions().mostElectrons();
        int columns = ket.outerSize();
        int results = bra.outerSize() * columns;
        int used = ket.products() * HermiteIndex.count(pair.order) * WIDTH;
        if (half.length < used) half = new double[used];
        if (sums.length < results * WIDTH) sums = new double[results * WIDTH];
        Arrays.fill(sums, 0, results * WIDTH, 0.0);
        for (int i = 0; i < pair.primitives && ket.pair().norms[0] * pair.norms[i] >= negligible; i += WIDTH) {
            Arrays.fill(half, 0, used, 0.0);
            contractKet(pair, i, ket.pair(), negligible / pair.norms[i]);
            contractBra(factor, bra, i, columns);
        }
        for (int at = 0; at < results; at++) {
            double sum = 0.0;
            for (int lane = 0; lane < WIDTH; lane++) sum += sums[at * WIDTH + lane];
            out[at / columns * rowStride + at % columns * columnStride] += sum;
        }
    }

    /** sums[a, b] += factor sum_c n_c sum_h (coefficient of h in ac) half[cb, h]. */
    private void contractBra(double factor, PairView bra, int i, int columns) {
        HermitePair pair = bra.pair();
        double[] electrons = bra.innerFunctions().electrons;
        int step = HermiteIndex.count(pair.order) * WIDTH;
        int terms = pair.terms();
        for (int n = 0; n < terms; n++) {
            int c = bra.inner()[n];
            DoubleVector weight = DoubleVector.fromArray(LANES, pair.coefficients, n * pair.padded + i)
                    .mul(factor * electrons[c]);
            int from = c * columns * step + pair.hermite[n] * WIDTH;
            int to = bra.outer()[n] * columns * WIDTH;
            for (int g = 0; g < columns; g++) {
                DoubleVector sum = DoubleVector.fromArray(LANES, sums, to + g * WIDTH);
                weight.fma(DoubleVector.fromArray(LANES, half, from + g * step), sum)
                        .intoArray(sums, to + g * WIDTH);
            }
        }
    }

    /** half[cb, h] = sum over primitives of the ket of (Lambda_h | c b) for primitives of the bra from i on. */
    private void contractKet(HermitePair bra, int i, HermitePair ket, double least) {
        int size = HermiteIndex.count(bra.order);
        int terms = ket.terms();
        for (int j = 0; j < ket.primitives && ket.norms[j] >= least; j++) {
            double[] r = integrals(bra, i, ket, j);
            for (int n = 0; n < terms; n++)
                add(
                        ket.reflected[j * terms + n],
                        r,
                        HermiteIndex.sumsWith(ket.hermite[n]),
                        products[n] * size * WIDTH,
                        size);
        }
    }

    private void add(double coefficient, double[] r, int[] places, int to, int size) {
        DoubleVector weight = DoubleVector.broadcast(LANES, coefficient);
        for (int h = 0; h < size; h++) {
            DoubleVector sum = DoubleVector.fromArray(LANES, half, to + h * WIDTH);
            weight.fma(DoubleVector.fromArray(LANES, r, places[h] * WIDTH), sum).intoArray(half, to + h * WIDTH);
        }
    }

    private double[] integrals(HermitePair bra, int i, HermitePair ket, int j) {
        double q = ket.exponents[j];
        DoubleVector p = DoubleVector.fromArray(LANES, bra.exponents, i);
        DoubleVector sum = p.add(q);
        DoubleVector product = p.mul(q);
        DoubleVector reduced = product.div(sum);
        DoubleVector factor = DoubleVector.broadcast(LANES, SCALE).div(product.mul(sum.sqrt()));
        DoubleVector squared = coulomb.setDistances(
                bra, i, ket.centers[j], ket.centers[ket.padded + j], ket.centers[2 * ket.padded + j]);
        reduced.mul(squared).intoArray(t, 0);
        int order = bra.order + ket.order;
        boys.values(order, t, f);
        DoubleVector step = reduced.mul(-2.0);
        for (int n = 0; n <= order; n++) {
            factor.mul(DoubleVector.fromArray(LANES, f, n * WIDTH)).intoArray(f, n * WIDTH);
            factor = factor.mul(step);
        }
        return coulomb.values(order, f);
    }
}
