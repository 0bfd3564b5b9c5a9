package ncenter.kernels.gaussians;

import ncenter.kernels.lanes.KernelForm;

/**
 * The Coulomb energy of the products of two groups in the field of all atoms, nuclei and electrons: the block of V + J.
 *
 * <p>All atoms act on a pair of primitives through one sum of Hermite integrals; it is contracted once.
 */
abstract class CoulombBlock {
    /** The block in the field of {@code atoms}. Not safe for several threads: it owns its work space. */
    static CoulombBlock of(KernelForm form, Atoms atoms) {
        return form == KernelForm.VECTOR ? new VectorCoulombBlock(atoms) : new PlainCoulombBlock(atoms);
    }

    /** Adds the block to {@code out}, a row per function of the first group. */
    abstract void add(HermitePair pair, double[] out);
}
