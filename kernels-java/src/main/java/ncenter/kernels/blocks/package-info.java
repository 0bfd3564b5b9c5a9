/** Blocks of matrices over atomic orbitals: gather and scatter, coupling to irreducible parts and back. */
package ncenter.kernels.blocks;
