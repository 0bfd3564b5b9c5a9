package ncenter.kernels.gaussians;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Atoms at their places; what atoms of one kind (equal charge, shells and electrons) share is made once. */
final class Atoms {
    private final double[] positions;
    private final int[] kinds;
    private final List<SphericalCharge> charges = new ArrayList<>();
    private final List<ShellGroup> groups = new ArrayList<>();
    private final int size;
    private final int maxL;

    Atoms(double[] positions, double[] charges, GaussianShell[][] shells, double[][] electrons) {
        this.positions = positions.clone();
        this.kinds = new int[charges.length];
        List<Integer> examples = new ArrayList<>();
        List<List<ShellFunctions>> functions = new ArrayList<>();
        int start = 0;
        int l = 0;
        for (int atom = 0; atom < charges.length; atom++) {
            int kind = 0;
            while (kind < examples.size() && !alike(examples.get(kind), atom, charges, shells, electrons)) kind++;
            if (kind == examples.size()) {
                examples.add(atom);
                functions.add(ShellFunctions.of(shells[atom], electrons[atom]));
                this.charges.add(new SphericalCharge(charges[atom], shells[atom], electrons[atom]));
            }
            kinds[atom] = kind;
            for (ShellFunctions group : functions.get(kind)) {
                groups.add(new ShellGroup(
                        groups.size(), group, coordinate(atom, 0), coordinate(atom, 1), coordinate(atom, 2), start));
                l = Math.max(l, group.l);
            }
            for (GaussianShell shell : shells[atom]) start += 2 * shell.l() + 1;
        }
        this.size = start;
        this.maxL = l;
    }

    private static boolean alike(int a, int b, double[] charges, GaussianShell[][] shells, double[][] electrons) {
        if (charges[a] != charges[b]
                || shells[a].length != shells[b].length
                || !Arrays.equals(electrons[a], electrons[b])) return false;
        for (int s = 0; s < shells[a].length; s++) {
            GaussianShell first = shells[a][s];
            GaussianShell second = shells[b][s];
            boolean alike = first.l() == second.l()
                    && Arrays.equals(first.exponents(), second.exponents())
                    && Arrays.equals(first.coefficients(), second.coefficients());
            if (!alike) return false;
        }
        return true;
    }

    int count() {
        return kinds.length;
    }

    /** Number of functions of all atoms. */
    int size() {
        return size;
    }

    /** The highest angular momentum. */
    int maxL() {
        return maxL;
    }

    double coordinate(int atom, int axis) {
        return positions[3 * atom + axis];
    }

    int kinds() {
        return charges.size();
    }

    int kind(int atom) {
        return kinds[atom];
    }

    SphericalCharge chargeOf(int kind) {
        return charges.get(kind);
    }

    /** Functions with common exponents, by atom. */
    List<ShellGroup> groups() {
        return groups;
    }
}
