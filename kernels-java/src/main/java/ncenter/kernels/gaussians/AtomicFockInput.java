package ncenter.kernels.gaussians;

/** What {@link AtomicFock} refuses. */
final class AtomicFockInput {
    private AtomicFockInput() {}

    /** Throws if the lengths do not fit each other or a number makes no sense. */
    static void check(
            double[] positions,
            double[] charges,
            GaussianShell[][] shells,
            GaussianShell[][] filled,
            double[][] electrons) {
        int atoms = charges.length;
        if (positions.length != 3 * atoms
                || shells.length != atoms
                || filled.length != atoms
                || electrons.length != atoms)
            throw new IllegalArgumentException("AtomicFock: 3 coordinates, shells and electrons of each of " + atoms
                    + " charges were expected, got " + positions.length + " coordinates, shells of "
                    + Math.min(shells.length, filled.length) + " atoms and electrons of " + electrons.length);
        for (double x : positions)
            if (!Double.isFinite(x))
                throw new IllegalArgumentException("AtomicFock: finite positions in bohr were expected, got " + x);
        for (int atom = 0; atom < atoms; atom++) {
            if (!(charges[atom] >= 0.0 && charges[atom] < Double.POSITIVE_INFINITY))
                throw new IllegalArgumentException("AtomicFock: a nuclear charge of at least 0 was expected for atom "
                        + atom + ", got " + charges[atom]);
            for (int s = 0; s < shells[atom].length; s++) checkOrder(atom, s, shells[atom][s]);
            checkElectrons(atom, filled[atom], electrons[atom]);
            for (int other = 0; other < atom; other++) checkApart(positions, other, atom);
        }
    }

    private static void checkOrder(int atom, int s, GaussianShell shell) {
        if (shell.l() > AtomicFock.MAX_L)
            throw new IllegalArgumentException("AtomicFock: shells of l up to " + AtomicFock.MAX_L
                    + " were expected, got l=" + shell.l() + " for shell " + s + " of atom " + atom);
    }

    private static void checkElectrons(int atom, GaussianShell[] shells, double[] electrons) {
        if (shells.length != electrons.length)
            throw new IllegalArgumentException("AtomicFock: electrons of each of " + shells.length
                    + " shells were expected for atom " + atom + ", got " + electrons.length);
        for (int s = 0; s < shells.length; s++) {
            checkOrder(atom, s, shells[s]);
            int l = shells[s].l();
            double most = 2.0 * (2 * l + 1);
            if (!(electrons[s] >= 0.0 && electrons[s] <= most))
                throw new IllegalArgumentException(
                        "AtomicFock: 0 to " + (int) most + " electrons were expected in shell " + s + " (l=" + l
                                + ") of atom " + atom + ", got " + electrons[s]);
        }
    }

    private static void checkApart(double[] positions, int a, int b) {
        double sum = 0.0;
        for (int axis = 0; axis < 3; axis++) sum += Math.abs(positions[3 * a + axis] - positions[3 * b + axis]);
        if (sum == 0.0)
            throw new IllegalArgumentException(
                    "AtomicFock: atoms at different places were expected, atoms " + a + " and " + b + " are both at "
                            + positions[3 * a] + ", " + positions[3 * a + 1] + ", " + positions[3 * a + 2] + " bohr");
    }
}
