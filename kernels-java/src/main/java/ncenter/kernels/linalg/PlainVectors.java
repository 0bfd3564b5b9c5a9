package ncenter.kernels.linalg;

/** Loops over whole rows that the plain factorizations share; rows are separate arrays so that C2 vectorizes them. */
final class PlainVectors {
    private PlainVectors() {}

    /** Four partial sums: shorter dependency chain and smaller rounding error than one running sum. */
    static double dot(double[] x, double[] y, int from, int to) {
        double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
        int i = from;
        for (; i + 3 < to; i += 4) {
            s0 += x[i] * y[i];
            s1 += x[i + 1] * y[i + 1];
            s2 += x[i + 2] * y[i + 2];
            s3 += x[i + 3] * y[i + 3];
        }
        for (; i < to; i++) {
            s0 += x[i] * y[i];
        }
        return (s0 + s1) + (s2 + s3);
    }

    /** y += f x. */
    static void axpy(double f, double[] x, double[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] += f * x[i];
        }
    }

    /** y -= f u + g v. */
    static void subtract(double f, double[] u, double g, double[] v, double[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] -= f * u[i] + g * v[i];
        }
    }

    /** (x, y) becomes (c x - s y, s x + c y). */
    static void rotate(double c, double s, double[] x, double[] y, int length) {
        for (int i = 0; i < length; i++) {
            double xi = x[i];
            double yi = y[i];
            x[i] = c * xi - s * yi;
            y[i] = s * xi + c * yi;
        }
    }

    static double[][] rows(double[] a, int rows, int cols) {
        double[][] out = new double[rows][cols];
        for (int i = 0; i < rows; i++) {
            System.arraycopy(a, i * cols, out[i], 0, cols);
        }
        return out;
    }

    static double[][] columns(double[] a, int rows, int cols) {
        double[][] out = new double[cols][rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                out[j][i] = a[i * cols + j];
            }
        }
        return out;
    }

    static double maxAbs(double[] a, int count) {
        double max = 0;
        for (int i = 0; i < count; i++) {
            max = Math.max(max, Math.abs(a[i]));
        }
        return max;
    }

    /** A power of two that brings {@code max} near 1, so that squares neither overflow nor underflow; 1 for a zero matrix. */
    static double safeScale(double max) {
        return max == 0 ? 1 : Math.scalb(1.0, -Math.clamp(Math.getExponent(max), -1000, 1000));
    }
}
