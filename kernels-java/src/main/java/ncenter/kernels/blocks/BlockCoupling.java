package ncenter.kernels.blocks;

import ncenter.kernels.math.ClebschGordan;

/** Couples shell-pair blocks (l1, l2) of a matrix to irreducible parts lambda, and back (arXiv:2109.12083). */
public final class BlockCoupling {
    private BlockCoupling() {}

    /** out[s*(2 lambda+1)+mu] = sum cg[m1,m2,mu] block[(s*(2 l1+1)+m1)*(2 l2+1)+m2]. */
    public static void couple(int l1, int l2, int lambda, double[] block, int samples, double[] out) {
        double[] cg = ClebschGordan.real(l1, l2, lambda);
        int pairs = (2 * l1 + 1) * (2 * l2 + 1);
        int n3 = 2 * lambda + 1;
        for (int s = 0; s < samples; s++) {
            for (int mu = 0; mu < n3; mu++) {
                double sum = 0.0;
                for (int ab = 0; ab < pairs; ab++) sum += cg[ab * n3 + mu] * block[s * pairs + ab];
                out[s * n3 + mu] = sum;
            }
        }
    }

    /** block[(s*(2 l1+1)+m1)*(2 l2+1)+m2] += sum over mu of cg[m1,m2,mu] part[s*(2 lambda+1)+mu]; summed over all lambda, the inverse. */
    public static void decoupleAdd(int l1, int l2, int lambda, double[] part, int samples, double[] block) {
        double[] cg = ClebschGordan.real(l1, l2, lambda);
        int pairs = (2 * l1 + 1) * (2 * l2 + 1);
        int n3 = 2 * lambda + 1;
        for (int s = 0; s < samples; s++) {
            for (int ab = 0; ab < pairs; ab++) {
                double sum = 0.0;
                for (int mu = 0; mu < n3; mu++) sum += cg[ab * n3 + mu] * part[s * n3 + mu];
                block[s * pairs + ab] += sum;
            }
        }
    }
}
