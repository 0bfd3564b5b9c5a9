package ncenter.kernels.radial;

import ncenter.kernels.math.SmallSymmetricEigen;
import ncenter.kernels.math.SpecialFunctions;

/**
 * Gaussian-type radial functions r^n exp(-r^2 / 2 s_n^2), n = 0 until nMax, s_n = radius max(sqrt n, 1) / nMax, Löwdin-orthonormalized
 * with the weight r^2 on [0, infinity).
 */
public final class GtoBasis {
    private final int nMax;
    private final double[] widths;
    /** Row k: coefficients of orthonormal function k in the raw primitives. */
    private final double[] transform;

    /** @throws IllegalArgumentException if the functions are linearly dependent in float64 */
    public GtoBasis(int nMax, double radius) {
        if (nMax < 1)
            throw new IllegalArgumentException("GtoBasis: at least one radial function was expected, got nMax=" + nMax);
        if (!(radius > 0.0))
            throw new IllegalArgumentException("GtoBasis: a positive radius was expected, got " + radius);
        this.nMax = nMax;
        this.widths = new double[nMax];
        for (int n = 0; n < nMax; n++) widths[n] = radius * Math.max(Math.sqrt(n), 1.0) / nMax;
        this.transform = orthonormalizer();
    }

    public int nMax() {
        return nMax;
    }

    /** Width s_n of primitive n. */
    public double width(int n) {
        return widths[n];
    }

    /** Coefficient of primitive {@code primitive} in orthonormal function {@code function}. */
    public double coefficient(int function, int primitive) {
        return transform[function * nMax + primitive];
    }

    /** Orthonormal function {@code n} at r. */
    public double value(int n, double r) {
        double sum = 0.0;
        for (int k = 0; k < nMax; k++)
            sum += transform[n * nMax + k] * Math.pow(r, k) * Math.exp(-r * r / (2 * widths[k] * widths[k]));
        return sum;
    }

    private double norm(int n) {
        return Math.sqrt(2 / (Math.pow(widths[n], 2 * n + 3) * SpecialFunctions.gammaHalf(2 * n + 3)));
    }

    private double overlap(int a, int b) {
        double exponent = 0.5 / (widths[a] * widths[a]) + 0.5 / (widths[b] * widths[b]);
        return norm(a) * norm(b) * 0.5 * SpecialFunctions.gammaHalf(a + b + 3) * Math.pow(exponent, -0.5 * (a + b + 3));
    }

    /** S^(-1/2) diag(norm). */
    private double[] orthonormalizer() {
        double[] s = new double[nMax * nMax];
        for (int a = 0; a < nMax; a++) for (int b = 0; b < nMax; b++) s[a * nMax + b] = overlap(a, b);
        double[] values = new double[nMax];
        double[] vectors = SmallSymmetricEigen.solve(nMax, s, values);
        double[] out = new double[nMax * nMax];
        for (int k = 0; k < nMax; k++) {
            if (!(values[k] > 1e-12)) {
                throw new IllegalArgumentException(
                        "GtoBasis: linearly independent functions were expected, got an overlap eigenvalue of "
                                + values[k] + " at nMax=" + nMax + "; write a smaller nMax");
            }
            double f = 1 / Math.sqrt(values[k]);
            for (int a = 0; a < nMax; a++) {
                for (int b = 0; b < nMax; b++) out[a * nMax + b] += f * vectors[k * nMax + a] * vectors[k * nMax + b];
            }
        }
        for (int a = 0; a < nMax; a++) for (int b = 0; b < nMax; b++) out[a * nMax + b] *= norm(b);
        return out;
    }
}
