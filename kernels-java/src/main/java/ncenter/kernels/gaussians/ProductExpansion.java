package ncenter.kernels.gaussians;

/** Expands the products of primitives of two groups in Hermite Gaussians, axis by axis, and adds up the kinetic energy between them. */
final class ProductExpansion {
    private final ShellGroup a;
    private final ShellGroup b;
    private final AxisExpansion x;
    private final AxisExpansion y;
    private final AxisExpansion z;
    private final HermiteBounds bounds;
    private final int width;
    private final double distance;

    ProductExpansion(ShellGroup a, ShellGroup b) {
        int l = a.functions().l;
        int k = b.functions().l;
        this.a = a;
        this.b = b;
        this.x = new AxisExpansion(l, k);
        this.y = new AxisExpansion(l, k);
        this.z = new AxisExpansion(l, k);
        this.bounds = new HermiteBounds(l + k);
        this.width = HermiteIndex.count(l + k);
        double dx = b.x() - a.x();
        double dy = b.y() - a.y();
        double dz = b.z() - a.z();
        this.distance = dx * dx + dy * dy + dz * dz;
    }

    /** The products of primitive i of the first group with j of the second; their kinetic energies are added to {@code kinetic}. */
    PrimitivePair of(int i, int j, double[] kinetic) {
        double alpha = a.functions().exponents[i];
        double beta = b.functions().exponents[j];
        double p = alpha + beta;
        double[] center = {
            (alpha * a.x() + beta * b.x()) / p, (alpha * a.y() + beta * b.y()) / p, (alpha * a.z() + beta * b.z()) / p
        };
        x.set(alpha, beta, center[0] - a.x(), center[0] - b.x());
        y.set(alpha, beta, center[1] - a.y(), center[1] - b.y());
        z.set(alpha, beta, center[2] - a.z(), center[2] - b.z());
        double factor = Math.exp(-alpha * beta / p * distance);
        double volume = factor * Math.pow(Math.PI / p, 1.5);
        int columns = b.functions().size();
        double[] coefficients = new double[kinetic.length * width];
        for (int f = 0; f < a.functions().size(); f++)
            for (int g = 0; g < columns; g++) {
                double weight = a.functions().weights[f][i] * b.functions().weights[g][j];
                int at = f * columns + g;
                kinetic[at] += weight * volume * add(f, g, weight * factor, coefficients, at * width);
            }
        return bounded(p, center, coefficients);
    }

    private PrimitivePair bounded(double p, double[] center, double[] coefficients) {
        bounds.set(p);
        double norm = 0.0;
        double potential = 0.0;
        for (int at = 0; at < coefficients.length; at += width) {
            norm = Math.max(norm, bounds.norm(coefficients, at));
            potential = Math.max(potential, bounds.potential(coefficients, at));
        }
        return new PrimitivePair(p, center[0], center[1], center[2], coefficients, norm, potential);
    }

    /** Adds the coefficients of the product of functions f and g; returns its kinetic energy over weight and volume. */
    private double add(int f, int g, double weight, double[] out, int at) {
        double[] left = a.functions().factors[f];
        double[] right = b.functions().factors[g];
        int[] i = a.functions().powers[f];
        int[] j = b.functions().powers[g];
        double kinetic = 0.0;
        for (int m = 0; m < left.length; m++)
            for (int n = 0; n < right.length; n++) {
                double factor = left[m] * right[n];
                addMonomials(i, 3 * m, j, 3 * n, weight * factor, out, at);
                kinetic += factor * kinetic(i, 3 * m, j, 3 * n);
            }
        return kinetic;
    }

    private void addMonomials(int[] i, int m, int[] j, int n, double weight, double[] out, int at) {
        for (int t = 0; t <= i[m] + j[n]; t++) {
            double alongX = weight * x.term(i[m], j[n], t);
            for (int u = 0; u <= i[m + 1] + j[n + 1]; u++) {
                double alongXy = alongX * y.term(i[m + 1], j[n + 1], u);
                for (int v = 0; v <= i[m + 2] + j[n + 2]; v++)
                    out[at + HermiteIndex.of(t, u, v)] += alongXy * z.term(i[m + 2], j[n + 2], v);
            }
        }
    }

    private double kinetic(int[] i, int m, int[] j, int n) {
        double sx = x.overlap(i[m], j[n]);
        double sy = y.overlap(i[m + 1], j[n + 1]);
        double sz = z.overlap(i[m + 2], j[n + 2]);
        return x.kinetic(i[m], j[n]) * sy * sz
                + sx * y.kinetic(i[m + 1], j[n + 1]) * sz
                + sx * sy * z.kinetic(i[m + 2], j[n + 2]);
    }
}
