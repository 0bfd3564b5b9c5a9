package ncenter.kernels.gaussians;

/**
 * The overlap of two shells of normalized Gaussian orbitals: Cartesian one-dimensional overlaps by recursion, then the solid harmonics.
 *
 * <p>Components in the order m = -l..l without the Condon-Shortley sign (p is y, z, x), as everywhere in this library.
 */
public final class GaussianOverlap {
    private final GaussianShell a;
    private final GaussianShell b;
    private final SolidHarmonic[] first;
    private final SolidHarmonic[] second;
    private final double norm;

    public GaussianOverlap(GaussianShell a, GaussianShell b) {
        this.a = a;
        this.b = b;
        this.first = SolidHarmonic.ofOrder(a.l());
        this.second = SolidHarmonic.ofOrder(b.l());
        this.norm = 1.0 / Math.sqrt(selfOverlap(a, first[a.l()]) * selfOverlap(b, second[b.l()]));
    }

    /** The factor of the contracted functions sum_p weight_p S_lm exp(-a_p r^2), S_lm of {@link SolidHarmonic}, that makes their norm 1. */
    static double norm(GaussianShell shell) {
        return 1.0 / Math.sqrt(selfOverlap(shell, SolidHarmonic.ofOrder(shell.l())[shell.l()]));
    }

    private static double selfOverlap(GaussianShell shell, SolidHarmonic harmonic) {
        double sum = 0.0;
        for (int p = 0; p < shell.exponents().length; p++) {
            for (int q = 0; q < shell.exponents().length; q++) {
                double[][] axes = axes(shell, p, shell, q, 0.0, 0.0, 0.0);
                sum += shell.weight(p) * shell.weight(q) * contract(harmonic, shell.l(), harmonic, shell.l(), axes);
            }
        }
        return sum;
    }

    /**
     * Writes the (2l+1) x (2l'+1) block: {@code out[at + m * stride + m']}.
     *
     * @param x the position of the second shell minus that of the first along x, in bohr; y and z alike
     */
    public void block(double x, double y, double z, double[] out, int at, int stride) {
        for (int m = 0; m < first.length; m++)
            java.util.Arrays.fill(out, at + m * stride, at + m * stride + second.length, 0.0);
        for (int p = 0; p < a.exponents().length; p++) {
            for (int q = 0; q < b.exponents().length; q++) {
                double[][] axes = axes(a, p, b, q, x, y, z);
                double weight = norm * a.weight(p) * b.weight(q);
                for (int m = 0; m < first.length; m++)
                    for (int n = 0; n < second.length; n++)
                        out[at + m * stride + n] += weight * contract(first[m], a.l(), second[n], b.l(), axes);
            }
        }
    }

    /** One-dimensional overlaps along x, y and z: {@code axes[axis][i * (l'+1) + j]} of powers i and j about the two centers. */
    private static double[][] axes(GaussianShell a, int p, GaussianShell b, int q, double x, double y, double z) {
        double alpha = a.exponents()[p];
        double beta = b.exponents()[q];
        return new double[][] {
            axis(alpha, beta, x, a.l(), b.l()), axis(alpha, beta, y, a.l(), b.l()), axis(alpha, beta, z, a.l(), b.l())
        };
    }

    /** Integrals of t^i (t-d)^j exp(-alpha t^2 - beta (t-d)^2): s_(i+1,j) = P s_ij + (i s_(i-1,j) + j s_(i,j-1)) / 2(alpha+beta). */
    private static double[] axis(double alpha, double beta, double d, int l, int k) {
        double sum = alpha + beta;
        int width = k + 1;
        double[] s = new double[(l + 1) * width];
        s[0] = Math.sqrt(Math.PI / sum) * Math.exp(-alpha * beta / sum * d * d);
        double fromFirst = beta * d / sum;
        double fromSecond = -alpha * d / sum;
        double half = 0.5 / sum;
        for (int i = 0; i <= l; i++) {
            if (i > 0)
                s[i * width] = fromFirst * s[(i - 1) * width] + (i > 1 ? half * (i - 1) * s[(i - 2) * width] : 0.0);
            for (int j = 1; j <= k; j++) {
                double value = fromSecond * s[i * width + j - 1];
                if (j > 1) value += half * (j - 1) * s[i * width + j - 2];
                if (i > 0) value += half * i * s[(i - 1) * width + j - 1];
                s[i * width + j] = value;
            }
        }
        return s;
    }

    private static double contract(SolidHarmonic f, int l, SolidHarmonic g, int k, double[][] axes) {
        double sum = 0.0;
        for (int i = 0; i <= l; i++)
            for (int j = 0; i + j <= l; j++) {
                double coefficient = f.term(i, j, l - i - j);
                if (coefficient != 0.0) sum += coefficient * contractSecond(g, k, axes, i, j, l - i - j);
            }
        return sum;
    }

    private static double contractSecond(SolidHarmonic g, int k, double[][] axes, int i, int j, int m) {
        int width = k + 1;
        double sum = 0.0;
        for (int a = 0; a <= k; a++)
            for (int b = 0; a + b <= k; b++) {
                int c = k - a - b;
                sum += g.term(a, b, c) * axes[0][i * width + a] * axes[1][j * width + b] * axes[2][m * width + c];
            }
        return sum;
    }
}
