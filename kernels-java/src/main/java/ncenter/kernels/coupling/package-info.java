/** Clebsch-Gordan products of spherical blocks. */
package ncenter.kernels.coupling;
