package ncenter.kernels.regression;

/**
 * A scalar kernel of compressed invariants (see {@link InvariantMap}), whose mean squared norm over the training samples is one.
 *
 * <p>It multiplies the linear kernel of the equivariant features, k = (F_A F_B^T) kappa(A, B), which stays equivariant because kappa does not
 * change under rotations (symmetry-adapted kernel ridge regression, arXiv:2109.12083).
 */
public sealed interface InvariantKernel {
    /** kappa for the dot product of two invariant vectors and their squared norms. */
    double value(double dot, double squareA, double squareB);

    /** exp(-|a - b|^2 / 2 length^2). */
    record Gaussian(double length) implements InvariantKernel {
        /** @throws IllegalArgumentException if the length is not positive and finite */
        public Gaussian {
            if (!(length > 0.0) || length == Double.POSITIVE_INFINITY)
                throw new IllegalArgumentException("gaussianKernel: a positive length was expected, got " + length);
        }

        @Override
        public double value(double dot, double squareA, double squareB) {
            return Math.exp(Math.min(0.0, 2.0 * dot - squareA - squareB) / (2.0 * length * length));
        }
    }

    /** (constant + a.b)^power. */
    record Polynomial(int power, double constant) implements InvariantKernel {
        /** @throws IllegalArgumentException if the power is negative or the constant is not at least zero and finite */
        public Polynomial {
            if (power < 0 || !(constant >= 0.0) || constant == Double.POSITIVE_INFINITY)
                throw new IllegalArgumentException(
                        "polynomialKernel: a power and a constant of at least 0 were expected, got power=" + power
                                + ", constant=" + constant);
        }

        @Override
        public double value(double dot, double squareA, double squareB) {
            double base = constant + dot;
            double result = 1.0;
            for (int k = 0; k < power; k++) result *= base;
            return result;
        }
    }
}
