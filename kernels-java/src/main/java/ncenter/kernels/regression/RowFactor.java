package ncenter.kernels.regression;

import java.util.ArrayList;
import java.util.List;
import ncenter.kernels.linalg.LinearAlgebra;

/**
 * X = L Q with orthonormal rows of Q, by Householder reflections of blocks of rows (R. Schreiber and C. Van Loan, SIAM J. Sci. Stat. Comput.
 * 10, 53, 1989); inside a block by halves, so that products of matrices do all the work (E. Elmroth and F. Gustavson, IBM J. Res. Dev. 44, 605,
 * 2000).
 *
 * <p>The product of the reflections of a block is I - V^T T V: V holds one reflection per row, T is upper triangular.
 */
final class RowFactor {
    private static final int BLOCK = 32;

    private final int rows;
    private final int q;
    private final int rank;
    /** The rows; those that have become a reflection begin with zeros. */
    private final double[] v;

    private final double[] lower;
    private final List<double[]> triangles = new ArrayList<>();
    private final LinearAlgebra la;

    /** @param x rows x q, overwritten */
    RowFactor(int rows, int q, double[] x, LinearAlgebra la) {
        this.rows = rows;
        this.q = q;
        this.rank = Math.min(rows, q);
        this.v = x;
        this.la = la;
        this.lower = new double[rows * rank];
        for (int from = 0; from < rank; from += BLOCK) {
            int to = Math.min(rank, from + BLOCK);
            double[] t = factor(from, to);
            reflect(from, to, t, to, rows);
            triangles.add(t);
        }
        for (int i = rank; i < rows; i++) System.arraycopy(v, i * q, lower, i * rank, rank);
    }

    /** Columns of L, rows of Q. */
    int rank() {
        return rank;
    }

    /** L, rows x rank; zero above the diagonal. */
    double[] lower() {
        return lower;
    }

    /** Q^T w, q x targets, for w of rank x targets. */
    double[] unfold(double[] w, int targets) {
        double[] out = new double[q * targets];
        System.arraycopy(w, 0, out, 0, rank * targets);
        for (int k = triangles.size() - 1; k >= 0; k--) {
            int from = k * BLOCK;
            int b = Math.min(rank, from + BLOCK) - from;
            double[] s = new double[b * targets];
            double[] ts = new double[b * targets];
            int at = from * q + from;
            int o = from * targets;
            la.gemm(false, false, b, targets, q - from, 1, v, at, q, out, o, targets, 0, s, 0, targets);
            la.gemm(false, false, b, targets, b, 1, triangles.get(k), 0, b, s, 0, targets, 0, ts, 0, targets);
            la.gemm(true, false, q - from, targets, b, -1, v, at, q, ts, 0, targets, 1, out, o, targets);
        }
        return out;
    }

    /** Turns the rows [from, to) into reflections and returns their T. */
    private double[] factor(int from, int to) {
        if (to - from == 1) return new double[] {reflection(from)};
        int middle = (from + to) / 2;
        double[] first = factor(from, middle);
        reflect(from, middle, first, middle, to);
        return joined(from, middle, to, first, factor(middle, to));
    }

    /** [T1, -T1 V1 V2^T T2; 0, T2]. */
    private double[] joined(int from, int middle, int to, double[] first, double[] second) {
        int b = to - from;
        int n1 = middle - from;
        int n2 = to - middle;
        double[] t = new double[b * b];
        for (int i = 0; i < n1; i++) System.arraycopy(first, i * n1, t, i * b, n1);
        for (int i = 0; i < n2; i++) System.arraycopy(second, i * n2, t, (n1 + i) * b + n1, n2);
        double[] cross = new double[n1 * n2];
        double[] half = new double[n1 * n2];
        la.gemm(
                false,
                true,
                n1,
                n2,
                q - middle,
                1,
                v,
                from * q + middle,
                q,
                v,
                middle * q + middle,
                q,
                0,
                cross,
                0,
                n2);
        la.gemm(false, false, n1, n2, n1, -1, first, 0, n1, cross, 0, n2, 0, half, 0, n2);
        la.gemm(false, false, n1, n2, n2, 1, half, 0, n2, second, 0, n2, 0, t, n1, b);
        return t;
    }

    /** Multiplies the rows [first, last) from the right with the reflections [from, to). */
    private void reflect(int from, int to, double[] t, int first, int last) {
        int m = last - first;
        if (m == 0) return;
        int b = to - from;
        double[] s = new double[m * b];
        double[] st = new double[m * b];
        int at = from * q + from;
        int c = first * q + from;
        la.gemm(false, true, m, b, q - from, 1, v, c, q, v, at, q, 0, s, 0, b);
        la.gemm(false, false, m, b, b, 1, s, 0, b, t, 0, b, 0, st, 0, b);
        la.gemm(false, false, m, q - from, b, -1, st, 0, b, v, at, q, 1, v, c, q);
    }

    /** Moves what is final of row i to L and replaces the row by the reflection that leaves nothing right of the diagonal; returns tau. */
    private double reflection(int i) {
        int at = i * q;
        System.arraycopy(v, at, lower, i * rank, i);
        java.util.Arrays.fill(v, at, at + i, 0.0);
        double tau = Reflections.make(v, at + i, q - i);
        lower[i * rank + i] = v[at + i];
        v[at + i] = 1.0;
        return tau;
    }
}
