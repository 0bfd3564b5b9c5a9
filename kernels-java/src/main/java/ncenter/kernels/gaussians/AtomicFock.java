package ncenter.kernels.gaussians;

import ncenter.kernels.lanes.KernelForm;
import ncenter.kernels.linalg.Tasks;

/**
 * The Fock matrix of a superposition of spherical atoms, the usual first matrix of a self-consistent field: one restricted Hartree-Fock build
 * F = T + V + J[D] - K[D]/2 with D diagonal in the occupied functions, D_cc = n/(2l+1) for a function of a shell that holds n electrons. These are
 * functions of the basis or others: the occupied orbitals of an atom are single functions of a minimal basis.
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
    private final ShellGroup[] occupied;

    /**
     * Electrons in the functions of the basis itself.
     *
     * @param positions 3 per atom, in bohr
     * @param charges   nuclear charge per atom
     * @param shells    per atom
     * @param electrons per atom and shell, 0 to 2(2l+1)
     * @throws IllegalArgumentException if lengths do not fit, a number is not finite or out of range, or two atoms are at the same place
     */
    public AtomicFock(double[] positions, double[] charges, GaussianShell[][] shells, double[][] electrons) {
        this(positions, charges, shells, shells, electrons);
    }

    /**
     * Electrons in functions of their own.
     *
     * @param filled    per atom, the shells that hold electrons; they need not belong to the basis
     * @param electrons per atom and shell of {@code filled}
     */
    public AtomicFock(
            double[] positions,
            double[] charges,
            GaussianShell[][] shells,
            GaussianShell[][] filled,
            double[][] electrons) {
        AtomicFockInput.check(positions, charges, shells, filled, electrons);
        this.atoms = new Atoms(positions, charges, shells, filled, electrons);
        this.groups = atoms.groups().toArray(ShellGroup[]::new);
        this.occupied = atoms.occupied().toArray(ShellGroup[]::new);
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
        HermitePair[] products = new HermitePair[count * occupied.length];
        tasks.forEach(
                products.length,
                k -> products[k] = new HermitePair(groups[k / occupied.length], occupied[k % occupied.length]));
        tasks.forEach(
                rows.length, k -> block(form, groups[rows[k]], groups[k - rows[k] * (rows[k] + 1) / 2], products, out));
    }

    /** @param products of every group of the basis with every occupied one */
    private void block(KernelForm form, ShellGroup a, ShellGroup b, HermitePair[] products, double[] out) {
        HermitePair pair = new HermitePair(a, b);
        double[] block = pair.kinetic;
        CoulombBlock.of(form, atoms).add(pair, block);
        ExchangeBlock exchange = ExchangeBlock.of(form, atoms.maxL());
        for (int c = 0; c < occupied.length; c++) {
            HermitePair ac = products[a.number() * occupied.length + c];
            HermitePair cb = products[b.number() * occupied.length + c];
            exchange.add(-0.5, a, b, ac, cb, block);
        }
        int columns = b.functions().size();
        for (int f = 0; f < a.functions().size(); f++)
            for (int g = 0; g < columns; g++) {
                out[a.row(f) * size() + b.row(g)] = block[f * columns + g];
                out[b.row(g) * size() + a.row(f)] = block[f * columns + g];
            }
    }
}
