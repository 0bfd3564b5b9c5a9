package ncenter.kernels.gaussians;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Normalized functions of one atom with common exponents: of one shell, or of several (2s and 2p of a Pople basis), whose integrals then
 * share the Coulomb integrals of their primitives.
 *
 * <p>Function f is the sum over primitives k and monomials n of weights[f][k] factors[f][n] x^i y^j z^m exp(-exponents[k] r^2), with i, j, m
 * three entries of powers[f] each.
 */
final class ShellFunctions {
    final double[] exponents;
    final double[][] weights;
    final int[][] powers;
    final double[][] factors;

    /** Number of the function among those of its atom. */
    final int[] places;

    /** Electrons in the function: its diagonal element of the density matrix. */
    final double[] electrons;

    /** The highest angular momentum. */
    final int l;

    private ShellFunctions(GaussianShell[] shells, double[] electrons, int[] starts, List<Integer> members) {
        int size = members.stream().mapToInt(s -> 2 * shells[s].l() + 1).sum();
        this.exponents = shells[members.getFirst()].exponents();
        this.weights = new double[size][];
        this.powers = new int[size][];
        this.factors = new double[size][];
        this.places = new int[size];
        this.electrons = new double[size];
        this.l = members.stream().mapToInt(s -> shells[s].l()).max().orElseThrow();
        int f = 0;
        for (int s : members) {
            int count = 2 * shells[s].l() + 1;
            double[] weight = normalized(shells[s]);
            for (int m = 0; m < count; m++) {
                weights[f + m] = weight;
                places[f + m] = starts[s] + m;
                this.electrons[f + m] = electrons[s] / count;
            }
            monomials(shells[s].l(), f);
            f += count;
        }
    }

    /** The functions of an atom, shells with equal exponents together. */
    static List<ShellFunctions> of(GaussianShell[] shells, double[] electrons) {
        List<ShellFunctions> all = new ArrayList<>();
        int[] starts = new int[shells.length];
        for (int s = 1; s < shells.length; s++) starts[s] = starts[s - 1] + 2 * shells[s - 1].l() + 1;
        boolean[] taken = new boolean[shells.length];
        for (int s = 0; s < shells.length; s++) {
            if (taken[s]) continue;
            List<Integer> members = new ArrayList<>();
            for (int t = s; t < shells.length; t++) {
                if (taken[t] || !Arrays.equals(shells[s].exponents(), shells[t].exponents())) continue;
                taken[t] = true;
                members.add(t);
            }
            all.add(new ShellFunctions(shells, electrons, starts, members));
        }
        return all;
    }

    /** weight_p of the normalized shell. */
    static double[] normalized(GaussianShell shell) {
        double norm = GaussianOverlap.norm(shell);
        double[] weights = new double[shell.exponents().length];
        Arrays.setAll(weights, p -> norm * shell.weight(p));
        return weights;
    }

    private void monomials(int l, int first) {
        SolidHarmonic[] harmonics = SolidHarmonic.ofOrder(l);
        for (int m = 0; m <= 2 * l; m++) {
            List<int[]> terms = new ArrayList<>();
            for (int i = 0; i <= l; i++)
                for (int j = 0; i + j <= l; j++)
                    if (harmonics[m].term(i, j, l - i - j) != 0.0) terms.add(new int[] {i, j, l - i - j});
            powers[first + m] = terms.stream().flatMapToInt(Arrays::stream).toArray();
            SolidHarmonic harmonic = harmonics[m];
            factors[first + m] = terms.stream()
                    .mapToDouble(t -> harmonic.term(t[0], t[1], t[2]))
                    .toArray();
        }
    }

    int size() {
        return weights.length;
    }

    /** The largest number of electrons in a function. */
    double mostElectrons() {
        double most = 0.0;
        for (double n : electrons) most = Math.max(most, n);
        return most;
    }
}
