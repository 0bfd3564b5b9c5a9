package ncenter.kernels.density;

import ncenter.kernels.harmonics.SphericalHarmonics;
import ncenter.kernels.lanes.KernelForm;
import ncenter.kernels.radial.CutoffFunction;
import ncenter.kernels.radial.RadialIntegral;
import ncenter.kernels.radial.RadialScaling;

/**
 * Expansion of single neighbors, &lt;nlm|g_ij&gt; = f_c(r) u(r) I_nl(r) Y_lm(r_ij), and their sums over neighbors, &lt;a nlm|rho_i&gt;
 * (arXiv:2109.12083). Vectors are r_j - r_i in angstrom, three numbers each; the zero vector is the atom itself and has only l = 0.
 *
 * <p>Thread-safe; scratch is kept from call to call.
 */
public final class PairExpansion {
    private final int lMax;
    private final int nMax;
    private final ExpansionForm form;

    /**
     * Takes the form that {@link KernelForm#chosen()} names at this moment.
     *
     * @throws IllegalArgumentException if the radial integral and the harmonics have different lMax
     */
    public PairExpansion(
            SphericalHarmonics harmonics, RadialIntegral radial, CutoffFunction cutoff, RadialScaling scaling) {
        if (harmonics.lMax() != radial.lMax()) {
            throw new IllegalArgumentException("PairExpansion: equal lMax were expected, got " + harmonics.lMax()
                    + " of the harmonics and " + radial.lMax() + " of the radial integral");
        }
        this.lMax = harmonics.lMax();
        this.nMax = radial.nMax();
        this.form = KernelForm.chosen() == KernelForm.VECTOR
                ? new VectorPairExpansion(harmonics, radial, cutoff, scaling)
                : new PlainPairExpansion(harmonics, radial, cutoff, scaling);
    }

    public int lMax() {
        return lMax;
    }

    public int nMax() {
        return nMax;
    }

    /** out[l][(p*(2l+1)+m)*nMax+n] = coefficient of pair p, for p in [from, to). out[l] = null: not wanted. */
    public void pairs(double[] vectors, int from, int to, double[][] out) {
        form.pairs(vectors, from, to, out);
    }

    /**
     * out[l][((row[p]*(2l+1)+m)*channels + channel[p])*nMax + n] += coefficient of pair p, for p in [from, to). out[l] = null: not wanted.
     * Pairs in sequence with one row and channel are summed in this order, then added: the sum does not depend on the pairs around them.
     */
    public void accumulate(double[] vectors, int from, int to, int[] row, int[] channel, int channels, double[][] out) {
        form.accumulate(vectors, from, to, row, 0, channel, 0, channels, out);
    }

    /** The same with one channel for all pairs and rows counted from {@code firstRow}: the row of pair p is row[p] - firstRow. */
    public void accumulate(
            double[] vectors, int from, int to, int[] row, int firstRow, int channel, int channels, double[][] out) {
        form.accumulate(vectors, from, to, row, firstRow, null, channel, channels, out);
    }

    /**
     * Derivatives of the pair coefficients with respect to the vector: out[l][((p*3+axis)*(2l+1)+m)*nMax+n] for p in [from, to). out[l] =
     * null: not wanted. At the zero vector all derivatives are set to zero: an atom moves with itself.
     */
    public void gradients(double[] vectors, int from, int to, double[][] out) {
        form.gradients(vectors, from, to, out);
    }
}
