package ncenter.kernels.linalg;

import java.util.Arrays;

/**
 * Symmetry-adapted projected Hamiltonian of arXiv:2109.12083: a small orthogonal matrix that keeps chosen eigenvalues of a large
 * one exactly.
 *
 * @param size     p, the number of selected functions
 * @param matrix   p x p, symmetric, in the order of the selected functions, in the unit of H
 * @param orbitals the p molecular orbitals kept, counted from 0 in ascending energy. The choice is discontinuous in principle:
 *                 report it with the structure
 */
public record Saph(int size, double[] matrix, int[] orbitals) {
    /** Candidate orbitals beyond the number selected, as in the published data. */
    public static final int EXTRA = 8;

    /** An orbital is skipped when less than this is left of its squared norm outside the orbitals already kept. */
    private static final double DEPENDENT = 1e-8;

    private static final double OVERLAP_THRESHOLD = 1e-10;

    /**
     * Projects H onto the selected functions in six steps: solve H U = S U eps; take the candidates, {@code nCore} lowest orbitals
     * left out, p + {@code extra} of them; V = S[selected, :] U[:, candidates]; V = u s v^T; keep the first p candidates that
     * Gram-Schmidt on the columns of v^T (columns enter with their own norms) finds independent; V = u s v^T of those, O = u v^T,
     * result O diag(eps) O^T.
     *
     * @param h        n x n symmetric, not modified
     * @param s        n x n overlap, not modified
     * @param selected indices of the functions that span the minimal basis (C, N, O: 2s and first 2p; H: 1s), distinct
     * @param nCore    lowest orbitals to drop (1 for each C, N, O)
     * @param extra    see {@link #EXTRA}; the window is cut at n
     */
    public static Saph of(int n, double[] h, double[] s, int[] selected, int nCore, int extra, LinearAlgebra la) {
        int p = selected.length;
        check(n, selected, nCore, extra);
        GeneralizedEigen eigen = GeneralizedEigen.of(n, h, s, OVERLAP_THRESHOLD, la);
        int[] candidates = new int[Math.min(p + extra, n - nCore)];
        Arrays.setAll(candidates, k -> nCore + k);
        int c = candidates.length;
        double[] projection = projection(n, s, selected, eigen.vectors(), candidates, la);
        double[] u = new double[p * Math.min(p, c)];
        double[] values = new double[Math.min(p, c)];
        double[] vt = new double[Math.min(p, c) * c];
        la.svd(p, c, projection, u, values, vt);
        int[] kept = independent(p, c, vt, candidates);
        return new Saph(p, rebuild(n, s, selected, eigen, kept, la), kept);
    }

    private static void check(int n, int[] selected, int nCore, int extra) {
        if (nCore < 0 || extra < 0 || n - nCore < selected.length) {
            throw new IllegalArgumentException(
                    "Saph.of: expected at least " + selected.length + " orbitals above the core, got " + (n - nCore)
                            + " (n = " + n + ", nCore = " + nCore + ", extra = " + extra + "); select fewer functions");
        }
        boolean[] seen = new boolean[n];
        for (int i : selected) {
            if (i < 0 || i >= n || seen[i]) {
                throw new IllegalArgumentException("Saph.of: expected distinct indices from 0 until " + n + ", got "
                        + Arrays.toString(selected) + "; list each selected function once");
            }
            seen[i] = true;
        }
    }

    /** V[a][k] = sum_i S[selected a][i] U[i][orbital k], p x orbitals. */
    private static double[] projection(
            int n, double[] s, int[] selected, double[] vectors, int[] orbitals, LinearAlgebra la) {
        int p = selected.length;
        double[] rows = new double[p * n];
        for (int a = 0; a < p; a++) {
            System.arraycopy(s, selected[a] * n, rows, a * n, n);
        }
        double[] coefficients = new double[orbitals.length * n];
        for (int k = 0; k < orbitals.length; k++) {
            System.arraycopy(vectors, orbitals[k] * n, coefficients, k * n, n);
        }
        double[] out = new double[p * orbitals.length];
        la.gemm(false, true, p, orbitals.length, n, 1, rows, 0, n, coefficients, 0, n, 0, out, 0, orbitals.length);
        return out;
    }

    private static int[] independent(int p, int c, double[] vt, int[] candidates) {
        int rank = vt.length / c;
        int[] kept = new int[p];
        int count = 0;
        for (int k = 0; k < c && count < p; k++) {
            double norm2 = columnDot(vt, c, rank, k, k);
            if (norm2 < DEPENDENT) {
                continue;
            }
            kept[count++] = candidates[k];
            for (int j = k + 1; j < c; j++) {
                double f = columnDot(vt, c, rank, j, k) / norm2;
                for (int r = 0; r < rank; r++) {
                    vt[r * c + j] -= f * vt[r * c + k];
                }
            }
        }
        if (count < p) {
            throw new IllegalArgumentException(
                    "Saph.of: expected " + p + " independent orbitals among " + c + " candidates, got " + count
                            + "; raise extra, or check that the selected functions are not linearly dependent");
        }
        return kept;
    }

    private static double columnDot(double[] vt, int c, int rank, int j, int k) {
        double sum = 0;
        for (int r = 0; r < rank; r++) {
            sum += vt[r * c + j] * vt[r * c + k];
        }
        return sum;
    }

    private static double[] rebuild(
            int n, double[] s, int[] selected, GeneralizedEigen eigen, int[] kept, LinearAlgebra la) {
        int p = selected.length;
        double[] projection = projection(n, s, selected, eigen.vectors(), kept, la);
        double[] u = new double[p * p];
        double[] vt = new double[p * p];
        la.svd(p, p, projection, u, new double[p], vt);
        double[] o = new double[p * p];
        la.gemm(false, false, p, p, p, 1, u, 0, p, vt, 0, p, 0, o, 0, p);
        double[] out = new double[p * p];
        for (int a = 0; a < p; a++) {
            for (int b = 0; b <= a; b++) {
                double sum = 0;
                for (int k = 0; k < p; k++) {
                    sum += o[a * p + k] * eigen.values()[kept[k]] * o[b * p + k];
                }
                out[a * p + b] = sum;
                out[b * p + a] = sum;
            }
        }
        return out;
    }
}
