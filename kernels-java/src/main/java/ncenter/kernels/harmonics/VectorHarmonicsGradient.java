package ncenter.kernels.harmonics;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Values and gradients of harmonics, one point per lane: the gradient of the solid form r^l Y_lm on the unit sphere, its radial part l Y_lm
 * taken off (Euler), divided by the distance.
 *
 * <p>Upward in l for each m, as {@link VectorSphericalHarmonics}. The gradient needs three functions of z beside q_lm: h_lm = F_lm (l+m)
 * Q_l-1,m, which is q_l-1,m times a constant; o_lm = F_lm Q_l-1,m+1; and z o_lm - h_lm = F_lm Q_l,m+1 gives the next o.
 */
final class VectorHarmonicsGradient {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();
    private static final int TILE = VectorSphericalHarmonics.TILE;

    /** Factors of one step: a and b of the next q, then (l+m) F_lm / F_l-1,m of h_lm, F_l+1,m / F_lm of the next o, and -l. */
    private static final int SLOPES = 5;

    private final int lMax;
    private final int stride;
    /** Numbers of one axis. */
    private final int axis;

    private final double[] starts;
    /** m by m, from l = m to lMax. */
    private final double[] slopes;

    /** @param starts and factors of {@link VectorSphericalHarmonics} */
    VectorHarmonicsGradient(SphericalHarmonics plain, double[] starts, double[] factors, int stride) {
        this.lMax = plain.lMax();
        this.stride = stride;
        this.axis = plain.size() * stride;
        this.starts = starts;
        this.slopes = new double[factors.length / 2 * SLOPES];
        int k = 0;
        for (int m = 0; m <= lMax; m++) {
            for (int l = m; l <= lMax; l++, k++) {
                int at = SLOPES * k;
                slopes[at] = factors[2 * k];
                slopes[at + 1] = factors[2 * k + 1];
                if (l > m) slopes[at + 2] = (l + m) * plain.factor(l, m) / plain.factor(l - 1, m);
                if (l < lMax) slopes[at + 3] = plain.factor(l + 1, m) / plain.factor(l, m);
                slopes[at + 4] = -l;
            }
        }
    }

    /** Lanes of one vector: values out[to + lm * stride], gradients[at + axis * size * stride + lm * stride]. */
    void lanes(double[] points, int v, double[] out, int to, double[] gradients, int at) {
        lanes(lMax, stride, starts, slopes, points, v, out, to, gradients, at, axis);
    }

    // size: one loop over a dozen vectors, which must not be handed to another method
    private static void lanes(
            int lMax,
            int stride,
            double[] starts,
            double[] slopes,
            double[] points,
            int v,
            double[] out,
            int to,
            double[] gradients,
            int at,
            int axis) {
        DoubleVector x = DoubleVector.fromArray(S, points, v);
        DoubleVector y = DoubleVector.fromArray(S, points, TILE + v);
        DoubleVector z = DoubleVector.fromArray(S, points, 2 * TILE + v);
        DoubleVector r = x.mul(x).add(y.mul(y)).add(z.mul(z)).sqrt();
        DoubleVector one = DoubleVector.broadcast(S, 1.0);
        // For the zero vector all is zero, and Y_00 is stored once more at the end.
        VectorMask<Double> zero = r.compare(VectorOperators.EQ, 0.0);
        DoubleVector inverse = one.div(r).blend(0.0, zero);
        x = x.mul(inverse);
        y = y.mul(inverse);
        z = z.mul(inverse);
        int f = 0;
        DoubleVector c = one.blend(0.0, zero);
        DoubleVector s = DoubleVector.zero(S);
        DoubleVector cSlope = s;
        DoubleVector sSlope = s;
        for (int m = 0; m <= lMax; m++) {
            DoubleVector q = DoubleVector.broadcast(S, starts[m]);
            DoubleVector before = DoubleVector.zero(S);
            DoubleVector lower = before;
            DoubleVector outer = before;
            int plus = m * (m + 2) * stride;
            int minus = m * m * stride;
            int step = 2 * (m + 1) * stride;
            do {
                q.mul(c).intoArray(out, to + plus);
                DoubleVector own = q.mul(inverse);
                DoubleVector radial = own.mul(slopes[f + 4]);
                DoubleVector height = lower.mul(slopes[f + 2]);
                DoubleVector along = radial.add(outer);
                outer = outer.mul(z).sub(height).mul(slopes[f + 3]);
                height = radial.fma(z, height);
                lower = own;
                DoubleVector alongC = along.mul(c);
                DoubleVector acrossC = own.mul(cSlope);
                DoubleVector acrossS = own.mul(sSlope);
                int up = at + plus;
                x.fma(alongC, acrossC).intoArray(gradients, up);
                y.mul(alongC).sub(acrossS).intoArray(gradients, up + axis);
                height.mul(c).intoArray(gradients, up + 2 * axis);
                // m = 0 has no rows of sines.
                if (m > 0) {
                    q.mul(s).intoArray(out, to + minus);
                    DoubleVector alongS = along.mul(s);
                    int down = at + minus;
                    x.fma(alongS, acrossS).intoArray(gradients, down);
                    y.fma(alongS, acrossC).intoArray(gradients, down + axis);
                    height.mul(s).intoArray(gradients, down + 2 * axis);
                }
                DoubleVector next = q.fma(z.mul(slopes[f]), before.mul(slopes[f + 1]));
                before = q;
                q = next;
                f += SLOPES;
                plus += step;
                minus += step;
                step += 2 * stride;
            } while (plus < axis);
            cSlope = c.mul(m + 1);
            sSlope = s.mul(m + 1);
            DoubleVector turned = x.mul(c).sub(y.mul(s));
            s = x.fma(s, y.mul(c));
            c = turned;
        }
        DoubleVector.broadcast(S, starts[0]).intoArray(out, to);
    }
}
