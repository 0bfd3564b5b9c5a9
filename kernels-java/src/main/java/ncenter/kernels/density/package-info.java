/** Neighbors and neighbor densities expanded in radial functions times spherical harmonics. */
package ncenter.kernels.density;
