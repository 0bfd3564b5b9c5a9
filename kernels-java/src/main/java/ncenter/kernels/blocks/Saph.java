package ncenter.kernels.blocks;

import java.util.Arrays;
import ncenter.kernels.linalg.GeneralizedEigen;
import ncenter.kernels.linalg.LinearAlgebra;

/**
 * Symmetry-adapted projected Hamiltonian (arXiv:2109.12083): a small orthonormal matrix over chosen basis functions that keeps the
 * energies of the molecular orbitals it is made of.
 */
public final class Saph {
    /** Remaining squared norm below which a molecular orbital adds nothing new to those already kept. */
    private static final double DEPENDENT = 1e-8;

    private Saph() {}

    /**
     * @param hamiltonian projected matrix, selected x selected
     * @param orbitals numbers of the molecular orbitals it is made of, ascending energy from 0
     */
    public record Result(double[] hamiltonian, int[] orbitals) {}

    /**
     * @param h,s Hamiltonian and overlap, n x n
     * @param selected rows of the chosen functions
     * @param cores molecular orbitals skipped at the bottom
     * @param extra candidates beyond the number of selected functions
     * @throws IllegalArgumentException if the candidates do not span the selected functions
     */
    public static Result project(double[] h, double[] s, int n, int[] selected, int cores, int extra, LinearAlgebra la) {
        int k = selected.length;
        GeneralizedEigen.Result solved = GeneralizedEigen.solve(n, h, s, la);
        int candidates = Math.min(k + extra, n - cores);
        if (candidates < k) {
            throw new IllegalArgumentException("saph: at least " + k + " molecular orbitals above the cores were expected, got " + candidates);
        }
        double[] overlaps = selectedOverlaps(s, n, selected, solved.vectors(), cores, candidates, la);
        double[] u = new double[k * k];
        double[] sv = new double[k];
        double[] vt = new double[k * candidates];
        la.svd(k, candidates, overlaps, u, sv, vt);
        int[] kept = independentColumns(vt, k, candidates);
        double[] basis = nearestOrthogonal(u, vt, kept, k, candidates, la);
        double[] out = new double[k * k];
        for (int c = 0; c < k; c++) {
            double energy = solved.values()[cores + kept[c]];
            for (int i = 0; i < k; i++) for (int j = 0; j < k; j++) out[i * k + j] += basis[i * k + c] * energy * basis[j * k + c];
        }
        int[] orbitals = Arrays.stream(kept).map(c -> c + cores).toArray();
        return new Result(out, orbitals);
    }

    /** V = S[selected, :] U[:, candidates]. */
    private static double[] selectedOverlaps(
            double[] s, int n, int[] selected, double[] vectors, int cores, int candidates, LinearAlgebra la) {
        double[] rows = new double[selected.length * n];
        for (int i = 0; i < selected.length; i++) System.arraycopy(s, selected[i] * n, rows, i * n, n);
        double[] out = new double[selected.length * candidates];
        la.gemm(false, true, selected.length, candidates, n, 1.0, rows, 0, n, vectors, cores * n, n, 0.0, out, 0, candidates);
        return out;
    }

    /** The first k columns of vt that are not spanned by the ones before: Gram-Schmidt that does not renormalize what it tests. */
    private static int[] independentColumns(double[] vt, int k, int candidates) {
        int[] kept = new int[k];
        double[][] basis = new double[k][];
        int found = 0;
        for (int c = 0; c < candidates && found < k; c++) {
            double[] v = new double[k];
            for (int i = 0; i < k; i++) v[i] = vt[i * candidates + c];
            for (int b = 0; b < found; b++) subtractProjection(v, basis[b]);
            if (dot(v, v) < DEPENDENT) continue;
            basis[found] = v;
            kept[found++] = c;
        }
        if (found < k) {
            throw new IllegalArgumentException("saph: " + k + " independent molecular orbitals were expected, got " + found + " among " + candidates
                    + " candidates; raise extraCandidates");
        }
        return kept;
    }

    private static void subtractProjection(double[] v, double[] u) {
        double factor = dot(u, v) / dot(u, u);
        for (int i = 0; i < v.length; i++) v[i] -= factor * u[i];
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0.0;
        for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
        return sum;
    }

    /** O = u' v'^T of the kept columns of V: the orthogonal matrix nearest to u diag(sv) vt restricted to them. */
    private static double[] nearestOrthogonal(double[] u, double[] vt, int[] kept, int k, int candidates, LinearAlgebra la) {
        double[] columns = new double[k * k];
        for (int i = 0; i < k; i++) for (int c = 0; c < k; c++) columns[i * k + c] = vt[i * candidates + kept[c]];
        double[] projected = new double[k * k];
        la.gemm(false, false, k, k, k, 1.0, u, 0, k, columns, 0, k, 0.0, projected, 0, k);
        double[] left = new double[k * k];
        double[] values = new double[k];
        double[] right = new double[k * k];
        la.svd(k, k, projected, left, values, right);
        double[] out = new double[k * k];
        la.gemm(false, false, k, k, k, 1.0, left, 0, k, right, 0, k, 0.0, out, 0, k);
        return out;
    }
}
