package ncenter.kernels.radial;

import ncenter.kernels.math.SpecialFunctions;

/**
 * Exact integrals of an L2-normalized Gaussian of width s at distance r against a {@link GtoBasis}: with a = 1/2s^2, b = 1/2s_n^2,
 * p = (n+l+3)/2, q = l+3/2, z = (a r)^2/(a+b),
 *
 * <p>I = (pi/s^2)^(3/4) exp(-a r^2) (a r)^l Gamma(p)/Gamma(q) 1F1(p, q, z) (a+b)^(-p), then the orthonormalizer.
 */
public final class GtoIntegral implements RadialIntegral {
    private final GtoBasis basis;
    private final int lMax;
    private final double a;
    /** Everything that does not depend on r, by l * nMax + n. */
    private final double[] constants;

    public GtoIntegral(GtoBasis basis, int lMax, double width) {
        if (lMax < 0) throw new IllegalArgumentException("GtoIntegral: lMax of at least 0 was expected, got " + lMax);
        if (!(width > 0.0))
            throw new IllegalArgumentException("GtoIntegral: a positive width was expected, got " + width);
        this.basis = basis;
        this.lMax = lMax;
        this.a = 0.5 / (width * width);
        this.constants = new double[size()];
        double front = Math.pow(Math.PI / (width * width), 0.75);
        for (int l = 0; l <= lMax; l++) {
            for (int n = 0; n < nMax(); n++) {
                double gammas = SpecialFunctions.gammaHalf(n + l + 3) / SpecialFunctions.gammaHalf(2 * l + 3);
                constants[l * nMax() + n] = front * gammas * Math.pow(a + b(n), -0.5 * (n + l + 3));
            }
        }
    }

    @Override
    public int nMax() {
        return basis.nMax();
    }

    @Override
    public int lMax() {
        return lMax;
    }

    @Override
    public void values(double r, double[] out, int offset) {
        double[] primitives = new double[nMax()];
        for (int l = 0; l <= lMax; l++) {
            for (int n = 0; n < nMax(); n++) primitives[n] = primitive(n, l, r);
            transform(primitives, out, offset + l * nMax());
        }
    }

    @Override
    public void valuesAndDerivatives(double r, double[] out, double[] derivatives, int offset) {
        double[] primitives = new double[nMax()];
        double[] slopes = new double[nMax()];
        for (int l = 0; l <= lMax; l++) {
            for (int n = 0; n < nMax(); n++) {
                primitives[n] = primitive(n, l, r);
                slopes[n] = slope(n, l, r);
            }
            transform(primitives, out, offset + l * nMax());
            transform(slopes, derivatives, offset + l * nMax());
        }
    }

    private void transform(double[] primitives, double[] out, int at) {
        for (int k = 0; k < nMax(); k++) {
            double sum = 0.0;
            for (int n = 0; n < nMax(); n++) sum += basis.coefficient(k, n) * primitives[n];
            out[at + k] = sum;
        }
    }

    private double b(int n) {
        return 0.5 / (basis.width(n) * basis.width(n));
    }

    /** I of primitive n. exp(-a r^2 + z) and exp(-z) 1F1 are kept together: neither overflows. */
    private double primitive(int n, int l, double r) {
        double b = b(n);
        double z = a * a * r * r / (a + b);
        double f = SpecialFunctions.scaledHypergeometric(n + l + 3, 2 * l + 3, z);
        return constant(n, l) * Math.exp(z - a * r * r) * power(a * r, l) * f;
    }

    /** dI/dr = (l/r - 2 a r) I + C exp(-a r^2) (a r)^l (p/q) 1F1(p+1, q+1, z) 2 a^2 r/(a+b). */
    private double slope(int n, int l, double r) {
        double b = b(n);
        double z = a * a * r * r / (a + b);
        double exponential = Math.exp(z - a * r * r);
        double f = SpecialFunctions.scaledHypergeometric(n + l + 3, 2 * l + 3, z);
        double g = SpecialFunctions.scaledHypergeometric(n + l + 5, 2 * l + 5, z) * (n + l + 3) / (2 * l + 3.0);
        double power = power(a * r, l);
        double lower = l == 0 ? 0.0 : l * a * power(a * r, l - 1);
        return constant(n, l) * exponential * (lower * f + power * (g * 2 * a * a * r / (a + b) - 2 * a * r * f));
    }

    private double constant(int n, int l) {
        return constants[l * nMax() + n];
    }

    private static double power(double x, int n) {
        double value = 1.0;
        for (int k = 0; k < n; k++) value *= x;
        return value;
    }
}
