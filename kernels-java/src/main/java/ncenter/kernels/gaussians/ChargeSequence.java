package ncenter.kernels.gaussians;

import java.util.Arrays;
import ncenter.kernels.math.BoysFunction;

/**
 * The repulsion between exp(-p r_P^2) and a {@link SphericalCharge} as a function f of the squared distance, and its derivatives
 * f_n = (2 d/d(r^2))^n f for {@link HermiteCoulomb}.
 *
 * <p>A Gaussian exp(-g r^2) adds c F_0(a r^2) with a = pg/(p+g), c = 2 pi^(5/2) / (pg sqrt(p+g)), so c (-2a)^n F_n(a r^2) to f_n. A term
 * (nabla^2)^j exp(-g r^2), j > 0, adds c (nabla^2)^j F_0(a r^2), an exponential because F_0 is the potential of a Gaussian (Poisson's equation):
 * c (-2a)^(n+1) (-4a)^(j-1) (j-1)! L^(n+1/2)_(j-1)(a r^2) exp(-a r^2) to f_n. The nucleus Z adds -Z (2 pi/p) F_0(p r^2).
 * What is so far that it acts as a point charge is added up first: for a neutral atom it cancels.
 */
final class ChargeSequence {
    /** Relative to the nucleus: what is left of a neutral atom's charge by rounding. */
    static final double ROUNDING = 4e-15;

    private final int order;
    private final SphericalCharge charge;
    private final double[] reduced;
    private final double[] scales;
    private final double[] boys;
    private double p;
    private double point;

    /** For f_0 to f_order. */
    ChargeSequence(int order, SphericalCharge charge) {
        this.order = order;
        this.charge = charge;
        this.reduced = new double[charge.exponents.length];
        this.scales = new double[reduced.length];
        this.boys = new double[order + 1];
    }

    /** Makes this the sequence of exponent p. */
    void set(double p) {
        this.p = p;
        this.point = Math.PI / p * Math.sqrt(Math.PI / p);
        for (int k = 0; k < reduced.length; k++) {
            double g = charge.exponents[k];
            reduced[k] = p * g / (p + g);
            scales[k] = 2.0 * Math.PI * Math.PI * Math.sqrt(Math.PI / (p + g)) / (p * g);
        }
    }

    /** Writes f_0 to f_order at {@code squared} = r^2. */
    void values(double squared, double[] f) {
        Arrays.fill(f, 0, order + 1, 0.0);
        double far = (40.0 + 4 * order) / squared;
        double points = 0.0;
        if (p > far) points -= charge.nuclear;
        else addBoys(-charge.nuclear * 2.0 * Math.PI / p, p, squared, f);
        for (int k = 0; k < reduced.length; k++) {
            if (reduced[k] > far) {
                points += charge.electrons[k];
            } else {
                addBoys(scales[k] * charge.coefficients[k][0], reduced[k], squared, f);
                if (charge.coefficients[k].length > 1) addLaplacians(k, squared, f);
            }
        }
        if (Math.abs(points) > ROUNDING * charge.nuclear) addPoint(points, squared, f);
    }

    private void addBoys(double scale, double a, double squared, double[] f) {
        BoysFunction.values(order, a * squared, boys);
        double factor = scale;
        for (int n = 0; n <= order; n++) {
            f[n] += factor * boys[n];
            factor *= -2.0 * a;
        }
    }

    private void addLaplacians(int k, double squared, double[] f) {
        double a = reduced[k];
        double t = a * squared;
        double tail = scales[k] * Math.exp(-t);
        double[] c = charge.coefficients[k];
        for (int n = 0; n <= order; n++) {
            tail *= -2.0 * a;
            double factor = tail;
            for (int j = 1; j < c.length; j++) {
                if (c[j] != 0.0) f[n] += factor * c[j] * laguerre(j - 1, n + 0.5, t);
                factor *= -4.0 * a * j;
            }
        }
    }

    /** L^(a)_k(t): (k+1) L_(k+1) = (2k + 1 + a - t) L_k - (k + a) L_(k-1). */
    private static double laguerre(int k, double a, double t) {
        double before = 0.0;
        double current = 1.0;
        for (int i = 0; i < k; i++) {
            double next = ((2 * i + 1 + a - t) * current - (i + a) * before) / (i + 1);
            before = current;
            current = next;
        }
        return current;
    }

    /** q (2 pi/p) F_0(p r^2) where F_0 = sqrt(pi/p)/2r: q (pi/p)^(3/2) (-1)^n (2n-1)!! / r^(2n+1). */
    private void addPoint(double q, double squared, double[] f) {
        double inverse = 1.0 / squared;
        double value = q * point * Math.sqrt(inverse);
        for (int n = 0; n <= order; n++) {
            f[n] += value;
            value *= -(2 * n + 1) * inverse;
        }
    }
}
