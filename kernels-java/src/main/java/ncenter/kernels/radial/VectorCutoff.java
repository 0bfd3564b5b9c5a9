package ncenter.kernels.radial;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link CutoffFunction} for many distances: sin^2(pi s / 2) with s = (cutoff - r) / smoothing held between 0 and 1; sine and cosine are
 * Taylor polynomials about 0 of degree 21 and 20, good to one unit in the last place on this range.
 */
final class VectorCutoff {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();
    /** 1, -1/3!, 1/5! ... and 1, -1/2!, 1/4! ... */
    private static final double[] SINE = coefficients(1);

    private static final double[] COSINE = coefficients(0);

    private final double cutoff;
    private final double steepness;

    VectorCutoff(CutoffFunction plain) {
        this.cutoff = plain.cutoff();
        // A step: any distance below the cutoff is far enough inside.
        this.steepness = plain.smoothing() == 0.0 ? Double.MAX_VALUE : 1 / plain.smoothing();
    }

    /**
     * out[at + k] = f_c(r[k]) for k in [0, count), a multiple of the lanes. Everything in one method: vectors that pass between methods may
     * become objects.
     */
    void values(double[] r, int count, double[] out, int at) {
        int top = SINE.length - 1;
        for (int k = 0; k < count; k += LANES) {
            DoubleVector s = DoubleVector.fromArray(S, r, k).neg().add(cutoff).mul(steepness);
            DoubleVector x = s.max(0.0).min(1.0).mul(0.5 * Math.PI);
            DoubleVector square = x.mul(x);
            DoubleVector sine = DoubleVector.broadcast(S, SINE[top]);
            for (int i = top - 1; i >= 0; i--) sine = sine.fma(square, DoubleVector.broadcast(S, SINE[i]));
            sine = sine.mul(x);
            sine.mul(sine).intoArray(out, at + k);
        }
    }

    /** out[at + k] = df_c/dr(r[k]) = -pi / smoothing sin(pi s / 2) cos(pi s / 2); zero where f_c is 0 or 1. */
    void derivatives(double[] r, int count, double[] out, int at) {
        int top = SINE.length - 1;
        for (int k = 0; k < count; k += LANES) {
            DoubleVector s = DoubleVector.fromArray(S, r, k).neg().add(cutoff).mul(steepness);
            DoubleVector x = s.max(0.0).min(1.0).mul(0.5 * Math.PI);
            DoubleVector square = x.mul(x);
            DoubleVector sine = DoubleVector.broadcast(S, SINE[top]);
            DoubleVector cosine = DoubleVector.broadcast(S, COSINE[top]);
            for (int i = top - 1; i >= 0; i--) {
                sine = sine.fma(square, DoubleVector.broadcast(S, SINE[i]));
                cosine = cosine.fma(square, DoubleVector.broadcast(S, COSINE[i]));
            }
            DoubleVector slope = sine.mul(x).mul(cosine);
            VectorMask<Double> flat = x.compare(VectorOperators.GE, 0.5 * Math.PI);
            slope.mul(-Math.PI).mul(Math.min(steepness, 1e300)).blend(0.0, flat).intoArray(out, at + k);
        }
    }

    private static double[] coefficients(int lowest) {
        double[] out = new double[11];
        double f = 1.0;
        for (int k = 0; k < out.length; k++) {
            out[k] = f;
            int power = 2 * k + lowest;
            f /= -(power + 1.0) * (power + 2.0);
        }
        return out;
    }
}
