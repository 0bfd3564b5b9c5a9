package ncenter.kernels.neighbors;

/** Three independent vectors: those that repeat, completed by unit vectors at right angles for the axes that do not. */
final class Lattice {
    /** Rows are the vectors. */
    final double[] rows;
    /** Fractional coordinates are x times this matrix. */
    final double[] inverse;
    /** Distance between the planes spanned by the other two vectors. */
    final double[] heights = new double[3];

    Lattice(double[] cell, boolean[] periodic) {
        rows = new double[9];
        for (int k = 0; k < 3; k++) if (periodic[k]) System.arraycopy(cell, 3 * k, rows, 3 * k, 3);
        for (int k = 0; k < 3; k++) if (!periodic[k]) complete(k);
        inverse = invert(rows);
        for (int k = 0; k < 3; k++) {
            double x = inverse[k];
            double y = inverse[3 + k];
            double z = inverse[6 + k];
            heights[k] = 1 / Math.sqrt(x * x + y * y + z * z);
        }
    }

    /** Fills row k with a unit vector at right angles to the rows that are not zero. */
    private void complete(int k) {
        double[] best = new double[3];
        double bestNorm = -1;
        double[][] basis = orthonormalOthers(k);
        for (int axis = 0; axis < 3; axis++) {
            double[] v = new double[3];
            v[axis] = 1;
            for (double[] u : basis) subtractProjection(v, u);
            double norm = Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
            if (norm > bestNorm + 1e-9) {
                bestNorm = norm;
                best = v;
            }
        }
        for (int i = 0; i < 3; i++) rows[3 * k + i] = best[i] / bestNorm;
    }

    private double[][] orthonormalOthers(int k) {
        java.util.List<double[]> basis = new java.util.ArrayList<>();
        for (int j = 0; j < 3; j++) {
            double[] v = {rows[3 * j], rows[3 * j + 1], rows[3 * j + 2]};
            if (j == k) continue;
            for (double[] u : basis) subtractProjection(v, u);
            double norm = Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
            if (norm > 1e-12) basis.add(new double[] {v[0] / norm, v[1] / norm, v[2] / norm});
        }
        return basis.toArray(new double[0][]);
    }

    private static void subtractProjection(double[] v, double[] u) {
        double dot = v[0] * u[0] + v[1] * u[1] + v[2] * u[2];
        for (int i = 0; i < 3; i++) v[i] -= dot * u[i];
    }

    private static double[] invert(double[] m) {
        double[] c = {
            m[4] * m[8] - m[5] * m[7], m[2] * m[7] - m[1] * m[8], m[1] * m[5] - m[2] * m[4],
            m[5] * m[6] - m[3] * m[8], m[0] * m[8] - m[2] * m[6], m[2] * m[3] - m[0] * m[5],
            m[3] * m[7] - m[4] * m[6], m[1] * m[6] - m[0] * m[7], m[0] * m[4] - m[1] * m[3]
        };
        double det = m[0] * c[0] + m[1] * c[3] + m[2] * c[6];
        double size = norm(m, 0) * norm(m, 3) * norm(m, 6);
        if (!(Math.abs(det) > 1e-12 * size)) {
            throw new IllegalArgumentException(
                    "neighbors: independent lattice vectors were expected for periodic axes, got a cell of volume "
                            + det);
        }
        for (int i = 0; i < 9; i++) c[i] /= det;
        return c;
    }

    private static double norm(double[] m, int at) {
        return Math.sqrt(m[at] * m[at] + m[at + 1] * m[at + 1] + m[at + 2] * m[at + 2]);
    }

    double fractional(double x, double y, double z, int k) {
        return x * inverse[k] + y * inverse[3 + k] + z * inverse[6 + k];
    }
}
