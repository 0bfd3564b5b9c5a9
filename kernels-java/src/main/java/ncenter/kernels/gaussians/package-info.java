/** Integrals over Gaussian atomic orbitals that learning needs: their overlap, and the Fock matrix of superposed atoms. */
package ncenter.kernels.gaussians;
