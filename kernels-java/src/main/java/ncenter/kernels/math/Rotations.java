package ncenter.kernels.math;

import java.util.random.RandomGenerator;

/** Rotations of space and how real spherical harmonics follow them. Matrices are 3 x 3, row-major. */
public final class Rotations {
    private Rotations() {}

    /**
     * The matrix D, (2l+1) x (2l+1) row-major, with Y_l(R r) = D Y_l(r) for real harmonics m = -l..l. For an improper
     * {@code rotation} the inversion contributes (-1)^l, as for a polar tensor.
     *
     * <p>Built upwards: D^l is the stretched coupling of D^(l-1) with D^1.
     *
     * @throws IllegalArgumentException if {@code rotation} is not orthogonal to 1e-8
     */
    public static double[] wignerD(int l, double[] rotation) {
        if (l < 0) throw new IllegalArgumentException("wignerD: an order of at least 0 was expected, got l=" + l);
        checkOrthogonal(rotation);
        double[] result = {1.0};
        double[] vector = vectorD(rotation);
        for (int k = 1; k <= l; k++) result = stretched(k, vector, result);
        return result;
    }

    /** A proper rotation drawn uniformly (a random unit quaternion). */
    public static double[] random(RandomGenerator generator) {
        double[] q = new double[4];
        double norm = 0.0;
        while (norm < 1e-6) {
            norm = 0.0;
            for (int i = 0; i < 4; i++) {
                q[i] = generator.nextGaussian();
                norm += q[i] * q[i];
            }
        }
        double s = 1.0 / Math.sqrt(norm);
        double w = q[0] * s;
        double x = q[1] * s;
        double y = q[2] * s;
        double z = q[3] * s;
        // @formatter:off
        return new double[] {
            1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y),
            2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x),
            2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)
        };
        // @formatter:on
    }

    /** The rotation in the order y, z, x of the l = 1 harmonics. */
    private static double[] vectorD(double[] r) {
        int[] axis = {1, 2, 0};
        double[] d = new double[9];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) d[3 * i + j] = r[3 * axis[i] + axis[j]];
        }
        return d;
    }

    /** D^l = cg^T (D^1 x D^(l-1)) cg with cg coupling (1, l-1) to l. */
    private static double[] stretched(int l, double[] vector, double[] lower) {
        double[] cg = ClebschGordan.real(1, l - 1, l);
        int n = 2 * l + 1;
        int nl = 2 * l - 1;
        double[] half = new double[3 * nl * n];
        for (int a = 0; a < 3; a++) {
            for (int b = 0; b < nl; b++) {
                for (int c = 0; c < 3; c++) {
                    for (int d = 0; d < nl; d++) {
                        double factor = vector[3 * a + c] * lower[b * nl + d];
                        for (int m = 0; m < n; m++) half[(a * nl + b) * n + m] += factor * cg[(c * nl + d) * n + m];
                    }
                }
            }
        }
        double[] out = new double[n * n];
        for (int ab = 0; ab < 3 * nl; ab++) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) out[i * n + j] += cg[ab * n + i] * half[ab * n + j];
            }
        }
        return out;
    }

    private static void checkOrthogonal(double[] r) {
        if (r.length != 9) throw new IllegalArgumentException("rotation: 9 numbers were expected, got " + r.length);
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                double dot = r[3 * i] * r[3 * j] + r[3 * i + 1] * r[3 * j + 1] + r[3 * i + 2] * r[3 * j + 2];
                if (!(Math.abs(dot - (i == j ? 1 : 0)) < 1e-8)) {
                    throw new IllegalArgumentException("rotation: an orthogonal matrix was expected, got rows " + i
                            + " and " + j + " with product " + dot);
                }
            }
        }
    }
}
