package ncenter.kernels.harmonics;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link SphericalHarmonics} for tiles of {@link #TILE} points, one point per vector lane.
 *
 * <p>With F_lm multiplied in, q_lm = F_lm Q_l^m follows downward in m from q_lm = a_lm z q_l,m+1 + b_lm (x^2 + y^2) q_l,m+2, and Y_l,+-m is
 * q_lm c_m or q_lm s_m. The two running q of one l live in registers. What lands in one lane does not depend on the others. Immutable and
 * thread-safe.
 */
public final class VectorSphericalHarmonics {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();

    /** Points per tile: two registers, which share coefficients and hide each other's latency. */
    public static final int TILE = 2 * LANES;

    // Rows of scratch, one register each.
    static final int X = 0;
    static final int Y = 1;
    static final int Z = 2;
    static final int RHO2 = 3;
    static final int INVERSE = 4;
    static final int WAVES = 5;

    /** Integers and factors of one step in the tables. */
    private static final int PLACES = 3;

    static final int FACTORS = 3;

    private final int lMax;
    private final int tiles;
    /** By step, l up and m down to 0: rows of Y_lm, Y_l,-m and c_m, as places in a tile. */
    private final int[] places;
    /** By step: a_lm, b_lm and q_ll where an l begins; what a step does not have is zero, so that all steps are alike. */
    private final double[] factors;

    private final VectorHarmonicsGradient gradient;

    public VectorSphericalHarmonics(SphericalHarmonics plain) {
        this(plain, 1);
    }

    /** For {@link #tile} and {@link #gradientTile} with rows of that many tiles: row lm of the output begins at lm * tiles * TILE. */
    public VectorSphericalHarmonics(SphericalHarmonics plain, int tiles) {
        this.lMax = plain.lMax();
        this.tiles = tiles;
        int steps = (lMax + 1) * (lMax + 2) / 2;
        this.places = new int[PLACES * steps];
        this.factors = new double[FACTORS * steps];
        double diagonal = 1.0;
        int k = 0;
        for (int l = 0; l <= lMax; l++) {
            if (l > 0) diagonal *= -(2 * l - 1);
            for (int m = l; m >= 0; m--, k++) {
                places[PLACES * k] = (l * (l + 1) + m) * tiles * TILE;
                places[PLACES * k + 1] = (l * (l + 1) - m) * tiles * TILE;
                places[PLACES * k + 2] = (WAVES + 2 * m) * TILE;
                double f = m == l ? 0.0 : -plain.factor(l, m) / ((l + m + 1.0) * (l - m));
                if (m < l) factors[FACTORS * k] = f * 2 * (m + 1) / plain.factor(l, m + 1);
                if (m + 2 <= l) factors[FACTORS * k + 1] = f / plain.factor(l, m + 2);
                if (m == l) factors[FACTORS * k + 2] = diagonal * plain.factor(l, l);
            }
        }
        this.gradient = new VectorHarmonicsGradient(plain, factors, tiles);
    }

    public int lMax() {
        return lMax;
    }

    /** Number of harmonics, (lMax+1)^2. */
    public int size() {
        return (lMax + 1) * (lMax + 1);
    }

    /** Length of the scratch array of {@link #tile} and {@link #gradientTile}. */
    public int scratchSize() {
        return (WAVES + 3 * (lMax + 1) + 1) * TILE;
    }

    /** Numbers in the tiles of this many points: whole tiles of size() * TILE. */
    public int tiledLength(int points) {
        return (points + TILE - 1) / TILE * TILE * size();
    }

    /**
     * Harmonics of points [from, to) of {@code xyz} (three numbers each) in tiles: out[((p-from)/TILE * size + lm) * TILE + (p-from)%TILE].
     * Lanes of the last tile without a point hold the harmonics of the zero vector.
     */
    public void values(double[] xyz, int from, int to, double[] out) {
        requireSingleRows();
        double[] points = new double[3 * TILE];
        double[] scratch = new double[scratchSize()];
        for (int p = from; p < to; p += TILE) {
            load(xyz, p, Math.min(TILE, to - p), points);
            tile(points, out, (p - from) * size(), scratch);
        }
    }

    /** Values as {@link #values}, and gradients[((p-from)/TILE * 3 + axis) * size + lm) * TILE + (p-from)%TILE]. */
    public void gradients(double[] xyz, int from, int to, double[] values, double[] gradients) {
        requireSingleRows();
        double[] points = new double[3 * TILE];
        double[] scratch = new double[scratchSize()];
        for (int p = from; p < to; p += TILE) {
            load(xyz, p, Math.min(TILE, to - p), points);
            gradientTile(points, values, (p - from) * size(), gradients, 3 * (p - from) * size(), scratch);
        }
    }

    private void requireSingleRows() {
        if (tiles != 1) throw new IllegalStateException("harmonics: rows of one tile were expected, got " + tiles);
    }

    /** Points [p, p + count) as three rows of TILE coordinates; the rest is zero. */
    public static void load(double[] xyz, int p, int count, double[] points) {
        if (count < TILE) Arrays.fill(points, 0.0);
        for (int k = 0; k < count; k++) {
            points[k] = xyz[3 * (p + k)];
            points[TILE + k] = xyz[3 * (p + k) + 1];
            points[2 * TILE + k] = xyz[3 * (p + k) + 2];
        }
    }

    /** One tile: out[to + lm * tiles * TILE + lane]. {@code points} are three rows of TILE coordinates. The zero vector has Y_00 and zeros. */
    public void tile(double[] points, double[] out, int to, double[] scratch) {
        prepare(points, lMax, scratch);
        steps(places, factors, out, to, scratch);
    }

    /** One tile of values and gradients with respect to the points: gradients[at + (axis * size + lm) * tiles * TILE + lane]. */
    public void gradientTile(double[] points, double[] out, int to, double[] gradients, int at, double[] scratch) {
        prepare(points, lMax, scratch);
        for (int v = 0; v < TILE; v += LANES) gradient.lanes(v, out, to + v, gradients, at + v, scratch);
    }

    /** 1/|r|, and 0 for the zero vector. */
    private static DoubleVector inverseNorm(DoubleVector x, DoubleVector y, DoubleVector z) {
        DoubleVector r2 = x.mul(x).add(y.mul(y)).add(z.mul(z));
        VectorMask<Double> zero = r2.compare(VectorOperators.EQ, 0.0);
        return DoubleVector.broadcast(S, 1.0)
                .div(r2.lanewise(VectorOperators.SQRT))
                .blend(0.0, zero);
    }

    /** Fills the rows of scratch with the directions, x^2 + y^2, 1/r, and c_m, s_m from {@link #WAVES} on. */
    static void prepare(double[] points, int lMax, double[] scratch) {
        for (int v = 0; v < TILE; v += LANES) {
            DoubleVector x = DoubleVector.fromArray(S, points, v);
            DoubleVector y = DoubleVector.fromArray(S, points, TILE + v);
            DoubleVector z = DoubleVector.fromArray(S, points, 2 * TILE + v);
            DoubleVector inverse = inverseNorm(x, y, z);
            x = x.mul(inverse);
            y = y.mul(inverse);
            x.intoArray(scratch, X * TILE + v);
            y.intoArray(scratch, Y * TILE + v);
            z.mul(inverse).intoArray(scratch, Z * TILE + v);
            x.fma(x, y.mul(y)).intoArray(scratch, RHO2 * TILE + v);
            inverse.intoArray(scratch, INVERSE * TILE + v);
        }
        waves(lMax, scratch);
    }

    private static void waves(int lMax, double[] scratch) {
        DoubleVector x = DoubleVector.fromArray(S, scratch, X * TILE);
        DoubleVector y = DoubleVector.fromArray(S, scratch, Y * TILE);
        DoubleVector x2 = DoubleVector.fromArray(S, scratch, X * TILE + LANES);
        DoubleVector y2 = DoubleVector.fromArray(S, scratch, Y * TILE + LANES);
        DoubleVector c = DoubleVector.broadcast(S, 1.0);
        DoubleVector s = DoubleVector.zero(S);
        DoubleVector c2 = c;
        DoubleVector s2 = s;
        int at = WAVES * TILE;
        for (int m = 0; m <= lMax; m++) {
            c.intoArray(scratch, at);
            c2.intoArray(scratch, at + LANES);
            s.intoArray(scratch, at + TILE);
            s2.intoArray(scratch, at + TILE + LANES);
            at += 2 * TILE;
            DoubleVector next = x.mul(c).sub(y.mul(s));
            DoubleVector next2 = x2.mul(c2).sub(y2.mul(s2));
            s = x.fma(s, y.mul(c));
            s2 = x2.fma(s2, y2.mul(c2));
            c = next;
            c2 = next2;
        }
    }

    /** All (l, m) in one loop: a loop over m inside one over l would be too short to be quick. Y_l,-0 is stored before Y_l0 and gives way. */
    private static void steps(int[] places, double[] factors, double[] out, int to, double[] scratch) {
        DoubleVector z = DoubleVector.fromArray(S, scratch, Z * TILE);
        DoubleVector z2 = DoubleVector.fromArray(S, scratch, Z * TILE + LANES);
        DoubleVector rho = DoubleVector.fromArray(S, scratch, RHO2 * TILE);
        DoubleVector rho2 = DoubleVector.fromArray(S, scratch, RHO2 * TILE + LANES);
        DoubleVector before = DoubleVector.zero(S);
        DoubleVector before2 = DoubleVector.zero(S);
        DoubleVector q = DoubleVector.zero(S);
        DoubleVector q2 = DoubleVector.zero(S);
        for (int k = 0, f = 0; k < places.length; k += PLACES, f += FACTORS) {
            DoubleVector along = DoubleVector.broadcast(S, factors[f]);
            DoubleVector across = DoubleVector.broadcast(S, factors[f + 1]);
            DoubleVector start = DoubleVector.broadcast(S, factors[f + 2]);
            DoubleVector next = q.fma(z.mul(along), before.fma(rho.mul(across), start));
            DoubleVector next2 = q2.fma(z2.mul(along), before2.fma(rho2.mul(across), start));
            before = q;
            before2 = q2;
            q = next;
            q2 = next2;
            int plus = to + places[k];
            int minus = to + places[k + 1];
            int wave = places[k + 2];
            q.mul(DoubleVector.fromArray(S, scratch, wave + TILE)).intoArray(out, minus);
            q2.mul(DoubleVector.fromArray(S, scratch, wave + TILE + LANES)).intoArray(out, minus + LANES);
            q.mul(DoubleVector.fromArray(S, scratch, wave)).intoArray(out, plus);
            q2.mul(DoubleVector.fromArray(S, scratch, wave + LANES)).intoArray(out, plus + LANES);
        }
    }
}
