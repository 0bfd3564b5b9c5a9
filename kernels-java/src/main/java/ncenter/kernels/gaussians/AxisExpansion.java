package ncenter.kernels.gaussians;

/**
 * The product of two one-dimensional Gaussians x_A^i exp(-a x_A^2) and x_B^j exp(-b x_B^2), without its factor exp(-ab/(a+b) (A-B)^2), as
 * sum_t E^ij_t (d/dP)^t exp(-p x_P^2) with p = a + b, P = (aA + bB)/p.
 *
 * <p>E^00_0 = 1, E^(i+1,j)_t = E^ij_(t-1)/2p + (P-A) E^ij_t + (t+1) E^ij_(t+1), and alike in j with P-B: McMurchie and Davidson,
 * J. Comput. Phys. 26, 218 (1978).
 */
final class AxisExpansion {
    private final int columns;
    private final int width;
    private final double[] e;
    private double p;
    private double b;

    /** For i up to {@code l}, j up to {@code k} + 2: two more than the functions have, for their second derivative. */
    AxisExpansion(int l, int k) {
        this.columns = k + 3;
        this.width = l + k + 3;
        this.e = new double[(l + 1) * columns * width];
    }

    /** Makes this the expansion for exponents a and b, and for A and B relative to P. */
    void set(double a, double b, double fromFirst, double fromSecond) {
        this.p = a + b;
        this.b = b;
        double half = 0.5 / p;
        int rows = e.length / (columns * width);
        e[0] = 1.0;
        for (int i = 0; i < rows; i++) {
            if (i > 0) raise((i - 1) * columns, i * columns, i, half, fromFirst);
            for (int j = 1; j < columns; j++) raise(i * columns + j - 1, i * columns + j, i + j, half, fromSecond);
        }
    }

    /** Row {@code to}, of order {@code top}, from row {@code from}, of one order less. */
    private void raise(int from, int to, int top, double half, double shift) {
        int source = from * width;
        for (int t = 0; t <= top; t++) {
            double value = t < top ? shift * e[source + t] : 0.0;
            if (t > 0) value += half * e[source + t - 1];
            if (t + 1 < top) value += (t + 1) * e[source + t + 1];
            e[to * width + t] = value;
        }
    }

    /** E^ij_t for t &lt;= i + j. */
    double term(int i, int j, int t) {
        return e[(i * columns + j) * width + t];
    }

    /** The integral of the product, over sqrt(pi/p). */
    double overlap(int i, int j) {
        return term(i, j, 0);
    }

    /** The integral of -1/2 x_A^i exp(-a x_A^2) (d/dx)^2 x_B^j exp(-b x_B^2), over sqrt(pi/p). */
    double kinetic(int i, int j) {
        double back = j > 1 ? j * (j - 1) * term(i, j - 2, 0) : 0.0;
        return -0.5 * back + b * (2 * j + 1) * term(i, j, 0) - 2.0 * b * b * term(i, j + 2, 0);
    }
}
