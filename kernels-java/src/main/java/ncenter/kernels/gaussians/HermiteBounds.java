package ncenter.kernels.gaussians;

/**
 * Bounds of what the Hermite Gaussian Lambda_tuv of exponent p and order N = t + u + v can contribute.
 *
 * <p>Its self-repulsion is, from the Taylor series of F_0 about 0, (2 pi^(5/2) / (p^2 sqrt(2p))) p^N (2t-1)!! (2u-1)!! (2v-1)!! / (2N + 1). By
 * the inequality of Schwarz, an integral is at most the product of two such norms. Its potential, (2 pi/p) R_tuv, is at most
 * (2 pi/p) p^(N/2) k^3 sqrt(2^N t! u! v!) / (N + 1), since |H_t(x)| exp(-x^2/2) &lt;= k sqrt(2^t t!) with k = 1.0865 (Cramer).
 */
final class HermiteBounds {
    private static final double[] NORMS = new double[HermiteIndex.count(HermiteIndex.MAX_ORDER)];
    private static final double[] POTENTIALS = new double[NORMS.length];

    static {
        for (int h = 0; h < NORMS.length; h++) {
            int order = HermiteIndex.order(h);
            double norm = 1.0 / (2 * order + 1);
            double potential = Math.pow(2.0, order);
            for (int axis = 0; axis < 3; axis++)
                for (int k = 1; k <= HermiteIndex.power(h, axis); k++) {
                    norm *= 2 * k - 1;
                    potential *= k;
                }
            NORMS[h] = Math.sqrt(norm * 2.0 * Math.pow(Math.PI, 2.5) / Math.sqrt(2.0));
            POTENTIALS[h] = 2.0 * Math.PI * Math.pow(1.0865, 3) * Math.sqrt(potential) / (order + 1);
        }
    }

    private final double[] norms;
    private final double[] potentials;

    HermiteBounds(int order) {
        this.norms = new double[HermiteIndex.count(order)];
        this.potentials = new double[norms.length];
    }

    /** Makes these the bounds for exponent p. */
    void set(double p) {
        double root = Math.sqrt(p);
        double norm = 1.0 / (p * Math.sqrt(root));
        double potential = 1.0 / p;
        int order = 0;
        for (int h = 0; h < norms.length; h++) {
            if (h == HermiteIndex.count(order)) {
                order++;
                norm *= root;
                potential *= root;
            }
            norms[h] = norm * NORMS[h];
            potentials[h] = potential * POTENTIALS[h];
        }
    }

    /** Of the sum of Hermite Gaussians with the coefficients from {@code at} on. */
    double norm(double[] coefficients, int at) {
        return sum(norms, coefficients, at);
    }

    /** Alike. */
    double potential(double[] coefficients, int at) {
        return sum(potentials, coefficients, at);
    }

    private static double sum(double[] bounds, double[] coefficients, int at) {
        double sum = 0.0;
        for (int h = 0; h < bounds.length; h++) sum += bounds[h] * Math.abs(coefficients[at + h]);
        return sum;
    }
}
