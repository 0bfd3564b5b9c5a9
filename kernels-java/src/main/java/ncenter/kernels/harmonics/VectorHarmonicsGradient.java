package ncenter.kernels.harmonics;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Values and gradients of harmonics, one point per lane: the gradient of the solid form r^l Y_lm on the unit sphere, its radial part l Y_lm
 * taken off (Euler), divided by the distance.
 *
 * <p>The solid form needs Q_l-1^m+1 and Q_l-1^m; they are kept in a row that each l overwrites from the outside in.
 */
final class VectorHarmonicsGradient {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();
    private static final int TILE = VectorSphericalHarmonics.TILE;

    private final int lMax;
    private final double first;
    private final double[] top;
    private final double[] alongZ;
    private final double[] acrossZ;
    /** F_lm / F_l-1,m+1 and (l+m) F_lm / F_l-1,m in the order of use, without m = l; zero where the lower harmonic does not exist. */
    private final double[] lowerAcross;

    private final double[] lowerAlong;

    VectorHarmonicsGradient(SphericalHarmonics plain, double[] top, double[] alongZ, double[] acrossZ) {
        this.lMax = plain.lMax();
        this.first = plain.factor(0, 0);
        this.top = top;
        this.alongZ = alongZ;
        this.acrossZ = acrossZ;
        this.lowerAcross = new double[alongZ.length];
        this.lowerAlong = new double[alongZ.length];
        int k = 0;
        for (int l = 1; l <= lMax; l++) {
            for (int m = l - 1; m >= 0; m--, k++) {
                lowerAcross[k] = m + 1 > l - 1 ? 0.0 : plain.factor(l, m) / plain.factor(l - 1, m + 1);
                lowerAlong[k] = (l + m) * plain.factor(l, m) / plain.factor(l - 1, m);
            }
        }
    }

    /** Lanes of one vector: values out[to + lm * TILE], gradients[at + (axis * size + lm) * TILE]. */
    void lanes(int v, double[] out, int to, double[] gradients, int at, double[] scratch) {
        int axis = (lMax + 1) * (lMax + 1) * TILE;
        DoubleVector q = DoubleVector.broadcast(S, first);
        q.intoArray(out, to);
        q.intoArray(scratch, lowerRow() * TILE + v);
        for (int d = 0; d < 3; d++) DoubleVector.zero(S).intoArray(gradients, at + d * axis);
        scaledWaves(scratch, v);
        for (int l = 1, k = 0; l <= lMax; k += l, l++) {
            int center = l * (l + 1) * TILE;
            outermost(l, out, to + center, gradients, at + center, scratch, v);
            inner(l, k, out, to + center, gradients, at + center, scratch, v);
            innermost(l, k + l - 1, out, to + center, gradients, at + center, scratch, v);
        }
    }

    /** Rows of c_m / r and s_m / r begin here, after c_m and s_m. */
    private int scaledRow() {
        return VectorSphericalHarmonics.WAVES + 2 * (lMax + 1);
    }

    /** Rows of q_l-1,m, replaced by q_lm as soon as they are used. */
    private int lowerRow() {
        return VectorSphericalHarmonics.WAVES + 4 * (lMax + 1);
    }

    private void scaledWaves(double[] scratch, int v) {
        DoubleVector inverse = DoubleVector.fromArray(S, scratch, VectorSphericalHarmonics.INVERSE * TILE + v);
        int from = VectorSphericalHarmonics.WAVES * TILE + v;
        int to = scaledRow() * TILE + v;
        for (int k = 0; k < 2 * (lMax + 1) * TILE; k += TILE)
            DoubleVector.fromArray(S, scratch, from + k).mul(inverse).intoArray(scratch, to + k);
    }

    /** m = l: only the waves depend on the direction. Leaves l x / r, l y / r, l z / r in the rows of {@link #radialRow}. */
    private void outermost(int l, double[] out, int to, double[] gradients, int at, double[] scratch, int v) {
        int axis = (lMax + 1) * (lMax + 1) * TILE;
        int row = (VectorSphericalHarmonics.WAVES + 2 * l) * TILE + v;
        DoubleVector scale = DoubleVector.fromArray(S, scratch, VectorSphericalHarmonics.INVERSE * TILE + v)
                .mul((double) l);
        DoubleVector x = DoubleVector.fromArray(S, scratch, VectorSphericalHarmonics.X * TILE + v)
                .mul(scale);
        DoubleVector y = DoubleVector.fromArray(S, scratch, VectorSphericalHarmonics.Y * TILE + v)
                .mul(scale);
        DoubleVector z = DoubleVector.fromArray(S, scratch, VectorSphericalHarmonics.Z * TILE + v)
                .mul(scale);
        int radial = radialRow() * TILE + v;
        x.intoArray(scratch, radial);
        y.intoArray(scratch, radial + TILE);
        z.intoArray(scratch, radial + 2 * TILE);
        DoubleVector q = DoubleVector.broadcast(S, top[l]);
        q.intoArray(scratch, (lowerRow() + l) * TILE + v);
        DoubleVector plus = q.mul(DoubleVector.fromArray(S, scratch, row));
        DoubleVector minus = q.mul(DoubleVector.fromArray(S, scratch, row + TILE));
        plus.intoArray(out, to + l * TILE);
        minus.intoArray(out, to - l * TILE);
        int scaled = (scaledRow() + 2 * (l - 1)) * TILE + v;
        DoubleVector slope = q.mul((double) l);
        DoubleVector cosine = slope.mul(DoubleVector.fromArray(S, scratch, scaled));
        DoubleVector sine = slope.mul(DoubleVector.fromArray(S, scratch, scaled + TILE));
        cosine.sub(x.mul(plus)).intoArray(gradients, at + l * TILE);
        sine.sub(x.mul(minus)).intoArray(gradients, at - l * TILE);
        y.fma(plus, sine).neg().intoArray(gradients, at + axis + l * TILE);
        cosine.sub(y.mul(minus)).intoArray(gradients, at + axis - l * TILE);
        z.mul(plus).neg().intoArray(gradients, at + 2 * axis + l * TILE);
        z.mul(minus).neg().intoArray(gradients, at + 2 * axis - l * TILE);
    }

    private int radialRow() {
        return lowerRow() + lMax + 1;
    }

    /** m from l-1 down to 1. Leaves q_l1, q_l2 and q_l-1,1 for the last step. */
    private void inner(int l, int start, double[] out, int to, double[] gradients, int at, double[] scratch, int v) {
        int axis = (lMax + 1) * (lMax + 1) * TILE;
        int radial = radialRow() * TILE + v;
        DoubleVector x = DoubleVector.fromArray(S, scratch, VectorSphericalHarmonics.X * TILE + v);
        DoubleVector y = DoubleVector.fromArray(S, scratch, VectorSphericalHarmonics.Y * TILE + v);
        DoubleVector z = DoubleVector.fromArray(S, scratch, VectorSphericalHarmonics.Z * TILE + v);
        DoubleVector rho2 = DoubleVector.fromArray(S, scratch, VectorSphericalHarmonics.RHO2 * TILE + v);
        DoubleVector xRadial = DoubleVector.fromArray(S, scratch, radial).neg();
        DoubleVector yRadial = DoubleVector.fromArray(S, scratch, radial + TILE).neg();
        DoubleVector zRadial =
                DoubleVector.fromArray(S, scratch, radial + 2 * TILE).neg();
        DoubleVector before = DoubleVector.zero(S);
        DoubleVector q = DoubleVector.broadcast(S, top[l]);
        DoubleVector lower = DoubleVector.zero(S);
        int lowerAt = (lowerRow() + l) * TILE + v;
        int row = (VectorSphericalHarmonics.WAVES + 2 * l) * TILE + v;
        int scaled = (scaledRow() + 2 * l) * TILE + v;
        int k = start;
        for (int m = l - 1; m > 0; m--, k++) {
            row -= 2 * TILE;
            scaled -= 2 * TILE;
            lowerAt -= TILE;
            DoubleVector next = q.fma(z.mul(alongZ[k]), before.mul(rho2.mul(acrossZ[k])));
            before = q;
            q = next;
            DoubleVector across = lower.mul(lowerAcross[k]);
            lower = DoubleVector.fromArray(S, scratch, lowerAt);
            DoubleVector along = lower.mul(lowerAlong[k]);
            q.intoArray(scratch, lowerAt);
            DoubleVector plus = q.mul(DoubleVector.fromArray(S, scratch, row));
            DoubleVector minus = q.mul(DoubleVector.fromArray(S, scratch, row + TILE));
            plus.intoArray(out, to + m * TILE);
            minus.intoArray(out, to - m * TILE);
            DoubleVector cosine = DoubleVector.fromArray(S, scratch, scaled);
            DoubleVector sine = DoubleVector.fromArray(S, scratch, scaled + TILE);
            along.fma(cosine, zRadial.mul(plus)).intoArray(gradients, at + 2 * axis + m * TILE);
            along.fma(sine, zRadial.mul(minus)).intoArray(gradients, at + 2 * axis - m * TILE);
            DoubleVector slope = q.mul((double) m);
            DoubleVector slopeCosine = slope.mul(DoubleVector.fromArray(S, scratch, scaled - 2 * TILE));
            DoubleVector slopeSine = slope.mul(DoubleVector.fromArray(S, scratch, scaled - TILE));
            DoubleVector xAcross = x.mul(across);
            DoubleVector yAcross = y.mul(across);
            xRadial.fma(plus, xAcross.fma(cosine, slopeCosine)).intoArray(gradients, at + m * TILE);
            xRadial.fma(minus, xAcross.fma(sine, slopeSine)).intoArray(gradients, at - m * TILE);
            yRadial.fma(plus, yAcross.mul(cosine).sub(slopeSine)).intoArray(gradients, at + axis + m * TILE);
            yRadial.fma(minus, yAcross.fma(sine, slopeCosine)).intoArray(gradients, at + axis - m * TILE);
        }
        lower.intoArray(scratch, (radialRow() + 3) * TILE + v);
        before.intoArray(scratch, (radialRow() + 4) * TILE + v);
        q.intoArray(scratch, (radialRow() + 5) * TILE + v);
    }

    /** m = 0 has one wave, which is constant. */
    private void innermost(int l, int k, double[] out, int to, double[] gradients, int at, double[] scratch, int v) {
        int axis = (lMax + 1) * (lMax + 1) * TILE;
        int radial = radialRow() * TILE + v;
        int lowerAt = lowerRow() * TILE + v;
        DoubleVector x = DoubleVector.fromArray(S, scratch, radial);
        DoubleVector y = DoubleVector.fromArray(S, scratch, radial + TILE);
        DoubleVector z = DoubleVector.fromArray(S, scratch, radial + 2 * TILE);
        DoubleVector rho2 = DoubleVector.fromArray(S, scratch, VectorSphericalHarmonics.RHO2 * TILE + v);
        DoubleVector height = DoubleVector.fromArray(S, scratch, VectorSphericalHarmonics.Z * TILE + v);
        DoubleVector inverse = DoubleVector.fromArray(S, scratch, VectorSphericalHarmonics.INVERSE * TILE + v);
        DoubleVector before = DoubleVector.fromArray(S, scratch, radial + 4 * TILE);
        DoubleVector q = DoubleVector.fromArray(S, scratch, radial + 5 * TILE)
                .fma(height.mul(alongZ[k]), before.mul(rho2.mul(acrossZ[k])));
        // x / r = (l x / r) / l: the solid part and the radial part share the factor.
        DoubleVector across =
                DoubleVector.fromArray(S, scratch, radial + 3 * TILE).mul(lowerAcross[k] / l);
        DoubleVector along = DoubleVector.fromArray(S, scratch, lowerAt).mul(lowerAlong[k]);
        q.intoArray(scratch, lowerAt);
        q.intoArray(out, to);
        DoubleVector difference = across.sub(q);
        x.mul(difference).intoArray(gradients, at);
        y.mul(difference).intoArray(gradients, at + axis);
        along.mul(inverse).sub(z.mul(q)).intoArray(gradients, at + 2 * axis);
    }
}
