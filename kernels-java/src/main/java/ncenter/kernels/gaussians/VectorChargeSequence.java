package ncenter.kernels.gaussians;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import ncenter.kernels.math.VectorBoysFunction;

/**
 * {@link ChargeSequence} for several exponents p and distances at once, in vector lanes. A Gaussian acts as a point charge if it does so in all
 * lanes. Not safe for several threads: it owns its work space.
 */
final class VectorChargeSequence {
    private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;
    private static final int WIDTH = LANES.length();

    private final int order;
    private final SphericalCharge charge;
    private final VectorBoysFunction boys = new VectorBoysFunction();

    /** The nucleus first, then the Gaussians: a and the factor of F_0(a r^2), a vector each. */
    private final double[] reduced;

    private final double[] scales;
    private final double[] points = new double[WIDTH];
    private final double[] t = new double[WIDTH];
    private final double[] tails = new double[WIDTH];
    private final double[] values;

    VectorChargeSequence(int order, SphericalCharge charge) {
        this.order = order;
        this.charge = charge;
        this.reduced = new double[(charge.exponents.length + 1) * WIDTH];
        this.scales = new double[reduced.length];
        this.values = new double[(order + 1) * WIDTH];
    }

    /** Makes this the sequences of the exponents p from {@code from} on. */
    void set(double[] exponents, int from) {
        DoubleVector p = DoubleVector.fromArray(LANES, exponents, from);
        DoubleVector overP = DoubleVector.broadcast(LANES, Math.PI).div(p);
        overP.mul(overP.sqrt()).intoArray(points, 0);
        p.intoArray(reduced, 0);
        overP.mul(-2.0 * charge.nuclear).intoArray(scales, 0);
        for (int k = 0; k < charge.exponents.length; k++) {
            double g = charge.exponents[k];
            int at = (k + 1) * WIDTH;
            DoubleVector sum = p.add(g);
            p.mul(g).div(sum).intoArray(reduced, at);
            DoubleVector root = DoubleVector.broadcast(LANES, Math.PI).div(sum).sqrt();
            root.mul(overP).mul(2.0 * Math.PI / g).intoArray(scales, at);
        }
    }

    /** Writes f_0 to f_order, a vector each, at the vector {@code squared} of r^2. */
    void values(double[] squared, double[] f) {
        Arrays.fill(f, 0, (order + 1) * WIDTH, 0.0);
        DoubleVector distances = DoubleVector.fromArray(LANES, squared, 0);
        double far = 40.0 + 4 * order;
        double point = 0.0;
        for (int k = -1; k < charge.exponents.length; k++) {
            DoubleVector x =
                    DoubleVector.fromArray(LANES, reduced, (k + 1) * WIDTH).mul(distances);
            if (x.compare(VectorOperators.GT, far).allTrue()) {
                point += k < 0 ? -charge.nuclear : charge.electrons[k];
                continue;
            }
            x.intoArray(t, 0);
            addBoys(k, f);
            if (k >= 0 && charge.coefficients[k].length > 1) addLaplacians(k, f);
        }
        if (Math.abs(point) > ChargeSequence.ROUNDING * charge.nuclear) addPoint(point, distances, f);
    }

    private void addBoys(int k, double[] f) {
        boys.values(order, t, values);
        DoubleVector factor = DoubleVector.fromArray(LANES, scales, (k + 1) * WIDTH);
        if (k >= 0) factor = factor.mul(charge.coefficients[k][0]);
        DoubleVector step =
                DoubleVector.fromArray(LANES, reduced, (k + 1) * WIDTH).mul(-2.0);
        for (int n = 0; n <= order; n++) {
            DoubleVector value = DoubleVector.fromArray(LANES, values, n * WIDTH);
            factor.fma(value, DoubleVector.fromArray(LANES, f, n * WIDTH)).intoArray(f, n * WIDTH);
            factor = factor.mul(step);
        }
    }

    private void addLaplacians(int k, double[] f) {
        boys.exponentials(t, tails);
        DoubleVector step =
                DoubleVector.fromArray(LANES, reduced, (k + 1) * WIDTH).mul(-2.0);
        DoubleVector tail =
                DoubleVector.fromArray(LANES, scales, (k + 1) * WIDTH).mul(DoubleVector.fromArray(LANES, tails, 0));
        for (int n = 0; n <= order; n++) {
            tail = tail.mul(step);
            laguerre(charge.coefficients[k], n + 0.5, tail, step, f, n * WIDTH);
        }
    }

    /** Adds sum_j c_j tail (2 step)^(j-1) (j-1)! L^(a)_(j-1)(t), j > 0. */
    private void laguerre(double[] c, double a, DoubleVector tail, DoubleVector step, double[] f, int to) {
        DoubleVector x = DoubleVector.fromArray(LANES, t, 0);
        DoubleVector sum = DoubleVector.fromArray(LANES, f, to);
        DoubleVector before = DoubleVector.zero(LANES);
        DoubleVector current = DoubleVector.broadcast(LANES, 1.0);
        DoubleVector factor = tail;
        for (int j = 1; j < c.length; j++) {
            sum = factor.mul(c[j]).fma(current, sum);
            if (j + 1 == c.length) break;
            DoubleVector next = DoubleVector.broadcast(LANES, 2 * j - 1 + a)
                    .sub(x)
                    .mul(current)
                    .sub(before.mul(j - 1 + a));
            before = current;
            current = next.mul(1.0 / j);
            factor = factor.mul(step).mul(2.0 * j);
        }
        sum.intoArray(f, to);
    }

    private void addPoint(double q, DoubleVector squared, double[] f) {
        DoubleVector inverse = DoubleVector.broadcast(LANES, 1.0).div(squared);
        DoubleVector value =
                DoubleVector.fromArray(LANES, points, 0).mul(inverse.sqrt()).mul(q);
        for (int n = 0; n <= order; n++) {
            DoubleVector.fromArray(LANES, f, n * WIDTH).add(value).intoArray(f, n * WIDTH);
            value = value.mul(inverse).mul(-(2.0 * n + 1.0));
        }
    }
}
