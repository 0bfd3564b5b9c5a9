package ncenter.kernels.gaussians;

import java.util.Arrays;

/**
 * Real solid harmonics r^l Y_lm as polynomials in x, y, z, up to a factor that is the same for all m of one l.
 *
 * <p>Order m = -l..l without the Condon-Shortley sign, so l = 1 is y, z, x. Built by the recursion in l that raises |m| = l with x and y and
 * every other m with z.
 */
final class SolidHarmonic {
    /** Coefficients by power of x, y and z: {@code terms[(i * (l+1) + j) * (l+1) + k]} of x^i y^j z^k. */
    private final double[] terms;

    private final int l;

    private SolidHarmonic(int l) {
        this.l = l;
        this.terms = new double[(l + 1) * (l + 1) * (l + 1)];
    }

    /** The 2l + 1 harmonics of order l. */
    static SolidHarmonic[] ofOrder(int l) {
        SolidHarmonic[] before = {};
        SolidHarmonic[] current = {new SolidHarmonic(0)};
        current[0].terms[0] = 1.0;
        for (int n = 0; n < l; n++) {
            SolidHarmonic[] next = raised(n, current, before);
            before = current;
            current = next;
        }
        return current;
    }

    private static SolidHarmonic[] raised(int l, SolidHarmonic[] s, SolidHarmonic[] below) {
        SolidHarmonic[] next = new SolidHarmonic[2 * l + 3];
        Arrays.setAll(next, m -> new SolidHarmonic(l + 1));
        double outer = Math.sqrt((l == 0 ? 2.0 : 1.0) * (2 * l + 1) / (2 * l + 2));
        SolidHarmonic top = next[2 * l + 2];
        SolidHarmonic bottom = next[0];
        top.add(outer, s[2 * l], 1, 0, 0);
        bottom.add(outer, s[2 * l], 0, 1, 0);
        if (l > 0) {
            top.add(-outer, s[0], 0, 1, 0);
            bottom.add(outer, s[0], 1, 0, 0);
        }
        for (int m = -l; m <= l; m++) {
            double norm = Math.sqrt((l + m + 1.0) * (l - m + 1.0));
            SolidHarmonic target = next[m + l + 1];
            target.add((2 * l + 1) / norm, s[m + l], 0, 0, 1);
            if (Math.abs(m) >= l) continue;
            double back = -Math.sqrt((double) (l + m) * (l - m)) / norm;
            target.add(back, below[m + l - 1], 2, 0, 0);
            target.add(back, below[m + l - 1], 0, 2, 0);
            target.add(back, below[m + l - 1], 0, 0, 2);
        }
        return next;
    }

    /** Adds factor x^a y^b z^c times {@code other}. */
    private void add(double factor, SolidHarmonic other, int a, int b, int c) {
        for (int i = 0; i <= other.l; i++)
            for (int j = 0; j <= other.l; j++)
                for (int k = 0; k <= other.l; k++) {
                    double term = other.term(i, j, k);
                    if (term != 0.0) terms[((i + a) * (l + 1) + j + b) * (l + 1) + k + c] += factor * term;
                }
    }

    /** The coefficient of x^i y^j z^k. */
    double term(int i, int j, int k) {
        return terms[(i * (l + 1) + j) * (l + 1) + k];
    }
}
