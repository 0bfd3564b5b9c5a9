package ncenter.kernels.gaussians;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Atoms at their places; what atoms of one kind (equal charge, shells and filled shells) share is made once. */
final class Atoms {
    private final double[] positions;
    private final int[] kinds;
    private final List<SphericalCharge> charges = new ArrayList<>();
    private final List<ShellGroup> groups = new ArrayList<>();
    private final List<ShellGroup> occupied = new ArrayList<>();
    private final int size;
    private final int maxL;

    Atoms(
            double[] positions,
            double[] charges,
            GaussianShell[][] shells,
            GaussianShell[][] filled,
            double[][] electrons) {
        this.positions = positions.clone();
        this.kinds = new int[charges.length];
        List<Integer> examples = new ArrayList<>();
        List<List<ShellFunctions>> basis = new ArrayList<>();
        List<List<ShellFunctions>> cores = new ArrayList<>();
        int start = 0;
        int l = 0;
        for (int atom = 0; atom < charges.length; atom++) {
            int kind = 0;
            while (kind < examples.size()
                    && !(charges[examples.get(kind)] == charges[atom]
                            && Arrays.equals(electrons[examples.get(kind)], electrons[atom])
                            && alike(shells[examples.get(kind)], shells[atom])
                            && alike(filled[examples.get(kind)], filled[atom]))) kind++;
            if (kind == examples.size()) {
                examples.add(atom);
                basis.add(ShellFunctions.of(shells[atom], new double[shells[atom].length]));
                cores.add(ShellFunctions.of(filled[atom], electrons[atom]));
                this.charges.add(new SphericalCharge(charges[atom], filled[atom], electrons[atom]));
            }
            kinds[atom] = kind;
            for (ShellFunctions group : basis.get(kind)) l = Math.max(l, place(group, atom, start, groups).l);
            for (ShellFunctions group : cores.get(kind))
                if (group.mostElectrons() > 0.0) l = Math.max(l, place(group, atom, 0, occupied).l);
            for (GaussianShell shell : shells[atom]) start += 2 * shell.l() + 1;
        }
        this.size = start;
        this.maxL = l;
    }

    private ShellFunctions place(ShellFunctions group, int atom, int start, List<ShellGroup> all) {
        all.add(new ShellGroup(
                all.size(), group, coordinate(atom, 0), coordinate(atom, 1), coordinate(atom, 2), start));
        return group;
    }

    private static boolean alike(GaussianShell[] a, GaussianShell[] b) {
        if (a.length != b.length) return false;
        for (int s = 0; s < a.length; s++) {
            boolean alike = a[s].l() == b[s].l()
                    && Arrays.equals(a[s].exponents(), b[s].exponents())
                    && Arrays.equals(a[s].coefficients(), b[s].coefficients());
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

    /** Functions of the basis with common exponents, by atom. */
    List<ShellGroup> groups() {
        return groups;
    }

    /** Those that hold electrons, by atom; their rows mean nothing. */
    List<ShellGroup> occupied() {
        return occupied;
    }
}
