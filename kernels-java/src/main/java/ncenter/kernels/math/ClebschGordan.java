package ncenter.kernels.math;

import java.util.concurrent.ConcurrentHashMap;

/**
 * Clebsch-Gordan coefficients between real spherical harmonics, m = -l..l, no Condon-Shortley sign left.
 *
 * <p>cg[m1,m2,mu] = sum C(l1 m1', l2 m2'; lambda mu') U_l1[m1',m1] U_l2[m2',m2] conj(U_lambda[mu',mu]) with U from real to complex
 * harmonics; the real part is kept for even l1+l2+lambda, the imaginary part for odd. Orthonormal in both directions.
 */
public final class ClebschGordan {
    private static final ConcurrentHashMap<Integer, double[]> CACHE = new ConcurrentHashMap<>();

    private ClebschGordan() {}

    /**
     * The dense array [(m1 * (2 l2 + 1) + m2) * (2 lambda + 1) + mu], indices counted from 0. Cached: do not modify.
     *
     * @throws IllegalArgumentException if lambda is outside |l1-l2|..l1+l2, or an order is negative or above 60
     */
    public static double[] real(int l1, int l2, int lambda) {
        if (l1 < 0 || l2 < 0 || l1 > 60 || l2 > 60 || lambda < Math.abs(l1 - l2) || lambda > l1 + l2) {
            throw new IllegalArgumentException(
                    "ClebschGordan.real: |l1-l2| <= lambda <= l1+l2 and orders up to 60 were expected, got l1=" + l1
                            + ", l2=" + l2 + ", lambda=" + lambda);
        }
        return CACHE.computeIfAbsent((l1 * 64 + l2) * 128 + lambda, key -> compute(l1, l2, lambda));
    }

    /** <l1 m1, l2 m2 | lambda m1+m2> for complex harmonics, by Racah's sum in logarithms of factorials. */
    public static double complex(int l1, int m1, int l2, int m2, int lambda) {
        int m = m1 + m2;
        if (Math.abs(m1) > l1
                || Math.abs(m2) > l2
                || Math.abs(m) > lambda
                || lambda < Math.abs(l1 - l2)
                || lambda > l1 + l2) return 0.0;
        double front = 0.5
                * (Math.log(2 * lambda + 1.0)
                        + lnFactorial(lambda + l1 - l2)
                        + lnFactorial(lambda - l1 + l2)
                        + lnFactorial(l1 + l2 - lambda)
                        - lnFactorial(l1 + l2 + lambda + 1)
                        + lnFactorial(lambda + m)
                        + lnFactorial(lambda - m)
                        + lnFactorial(l1 - m1)
                        + lnFactorial(l1 + m1)
                        + lnFactorial(l2 - m2)
                        + lnFactorial(l2 + m2));
        int first = Math.max(0, Math.max(l2 - lambda - m1, l1 - lambda + m2));
        int last = Math.min(l1 + l2 - lambda, Math.min(l1 - m1, l2 + m2));
        double sum = 0.0;
        for (int k = first; k <= last; k++) {
            double term = Math.exp(front
                    - lnFactorial(k)
                    - lnFactorial(l1 + l2 - lambda - k)
                    - lnFactorial(l1 - m1 - k)
                    - lnFactorial(l2 + m2 - k)
                    - lnFactorial(lambda - l2 + m1 + k)
                    - lnFactorial(lambda - l1 - m2 + k));
            sum += (k & 1) == 0 ? term : -term;
        }
        return sum;
    }

    private static double[] compute(int l1, int l2, int lambda) {
        int n1 = 2 * l1 + 1;
        int n2 = 2 * l2 + 1;
        int n3 = 2 * lambda + 1;
        double[] out = new double[n1 * n2 * n3];
        boolean even = (l1 + l2 + lambda) % 2 == 0;
        for (int a = 0; a < n1; a++) {
            for (int b = 0; b < n2; b++) {
                for (int c = 0; c < n3; c++)
                    out[(a * n2 + b) * n3 + c] = element(l1, a - l1, l2, b - l2, lambda, c - lambda, even);
            }
        }
        return refined(out, n1 * n2, n3);
    }

    /** Sum over the at most two complex components that each real one is made of. */
    private static double element(int l1, int m1, int l2, int m2, int lambda, int mu, boolean even) {
        double re = 0.0;
        double im = 0.0;
        for (int s1 = m1 == 0 ? 1 : -1; s1 <= 1; s1 += 2) {
            for (int s2 = m2 == 0 ? 1 : -1; s2 <= 1; s2 += 2) {
                int c1 = s1 * Math.abs(m1);
                int c2 = s2 * Math.abs(m2);
                if (Math.abs(c1 + c2) != Math.abs(mu)) continue;
                double[] u = times(times(unitary(c1, m1), unitary(c2, m2)), conjugate(unitary(c1 + c2, mu)));
                double c = complex(l1, c1, l2, c2, lambda);
                re += c * u[0];
                im += c * u[1];
            }
        }
        return even ? re : im;
    }

    /** U[row, column] of Y_complex = U Y_real. */
    private static double[] unitary(int row, int column) {
        double h = Math.sqrt(0.5);
        if (column == 0) return row == 0 ? new double[] {1, 0} : new double[] {0, 0};
        int m = Math.abs(column);
        double sign = (m & 1) == 0 ? 1 : -1;
        if (row == m) return column > 0 ? new double[] {sign * h, 0} : new double[] {0, sign * h};
        if (row == -m) return column > 0 ? new double[] {h, 0} : new double[] {0, -h};
        return new double[] {0, 0};
    }

    private static double[] times(double[] a, double[] b) {
        return new double[] {a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]};
    }

    private static double[] conjugate(double[] a) {
        return new double[] {a[0], -a[1]};
    }

    /** Two Newton steps towards orthonormal columns, and exact zeros where rounding left dust: full precision at high orders. */
    private static double[] refined(double[] v, int rows, int columns) {
        for (int i = 0; i < v.length; i++) if (Math.abs(v[i]) < 1e-12) v[i] = 0.0;
        for (int step = 0; step < 2; step++) {
            double[] gram = new double[columns * columns];
            for (int r = 0; r < rows; r++) {
                for (int a = 0; a < columns; a++) {
                    for (int b = 0; b < columns; b++) gram[a * columns + b] += v[r * columns + a] * v[r * columns + b];
                }
            }
            double[] next = new double[v.length];
            for (int r = 0; r < rows; r++) {
                for (int b = 0; b < columns; b++) {
                    double sum = 1.5 * v[r * columns + b];
                    for (int a = 0; a < columns; a++) sum -= 0.5 * v[r * columns + a] * gram[a * columns + b];
                    next[r * columns + b] = Math.abs(v[r * columns + b]) == 0.0 ? 0.0 : sum;
                }
            }
            v = next;
        }
        return v;
    }

    private static final double[] LN_FACTORIAL = new double[512];

    static {
        for (int n = 2; n < LN_FACTORIAL.length; n++) LN_FACTORIAL[n] = LN_FACTORIAL[n - 1] + Math.log(n);
    }

    private static double lnFactorial(int n) {
        return LN_FACTORIAL[n];
    }
}
