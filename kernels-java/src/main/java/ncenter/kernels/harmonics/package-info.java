/** Real spherical harmonics and their gradients. */
package ncenter.kernels.harmonics;
