package ncenter.kernels.blocks;

/**
 * The map between a shell-pair block H[m1][m2] and its part of angular order lambda,
 * {@code H^lambda[mu] = sum_{m1 m2} cg[m1][m2][mu] H[m1][m2]} (arXiv:2109.12083).
 *
 * <p>The real Clebsch-Gordan array is orthonormal, so the inverse is the same array summed over lambda = |l1-l2|..l1+l2 and mu:
 * call {@link #decoupleAdd} for each lambda on a block of zeros. Immutable and thread-safe.
 */
public final class BlockCoupling {
    private final int blockSize;
    private final int components;
    /** Non-zeros, sorted by element of the block. */
    private final int[] element;

    private final int[] mu;
    private final double[] c;

    /**
     * Prepares the coupling of (l1, l2) to lambda.
     *
     * @param cg dense real coefficients, {@code cg[(m1*(2*l2+1) + m2)*(2*lambda+1) + mu]}
     */
    public BlockCoupling(int l1, int l2, int lambda, double[] cg) {
        if (l1 < 0 || l2 < 0 || lambda < Math.abs(l1 - l2) || lambda > l1 + l2) {
            throw new IllegalArgumentException("BlockCoupling: expected lambda from |l1-l2| to l1+l2, got lambda = "
                    + lambda + " for l1 = " + l1 + ", l2 = " + l2 + "; leave out pairs that cannot couple");
        }
        blockSize = (2 * l1 + 1) * (2 * l2 + 1);
        components = 2 * lambda + 1;
        if (cg.length != blockSize * components) {
            throw new IllegalArgumentException("BlockCoupling: expected " + blockSize * components
                    + " coefficients, got " + cg.length + "; pass the dense array (2*l1+1) x (2*l2+1) x (2*lambda+1)");
        }
        int count = 0;
        for (double value : cg) {
            count += value != 0 ? 1 : 0;
        }
        element = new int[count];
        mu = new int[count];
        c = new double[count];
        int k = 0;
        for (int i = 0; i < cg.length; i++) {
            if (cg[i] != 0) {
                element[k] = i / components;
                mu[k] = i % components;
                c[k++] = cg[i];
            }
        }
    }

    /**
     * Couples samples [from, to): {@code out[(s*(2*lambda+1) + mu)*stride + offset]} is assigned.
     *
     * @param blocks tight, samples x (2*l1+1) x (2*l2+1)
     * @param stride number of properties of a row of {@code out}; {@code offset} is the property to write
     */
    public void couple(double[] blocks, int from, int to, double[] out, int stride, int offset) {
        check("couple", blocks, from, to, out, stride, offset);
        for (int s = from; s < to; s++) {
            int block = s * blockSize;
            int row = s * components * stride + offset;
            for (int m = 0; m < components; m++) {
                out[row + m * stride] = 0;
            }
            for (int k = 0; k < c.length; k++) {
                out[row + mu[k] * stride] += c[k] * blocks[block + element[k]];
            }
        }
    }

    /** Adds the lambda part of samples [from, to) to their blocks; arrays as for {@link #couple}. */
    public void decoupleAdd(double[] coupled, int stride, int offset, int from, int to, double[] blocks) {
        check("decoupleAdd", blocks, from, to, coupled, stride, offset);
        for (int s = from; s < to; s++) {
            int block = s * blockSize;
            int row = s * components * stride + offset;
            for (int k = 0; k < c.length; k++) {
                blocks[block + element[k]] += c[k] * coupled[row + mu[k] * stride];
            }
        }
    }

    private void check(String function, double[] blocks, int from, int to, double[] coupled, int stride, int offset) {
        boolean range = 0 <= from && from <= to && 0 <= offset && offset < stride;
        if (!range || blocks.length < (long) to * blockSize || coupled.length < (long) to * components * stride) {
            throw new IllegalArgumentException(
                    "BlockCoupling." + function + ": expected arrays for samples " + from + " until " + to
                            + " (" + blockSize + " values per block, " + components + " x " + stride
                            + " coupled, property " + offset + "), got "
                            + blocks.length + " and " + coupled.length + " elements; check the sizes");
        }
    }
}
