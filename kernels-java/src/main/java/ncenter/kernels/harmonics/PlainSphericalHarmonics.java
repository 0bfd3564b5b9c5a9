package ncenter.kernels.harmonics;

/**
 * The slow twin of {@link SphericalHarmonics}: associated Legendre functions by the upward recurrence in l, trigonometric functions of
 * the azimuth, normalization from factorials. Shares no formula with the fast form.
 */
public final class PlainSphericalHarmonics {
    private PlainSphericalHarmonics() {}

    /** Y_lm of the direction of (x, y, z), which must not be the zero vector. */
    public static double value(int l, int m, double x, double y, double z) {
        double r = Math.sqrt(x * x + y * y + z * z);
        int k = Math.abs(m);
        double azimuth = Math.atan2(y, x);
        double norm = (2 * l + 1) / (4 * Math.PI);
        for (int i = l - k + 1; i <= l + k; i++) norm /= i;
        double legendre = legendre(l, k, z / r, Math.hypot(x, y) / r) * Math.sqrt(norm);
        if (m == 0) return legendre;
        return Math.sqrt(2) * legendre * (m > 0 ? Math.cos(k * azimuth) : Math.sin(k * azimuth));
    }

    /** P_l^m(t) without Condon-Shortley sign; t and s are cosine and sine of the polar angle. */
    private static double legendre(int l, int m, double t, double s) {
        double diagonal = 1.0;
        for (int i = 1; i <= m; i++) diagonal *= (2 * i - 1) * s;
        if (l == m) return diagonal;
        double lower = diagonal;
        double current = t * (2 * m + 1) * diagonal;
        for (int i = m + 2; i <= l; i++) {
            double next = ((2 * i - 1) * t * current - (i + m - 1) * lower) / (i - m);
            lower = current;
            current = next;
        }
        return current;
    }
}
