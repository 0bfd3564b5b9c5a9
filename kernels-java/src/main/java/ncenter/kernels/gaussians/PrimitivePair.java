package ncenter.kernels.gaussians;

/**
 * The products of two primitives as Hermite Gaussians.
 *
 * @param p            the sum of their exponents
 * @param x,y,z        the center of their product
 * @param coefficients row-major: function of the first group, function of the second, Hermite Gaussian
 * @param norm         an upper bound of the square root of the self-repulsion of any of the products
 * @param potential    an upper bound of the potential of any of the products anywhere
 */
record PrimitivePair(double p, double x, double y, double z, double[] coefficients, double norm, double potential) {}
