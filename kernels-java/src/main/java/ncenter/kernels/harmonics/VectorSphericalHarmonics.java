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

    private final int lMax;
    private final double first;
    /** q_ll by l. */
    private final double[] top;
    /** Factors of z q_l,m+1 and of (x^2 + y^2) q_l,m+2, in the order of use: l up, m down. */
    private final double[] alongZ;

    private final double[] acrossZ;
    private final VectorHarmonicsGradient gradient;

    public VectorSphericalHarmonics(SphericalHarmonics plain) {
        this.lMax = plain.lMax();
        this.first = plain.factor(0, 0);
        this.top = new double[lMax + 1];
        this.alongZ = new double[lMax * (lMax + 1) / 2];
        this.acrossZ = new double[alongZ.length];
        double diagonal = 1.0;
        int k = 0;
        for (int l = 1; l <= lMax; l++) {
            diagonal *= -(2 * l - 1);
            top[l] = diagonal * plain.factor(l, l);
            for (int m = l - 1; m >= 0; m--, k++) {
                double f = -plain.factor(l, m) / ((l + m + 1.0) * (l - m));
                alongZ[k] = f * 2 * (m + 1) / plain.factor(l, m + 1);
                acrossZ[k] = m + 2 > l ? 0.0 : f / plain.factor(l, m + 2);
            }
        }
        this.gradient = new VectorHarmonicsGradient(plain, top, alongZ, acrossZ);
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
        return (WAVES + 5 * (lMax + 1) + 6) * TILE;
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
        double[] points = new double[3 * TILE];
        double[] scratch = new double[scratchSize()];
        for (int p = from; p < to; p += TILE) {
            load(xyz, p, Math.min(TILE, to - p), points);
            tile(points, out, (p - from) * size(), scratch);
        }
    }

    /** Values as {@link #values}, and gradients[((p-from)/TILE * 3 + axis) * size + lm) * TILE + (p-from)%TILE]. */
    public void gradients(double[] xyz, int from, int to, double[] values, double[] gradients) {
        double[] points = new double[3 * TILE];
        double[] scratch = new double[scratchSize()];
        for (int p = from; p < to; p += TILE) {
            load(xyz, p, Math.min(TILE, to - p), points);
            gradientTile(points, values, (p - from) * size(), gradients, 3 * (p - from) * size(), scratch);
        }
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

    /** One tile: out[to + lm * TILE + lane]. {@code points} are three rows of TILE coordinates. The zero vector has Y_00 and zeros. */
    public void tile(double[] points, double[] out, int to, double[] scratch) {
        prepare(points, lMax, scratch);
        DoubleVector.broadcast(S, first).intoArray(out, to);
        DoubleVector.broadcast(S, first).intoArray(out, to + LANES);
        for (int l = 1, k = 0; l <= lMax; k += l, l++) degree(l, k, out, to + l * (l + 1) * TILE, scratch);
    }

    /** One tile of values and gradients with respect to the points: gradients[at + (axis * size + lm) * TILE + lane]. */
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

    /** All m of one l, from the outside in. Vectors pass between methods through scratch only: as arguments they would be objects. */
    private void degree(int l, int start, double[] out, int center, double[] scratch) {
        DoubleVector z = DoubleVector.fromArray(S, scratch, Z * TILE);
        DoubleVector z2 = DoubleVector.fromArray(S, scratch, Z * TILE + LANES);
        DoubleVector rho = DoubleVector.fromArray(S, scratch, RHO2 * TILE);
        DoubleVector rho2 = DoubleVector.fromArray(S, scratch, RHO2 * TILE + LANES);
        DoubleVector before = DoubleVector.zero(S);
        DoubleVector before2 = DoubleVector.zero(S);
        DoubleVector q = DoubleVector.broadcast(S, top[l]);
        DoubleVector q2 = q;
        int wave = (WAVES + 2 * l) * TILE;
        int plus = center + l * TILE;
        int minus = center - l * TILE;
        for (int k = start, end = start + l - 1; ; k++) {
            q.mul(DoubleVector.fromArray(S, scratch, wave)).intoArray(out, plus);
            q2.mul(DoubleVector.fromArray(S, scratch, wave + LANES)).intoArray(out, plus + LANES);
            q.mul(DoubleVector.fromArray(S, scratch, wave + TILE)).intoArray(out, minus);
            q2.mul(DoubleVector.fromArray(S, scratch, wave + TILE + LANES)).intoArray(out, minus + LANES);
            DoubleVector along = DoubleVector.broadcast(S, alongZ[k]);
            DoubleVector across = DoubleVector.broadcast(S, acrossZ[k]);
            DoubleVector next = q.fma(z.mul(along), before.mul(rho.mul(across)));
            DoubleVector next2 = q2.fma(z2.mul(along), before2.mul(rho2.mul(across)));
            before = q;
            before2 = q2;
            q = next;
            q2 = next2;
            if (k == end) break;
            wave -= 2 * TILE;
            plus -= TILE;
            minus += TILE;
        }
        q.intoArray(out, center);
        q2.intoArray(out, center + LANES);
    }
}
