/** Radial functions and the integrals of a neighbor's shape against them. */
package ncenter.kernels.radial;
