package ncenter.kernels.gaussians;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The charge of an atom as electrons see it: its nucleus and its spherical electron density, as Hermite Gaussians on the atom.
 *
 * <p>n electrons spread evenly over a shell have the density n/(2l+1) sum_m |phi_m|^2, a sum of r^2l exp(-g r^2) over pairs of primitives, and
 * r^2l exp(-g r^2) = sum_j l! binom(l + 1/2, l - j) / (j! 4^j g^(l+j)) (nabla^2)^j exp(-g r^2), because the Laguerre polynomials
 * L^(1/2)_j(g r^2) of the inverse relation belong to (nabla^2)^j exp(-g r^2).
 */
final class SphericalCharge {
    /** The nucleus. */
    final double nuclear;

    /** g, falling. */
    final double[] exponents;

    /** Coefficient of (nabla^2)^j exp(-g_k r^2): {@code coefficients[k][j]}. */
    final double[][] coefficients;

    /** Electrons in exp(-g_k r^2); terms with j > 0 hold none. */
    final double[] electrons;

    SphericalCharge(double nuclear, GaussianShell[] shells, double[] electrons) {
        TreeMap<Double, double[]> terms = new TreeMap<>(Collections.reverseOrder());
        int highest = 0;
        for (GaussianShell shell : shells) highest = Math.max(highest, shell.l());
        for (int s = 0; s < shells.length; s++) if (electrons[s] > 0.0) add(shells[s], electrons[s], highest, terms);
        this.nuclear = nuclear;
        this.exponents = terms.keySet().stream().mapToDouble(g -> g).toArray();
        this.coefficients = terms.values().toArray(double[][]::new);
        this.electrons = new double[exponents.length];
        for (int k = 0; k < exponents.length; k++)
            this.electrons[k] = coefficients[k][0] * Math.pow(Math.PI / exponents[k], 1.5);
    }

    private static void add(GaussianShell shell, double electrons, int highest, Map<Double, double[]> terms) {
        int l = shell.l();
        double[] weights = ShellFunctions.normalized(shell);
        double density = electrons / (2 * l + 1) * squares(l);
        for (int p = 0; p < weights.length; p++)
            for (int q = 0; q <= p; q++) {
                double g = shell.exponents()[p] + shell.exponents()[q];
                double weight = density * weights[p] * weights[q] * (p == q ? 1.0 : 2.0);
                double[] target = terms.computeIfAbsent(g, key -> new double[highest + 1]);
                for (int j = 0; j <= l; j++) target[j] += weight * expansion(l, j, g);
            }
    }

    /** sum_m S_lm^2 / r^2l, the same in every direction: taken along z. */
    private static double squares(int l) {
        double sum = 0.0;
        for (SolidHarmonic harmonic : SolidHarmonic.ofOrder(l)) sum += harmonic.term(0, 0, l) * harmonic.term(0, 0, l);
        return sum;
    }

    /** l! binom(l + 1/2, l - j) / (j! 4^j g^(l+j)). */
    private static double expansion(int l, int j, double g) {
        double value = Math.pow(g, -(l + j)) * Math.pow(0.25, j);
        for (int k = 1; k <= l; k++) value *= k;
        for (int k = 1; k <= j; k++) value /= k;
        for (int k = 0; k < l - j; k++) value *= (l + 0.5 - k) / (k + 1);
        return value;
    }
}
