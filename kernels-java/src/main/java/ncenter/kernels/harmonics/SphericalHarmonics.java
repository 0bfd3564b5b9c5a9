package ncenter.kernels.harmonics;

/**
 * Real spherical harmonics Y_lm up to l = lMax inclusive, packed l(l+1)+m with m = -l..l (l = 1 is y, z, x), orthonormal on the
 * sphere, no Condon-Shortley sign.
 *
 * <p>Y_lm = F_lm Q_l^|m|(z) times s_|m|, 1/sqrt 2 or c_m, on unit vectors, with the recurrence that goes down in m, which keeps
 * 5e-15 absolute accuracy at l = 25 everywhere including the poles. Immutable and thread-safe.
 */
public final class SphericalHarmonics {
    private final int lMax;
    /** F_lm by packed index l(l+1)/2+m; for m = 0 with the factor 1/sqrt 2. */
    private final double[] factor;

    /** @throws IllegalArgumentException if lMax is negative or above 60 */
    public SphericalHarmonics(int lMax) {
        if (lMax < 0 || lMax > 60)
            throw new IllegalArgumentException("SphericalHarmonics: lMax between 0 and 60 was expected, got " + lMax);
        this.lMax = lMax;
        this.factor = new double[(lMax + 1) * (lMax + 2) / 2];
        for (int l = 0; l <= lMax; l++) {
            double f = (2 * l + 1) / (2 * Math.PI);
            for (int m = 0; m <= l; m++) {
                if (m > 0) f /= l * (l + 1.0) + m * (1.0 - m);
                double value = Math.sqrt(f) * ((m & 1) == 0 ? 1 : -1);
                factor[packed(l, m)] = m == 0 ? value * Math.sqrt(0.5) : value;
            }
        }
    }

    public int lMax() {
        return lMax;
    }

    /** Number of harmonics, (lMax+1)^2. */
    public int size() {
        return (lMax + 1) * (lMax + 1);
    }

    /** Length of the scratch array that {@link #value} needs. */
    public int scratchSize() {
        return factor.length + 2 * (lMax + 1);
    }

    /**
     * out[(p-from) * size + l(l+1)+m] for points p in [from, to) of {@code xyz} (three numbers each, any length). The zero vector has
     * no direction: Y_00 and zeros.
     */
    public void values(double[] xyz, int from, int to, double[] out) {
        double[] scratch = new double[scratchSize()];
        for (int p = from; p < to; p++)
            value(xyz[3 * p], xyz[3 * p + 1], xyz[3 * p + 2], out, (p - from) * size(), scratch);
    }

    /** One point: out[offset + l(l+1)+m]. {@code scratch} holds at least {@link #scratchSize} numbers. */
    public void value(double x, double y, double z, double[] out, int offset, double[] scratch) {
        double r = Math.sqrt(x * x + y * y + z * z);
        if (r == 0.0) {
            java.util.Arrays.fill(out, offset, offset + size(), 0.0);
            out[offset] = factor[0];
            return;
        }
        onSphere(x / r, y / r, z / r, out, offset, scratch);
    }

    /**
     * Values as {@link #values}, and the gradient of Y(r/|r|) with respect to r: gradients[((p-from) * 3 + axis) * size + lm]. At the zero
     * vector the gradient is set to zero.
     */
    public void gradients(double[] xyz, int from, int to, double[] values, double[] gradients) {
        double[] scratch = new double[scratchSize()];
        for (int p = from; p < to; p++) {
            double x = xyz[3 * p];
            double y = xyz[3 * p + 1];
            double z = xyz[3 * p + 2];
            int at = (p - from) * size();
            value(x, y, z, values, at, scratch);
            double r = Math.sqrt(x * x + y * y + z * z);
            if (r == 0.0) java.util.Arrays.fill(gradients, 3 * at, 3 * at + 3 * size(), 0.0);
            else gradient(x / r, y / r, z / r, 1.0 / r, gradients, 3 * at, scratch);
        }
    }

    /** F_lm, 0 &lt;= m &lt;= l; for m = 0 with the factor 1/sqrt 2. */
    double factor(int l, int m) {
        return factor[packed(l, m)];
    }

    private static int packed(int l, int m) {
        return l * (l + 1) / 2 + m;
    }

    /** Fills scratch with Q_l^m (packed), then c_m, then s_m, for a unit vector. */
    private void prepare(double x, double y, double z, double[] scratch) {
        int cosine = factor.length;
        int sine = cosine + lMax + 1;
        scratch[cosine] = 1.0;
        scratch[sine] = 0.0;
        for (int m = 1; m <= lMax; m++) {
            scratch[cosine + m] = x * scratch[cosine + m - 1] - y * scratch[sine + m - 1];
            scratch[sine + m] = x * scratch[sine + m - 1] + y * scratch[cosine + m - 1];
        }
        double rho2 = x * x + y * y;
        scratch[0] = 1.0;
        for (int l = 1; l <= lMax; l++) {
            scratch[packed(l, l)] = -(2 * l - 1) * scratch[packed(l - 1, l - 1)];
            scratch[packed(l, l - 1)] = -z * scratch[packed(l, l)];
            for (int m = l - 2; m >= 0; m--) {
                double sum = 2 * (m + 1) * z * scratch[packed(l, m + 1)] + rho2 * scratch[packed(l, m + 2)];
                scratch[packed(l, m)] = -sum / ((l + m + 1.0) * (l - m));
            }
        }
    }

    private void onSphere(double x, double y, double z, double[] out, int offset, double[] scratch) {
        prepare(x, y, z, scratch);
        int cosine = factor.length;
        int sine = cosine + lMax + 1;
        for (int l = 0; l <= lMax; l++) {
            int center = offset + l * (l + 1);
            out[center] = factor[packed(l, 0)] * scratch[packed(l, 0)];
            for (int m = 1; m <= l; m++) {
                double fq = factor[packed(l, m)] * scratch[packed(l, m)];
                out[center + m] = fq * scratch[cosine + m];
                out[center - m] = fq * scratch[sine + m];
            }
        }
    }

    /** Gradient of the solid form, projected on the tangent plane: (g - u (u.g)) / r. Expects {@code scratch} as left by a value call. */
    private void gradient(double x, double y, double z, double inverse, double[] out, int offset, double[] scratch) {
        int n = size();
        for (int l = 0; l <= lMax; l++) {
            for (int m = -l; m <= l; m++) {
                double gx = solidX(l, m, x, scratch);
                double gy = solidY(l, m, y, scratch);
                double gz = solidZ(l, m, scratch);
                double radial = x * gx + y * gy + z * gz;
                int lm = offset + l * (l + 1) + m;
                out[lm] = (gx - x * radial) * inverse;
                out[lm + n] = (gy - y * radial) * inverse;
                out[lm + 2 * n] = (gz - z * radial) * inverse;
            }
        }
    }

    private double q(int l, int m, double[] scratch) {
        return l < 0 || m > l ? 0.0 : scratch[packed(l, m)];
    }

    /** c_|m| for m >= 0, s_|m| for m < 0. */
    private double wave(int m, double[] scratch) {
        return m >= 0 ? scratch[factor.length + m] : scratch[factor.length + lMax + 1 - m];
    }

    private double solidX(int l, int m, double x, double[] scratch) {
        int k = Math.abs(m);
        double lower = k == 0 ? 0.0 : k * q(l, k, scratch) * (m > 0 ? wave(k - 1, scratch) : sine(k - 1, scratch));
        return factor[packed(l, k)] * (x * q(l - 1, k + 1, scratch) * wave(m, scratch) + lower);
    }

    private double solidY(int l, int m, double y, double[] scratch) {
        int k = Math.abs(m);
        double lower = k == 0 ? 0.0 : k * q(l, k, scratch) * (m > 0 ? -sine(k - 1, scratch) : wave(k - 1, scratch));
        return factor[packed(l, k)] * (y * q(l - 1, k + 1, scratch) * wave(m, scratch) + lower);
    }

    private double solidZ(int l, int m, double[] scratch) {
        int k = Math.abs(m);
        return factor[packed(l, k)] * (l + k) * q(l - 1, k, scratch) * wave(m, scratch);
    }

    private double sine(int m, double[] scratch) {
        return scratch[factor.length + lMax + 1 + m];
    }
}
