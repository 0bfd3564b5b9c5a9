package ncenter.kernels.gaussians;

/**
 * A shell of contracted Gaussian orbitals, sum_p c_p N_p r^l exp(-a_p r^2) Y_lm with normalized primitives (N_p), as basis set files list them.
 *
 * @param l            angular momentum
 * @param exponents    a_p, in 1/bohr^2
 * @param coefficients c_p; any common factor is taken out, because {@link GaussianOverlap} normalizes
 */
public record GaussianShell(int l, double[] exponents, double[] coefficients) {
    /** Refuses an empty shell, lists of different length, and exponents that are not positive. */
    public GaussianShell {
        if (l < 0 || exponents.length == 0 || exponents.length != coefficients.length)
            throw new IllegalArgumentException(
                    "GaussianShell: l >= 0 and as many coefficients as exponents were expected, got l=" + l + ", "
                            + exponents.length + " exponents and " + coefficients.length + " coefficients");
        for (double a : exponents)
            if (!(a > 0.0 && a < Double.POSITIVE_INFINITY))
                throw new IllegalArgumentException(
                        "GaussianShell: positive exponents in 1/bohr^2 were expected, got " + a);
        for (double c : coefficients)
            if (!Double.isFinite(c))
                throw new IllegalArgumentException("GaussianShell: finite coefficients were expected, got " + c);
    }

    /** N_p up to a factor that depends on l only. */
    double weight(int p) {
        return coefficients[p] * Math.pow(exponents[p], 0.5 * l + 0.75);
    }
}
