package ncenter.kernels.gaussians;

/**
 * Numbers the Hermite Gaussians Lambda_tuv = (d/dx)^t (d/dy)^u (d/dz)^v exp(-p r^2): by order t + u + v, then by falling t, then by falling u.
 *
 * <p>Those up to an order are thus a prefix of those up to any higher one.
 */
final class HermiteIndex {
    /** Orders occur up to four times the angular momentum. */
    static final int MAX_ORDER = 4 * AtomicFock.MAX_L;

    private static final int SIZE = count(MAX_ORDER);

    /** Powers by number, three per Hermite Gaussian. */
    private static final int[] POWERS = powers();

    private static final int[][] SUMS = sums();

    private HermiteIndex() {}

    /** How many there are up to {@code order}. */
    static int count(int order) {
        return (order + 1) * (order + 2) * (order + 3) / 6;
    }

    /** The number of Lambda_tuv. */
    static int of(int t, int u, int v) {
        int rest = u + v;
        int order = t + rest;
        return order * (order + 1) * (order + 2) / 6 + rest * (rest + 1) / 2 + v;
    }

    /** The power of number h along an axis (0, 1, 2). */
    static int power(int h, int axis) {
        return POWERS[3 * h + axis];
    }

    /** The order t + u + v of number h. */
    static int order(int h) {
        return POWERS[3 * h] + POWERS[3 * h + 1] + POWERS[3 * h + 2];
    }

    /** The numbers of Lambda_(t+t', u+u', v+v') for (t, u, v) of number h and every (t', u', v'); both of at most half the highest order. */
    static int[] sumsWith(int h) {
        return SUMS[h];
    }

    private static int[] powers() {
        int[] powers = new int[3 * SIZE];
        for (int t = 0; t <= MAX_ORDER; t++)
            for (int u = 0; t + u <= MAX_ORDER; u++)
                for (int v = 0; t + u + v <= MAX_ORDER; v++) {
                    int at = 3 * of(t, u, v);
                    powers[at] = t;
                    powers[at + 1] = u;
                    powers[at + 2] = v;
                }
        return powers;
    }

    private static int[][] sums() {
        int half = count(MAX_ORDER / 2);
        int[][] sums = new int[half][half];
        for (int g = 0; g < half; g++)
            for (int h = 0; h < half; h++)
                sums[g][h] = of(power(g, 0) + power(h, 0), power(g, 1) + power(h, 1), power(g, 2) + power(h, 2));
        return sums;
    }
}
