package ncenter.kernels.gaussians;

import ncenter.kernels.lanes.KernelForm;
import ncenter.kernels.linalg.Tasks;

/**
 * The Fock matrix of a superposition of spherical atoms, the usual first matrix of a self-consistent field: one restricted Hartree-Fock build
 * F = T + V + J[D] - K[D]/2 with D diagonal in the atomic orbitals, D_cc = n/(2l+1) for a function of a shell that holds n electrons.
 *
 * <p>T is the kinetic energy, V the attraction of all nuclei, J_ab = sum_c D_cc (ab|cc), K_ab = sum_c D_cc (ac|cb). Functions are the normalized
 * contracted ones of {@link GaussianOverlap}. Integrals by expansion in Hermite Gaussians (McMurchie and Davidson, J. Comput. Phys. 26, 218
 * (1978); Helgaker, Jorgensen and Olsen, Molecular Electronic-Structure Theory, chapter 9): products of functions are expanded once, V + J is one
 * sum over the neutral atoms, K one over the occupied functions. Pairs and quartets of primitives with an upper bound below 1e-18 and 1e-17 hartree
 * are left out, which changes matrix elements by about 1e-14 at most.
 */
public final class AtomicFock {
    /** The highest angular momentum. */
    public static final int MAX_L = 4;

    private final Atoms atoms;
    private final ShellGroup[] groups;

    /**
     * @param positions 3 per atom, in bohr
     * @param charges   nuclear charge per atom
     * @param shells    per atom
     * @param electrons per atom and shell, 0 to 2(2l+1)
     * @throws IllegalArgumentException if lengths do not fit, a number is not finite or out of range, or two atoms are at the same place
     */
    public AtomicFock(double[] positions, double[] charges, GaussianShell[][] shells, double[][] electrons) {
        AtomicFockInput.check(positions, charges, shells, electrons);
        this.atoms = new Atoms(positions, charges, shells, electrons);
        this.groups = atoms.groups().toArray(ShellGroup[]::new);
    }

    /** Number of functions. */
    public int size() {
        return atoms.size();
    }

    /**
     * Writes the matrix in hartree, row-major: atoms in order, their shells as given, m = -l..l (p is y, z, x). The bits do not depend on
     * {@code tasks}.
     *
     * @throws IllegalArgumentException if {@code out} has another length than the square of {@link #size()}
     */
    public void into(Tasks tasks, double[] out) {
        into(KernelForm.chosen(), tasks, out);
    }

    /** The same in one form of the kernels; the two differ by rounding. */
    public void into(KernelForm form, Tasks tasks, double[] out) {
        if (out.length != atoms.size() * atoms.size())
            throw new IllegalArgumentException("AtomicFock: room for " + atoms.size() + " x " + atoms.size()
                    + " numbers was expected, got " + out.length);
        int count = groups.length;
        int[] rows = new int[count * (count + 1) / 2];
        for (int i = 0, at = 0; i < count; i++) for (int j = 0; j <= i; j++) rows[at++] = i;
        HermitePair[] pairs = new HermitePair[rows.length];
        tasks.forEach(pairs.length, k -> pairs[k] = new HermitePair(groups[rows[k]], groups[k - at(rows[k], 0)]));
        tasks.forEach(pairs.length, k -> block(form, pairs[k], pairs, out));
    }

    /** Where the pair of groups i and j stands. */
    private static int at(int i, int j) {
        return i >= j ? i * (i + 1) / 2 + j : j * (j + 1) / 2 + i;
    }

    private void block(KernelForm form, HermitePair pair, HermitePair[] pairs, double[] out) {
        ShellGroup a = pair.first;
        ShellGroup b = pair.second;
        double[] block = pair.kinetic.clone();
        CoulombBlock.of(form, atoms).add(pair, block);
        ExchangeBlock exchange = ExchangeBlock.of(form, atoms.maxL());
        for (ShellGroup c : groups) {
            if (c.functions().mostElectrons() == 0.0) continue;
            exchange.add(-0.5, a, b, pairs[at(a.number(), c.number())], pairs[at(c.number(), b.number())], block);
        }
        int columns = b.functions().size();
        for (int f = 0; f < a.functions().size(); f++)
            for (int g = 0; g < columns; g++) {
                out[a.row(f) * size() + b.row(g)] = block[f * columns + g];
                out[b.row(g) * size() + a.row(f)] = block[f * columns + g];
            }
    }
}
