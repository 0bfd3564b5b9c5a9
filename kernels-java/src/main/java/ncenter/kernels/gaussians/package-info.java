/** Integrals over Gaussian atomic orbitals that learning needs: their overlap. */
package ncenter.kernels.gaussians;
