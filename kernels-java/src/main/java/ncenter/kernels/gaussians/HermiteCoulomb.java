package ncenter.kernels.gaussians;

/**
 * Hermite Coulomb integrals R_tuv = (d/dx)^t (d/dy)^u (d/dz)^v f(r^2) of a spherical function f, by the recursion of McMurchie and Davidson
 * (J. Comput. Phys. 26, 218 (1978)): with f_n = (2 d/d(r^2))^n f and R^(n)_000 = f_n,
 * R^(n)_(t+1,u,v) = x R^(n+1)_tuv + t R^(n+1)_(t-1,u,v), and alike for y and z; R = R^(0).
 *
 * <p>For f = F_0(a r^2), f_n = (-2a)^n F_n(a r^2). Not safe for several threads: it owns its work space.
 */
final class HermiteCoulomb {
    /** Per number h > 0: the axis that is lowered, the numbers one and two below along it, and the factor t of the second. */
    static final int[] AXIS;

    static final int[] ONE;
    static final int[] TWO;
    static final double[] FACTOR;

    static {
        int size = HermiteIndex.count(HermiteIndex.MAX_ORDER);
        AXIS = new int[size];
        ONE = new int[size];
        TWO = new int[size];
        FACTOR = new double[size];
        for (int h = 1; h < size; h++) step(h);
    }

    private final double[] d = new double[3];
    private double[] current;
    private double[] next;

    HermiteCoulomb(int maxOrder) {
        int size = Math.max(HermiteIndex.count(maxOrder), HermiteIndex.count(2));
        this.current = new double[size];
        this.next = new double[size];
    }

    private static void step(int h) {
        int axis = HermiteIndex.power(h, 0) > 0 ? 0 : HermiteIndex.power(h, 1) > 0 ? 1 : 2;
        int t = HermiteIndex.power(h, axis);
        AXIS[h] = axis;
        ONE[h] = lowered(h, axis, 1);
        TWO[h] = t > 1 ? lowered(h, axis, 2) : 0;
        FACTOR[h] = t - 1.0;
    }

    private static int lowered(int h, int axis, int by) {
        int[] powers = {HermiteIndex.power(h, 0), HermiteIndex.power(h, 1), HermiteIndex.power(h, 2)};
        powers[axis] -= by;
        return HermiteIndex.of(powers[0], powers[1], powers[2]);
    }

    /**
     * R_tuv up to {@code order} as {@link HermiteIndex} numbers them; the array is overwritten by the next call.
     *
     * @param f f_0 to f_order at r^2 = x^2 + y^2 + z^2
     */
    double[] values(int order, double[] f, double x, double y, double z) {
        if (order > 2) return recursion(order, f, x, y, z);
        double[] out = current;
        out[0] = f[0];
        if (order > 0) {
            out[1] = x * f[1];
            out[2] = y * f[1];
            out[3] = z * f[1];
        }
        if (order > 1) second(f, x, y, z, out);
        return out;
    }

    private static void second(double[] f, double x, double y, double z, double[] out) {
        out[4] = f[1] + x * x * f[2];
        out[5] = x * y * f[2];
        out[6] = x * z * f[2];
        out[7] = f[1] + y * y * f[2];
        out[8] = y * z * f[2];
        out[9] = f[1] + z * z * f[2];
    }

    private double[] recursion(int order, double[] f, double x, double y, double z) {
        d[0] = x;
        d[1] = y;
        d[2] = z;
        current[0] = f[order];
        for (int n = order - 1; n >= 0; n--) {
            double[] above = current;
            double[] out = next;
            int size = HermiteIndex.count(order - n);
            out[0] = f[n];
            for (int h = 1; h < size; h++) out[h] = d[AXIS[h]] * above[ONE[h]] + FACTOR[h] * above[TWO[h]];
            current = out;
            next = above;
        }
        return current;
    }
}
