/** Special functions, real Clebsch-Gordan coefficients and rotations: the mathematics every other kernel stands on. */
package ncenter.kernels.math;
