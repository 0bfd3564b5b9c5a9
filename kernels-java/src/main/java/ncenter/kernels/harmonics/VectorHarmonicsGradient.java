package ncenter.kernels.harmonics;

import static ncenter.kernels.harmonics.VectorSphericalHarmonics.FACTORS;
import static ncenter.kernels.harmonics.VectorSphericalHarmonics.TILE;
import static ncenter.kernels.harmonics.VectorSphericalHarmonics.WAVES;

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
    /**
     * Factors of one step: those of the value, then F_lm / F_l-1,m+1 and (l+m) F_lm / F_l-1,m, zero where the lower harmonic does not exist,
     * then m and -l.
     */
    private static final int SLOPES = FACTORS + 4;

    private final int tiles;
    private final int axis;
    /** Where the rows of q_lm / r begin; each replaces q_l-1,m / r as soon as that is used. */
    private final int lowerRow;

    /** By step: m rows of scratch, and the row of Y_l0 in the output. */
    private final int[] places;

    private final double[] slopes;

    VectorHarmonicsGradient(SphericalHarmonics plain, double[] factors, int tiles) {
        int lMax = plain.lMax();
        this.tiles = tiles;
        this.axis = plain.size() * tiles * TILE;
        this.lowerRow = WAVES + 2 * (lMax + 1);
        int steps = factors.length / FACTORS;
        this.places = new int[2 * steps];
        this.slopes = new double[SLOPES * steps];
        int k = 0;
        for (int l = 0; l <= lMax; l++) {
            for (int m = l; m >= 0; m--, k++) {
                places[2 * k] = m * TILE;
                places[2 * k + 1] = l * (l + 1) * tiles * TILE;
                int at = SLOPES * k;
                System.arraycopy(factors, FACTORS * k, slopes, at, FACTORS);
                if (m + 1 < l) slopes[at + FACTORS] = plain.factor(l, m) / plain.factor(l - 1, m + 1);
                if (m < l) slopes[at + FACTORS + 1] = (l + m) * plain.factor(l, m) / plain.factor(l - 1, m);
                slopes[at + FACTORS + 2] = m;
                slopes[at + FACTORS + 3] = -l;
            }
        }
    }

    /** Lanes of one vector: values out[to + lm * tiles * TILE], gradients[at + (axis * size + lm) * tiles * TILE]. */
    void lanes(int v, double[] out, int to, double[] gradients, int at, double[] scratch) {
        // Below the outermost m there is nothing: zeros, whatever the tile before has left.
        for (int row = lowerRow; row < lowerRow + (lowerRow - WAVES) / 2; row++)
            DoubleVector.zero(S).intoArray(scratch, row * TILE + v);
        steps(places, slopes, lowerRow * TILE, tiles, out, to, gradients, at, axis, scratch, v);
    }

    /**
     * One loop over all (l, m), as in {@link VectorSphericalHarmonics}. For m = 0 the rows before the first wave are read, times zero: they
     * hold finite numbers.
     */
    private static void steps(
            int[] places,
            double[] slopes,
            int lowerRow,
            int tiles,
            double[] out,
            int to,
            double[] gradients,
            int at,
            int axis,
            double[] scratch,
            int v) {
        DoubleVector x = DoubleVector.fromArray(S, scratch, VectorSphericalHarmonics.X * TILE + v);
        DoubleVector y = DoubleVector.fromArray(S, scratch, VectorSphericalHarmonics.Y * TILE + v);
        DoubleVector z = DoubleVector.fromArray(S, scratch, VectorSphericalHarmonics.Z * TILE + v);
        DoubleVector rho2 = DoubleVector.fromArray(S, scratch, VectorSphericalHarmonics.RHO2 * TILE + v);
        DoubleVector inverse = DoubleVector.fromArray(S, scratch, VectorSphericalHarmonics.INVERSE * TILE + v);
        DoubleVector xr = x.mul(inverse);
        DoubleVector yr = y.mul(inverse);
        DoubleVector zr = z.mul(inverse);
        DoubleVector before = DoubleVector.zero(S);
        DoubleVector q = before;
        DoubleVector lower = before;
        for (int k = 0, f = 0; k < places.length; k += 2, f += SLOPES) {
            int m = places[k];
            int center = places[k + 1];
            DoubleVector along = z.mul(slopes[f]);
            DoubleVector across = rho2.mul(slopes[f + 1]);
            DoubleVector next = q.fma(along, before.fma(across, DoubleVector.broadcast(S, slopes[f + 2])));
            before = q;
            q = next;
            int wave = 2 * m + WAVES * TILE + v;
            DoubleVector cosine = DoubleVector.fromArray(S, scratch, wave);
            DoubleVector sine = DoubleVector.fromArray(S, scratch, wave + TILE);
            DoubleVector plus = q.mul(cosine);
            DoubleVector minus = q.mul(sine);
            int side = m * tiles;
            minus.intoArray(out, to + center - side);
            plus.intoArray(out, to + center + side);
            DoubleVector radial = DoubleVector.broadcast(S, slopes[f + 6]);
            plus = plus.mul(radial);
            minus = minus.mul(radial);
            int row = lowerRow + m + v;
            DoubleVector outer = lower.mul(slopes[f + 3]);
            lower = DoubleVector.fromArray(S, scratch, row);
            DoubleVector height = lower.mul(slopes[f + 4]);
            DoubleVector slope = q.mul(inverse);
            slope.intoArray(scratch, row);
            slope = slope.mul(slopes[f + 5]);
            DoubleVector slopeCosine = slope.mul(DoubleVector.fromArray(S, scratch, wave - 2 * TILE));
            DoubleVector slopeSine = slope.mul(DoubleVector.fromArray(S, scratch, wave - TILE));
            DoubleVector xOuter = x.mul(outer);
            DoubleVector yOuter = y.mul(outer);
            int up = at + center + side;
            int down = at + center - side;
            xr.fma(minus, xOuter.fma(sine, slopeSine)).intoArray(gradients, down);
            xr.fma(plus, xOuter.fma(cosine, slopeCosine)).intoArray(gradients, up);
            yr.fma(minus, yOuter.fma(sine, slopeCosine)).intoArray(gradients, down + axis);
            yr.fma(plus, yOuter.mul(cosine).sub(slopeSine)).intoArray(gradients, up + axis);
            zr.fma(minus, height.mul(sine)).intoArray(gradients, down + 2 * axis);
            zr.fma(plus, height.mul(cosine)).intoArray(gradients, up + 2 * axis);
        }
    }
}
