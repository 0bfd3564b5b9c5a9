package ncenter.kernels.harmonics;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link SphericalHarmonics} for tiles of {@link #TILE} points, one point per vector lane.
 *
 * <p>m by m: q_lm = F_lm Q_l^m follows upward in l from q_lm = a_lm z q_l-1,m + b_lm q_l-2,m, and Y_l,+-m is q_lm c_m or q_lm s_m; all that runs
 * lives in registers. The rows m = 0 have no sine, and for l = m and l = m + 1 the recurrence is one product: both have code of their own. Going up in l loses a little where the twin's way down in m does not: both agree to 5e-15 at l = 8, 1e-14 at l = 12 and
 * 1e-13 at l = 25. What lands in one lane does not depend on the others. Immutable and thread-safe.
 */
public final class VectorSphericalHarmonics {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();

    /** Points per tile: two registers, which share coefficients and hide each other's latency. */
    public static final int TILE = 2 * LANES;

    private final int lMax;
    /** Numbers from one row of the output to the next. */
    private final int stride;

    /** What {@link #tile} reads, m by m: q_mm; q_m+1,m for z = 1; then a_lm and b_lm from l = m + 2 to lMax + 1, of which the last are not used. */
    private final double[] steps;

    private final VectorHarmonicsGradient gradient;

    public VectorSphericalHarmonics(SphericalHarmonics plain) {
        this(plain, 1);
    }

    /** For {@link #tile} and {@link #gradientTile} with rows of that many tiles: row lm of the output begins at lm * tiles * TILE. */
    public VectorSphericalHarmonics(SphericalHarmonics plain, int tiles) {
        this.lMax = plain.lMax();
        this.stride = tiles * TILE;
        double[] starts = new double[lMax + 1];
        double[] factors = new double[(lMax + 1) * (lMax + 2)];
        double diagonal = 1.0;
        int k = 0;
        for (int m = 0; m <= lMax; m++) {
            if (m > 0) diagonal *= -(2 * m - 1);
            starts[m] = diagonal * plain.factor(m, m);
            for (int l = m + 1; l <= lMax + 1; l++, k += 2) {
                double f = l > lMax ? 0.0 : plain.factor(l, m) / (l - m);
                factors[k] = f * (2 * l - 1) / plain.factor(l - 1, m);
                if (l > m + 1) factors[k + 1] = -f * (l + m - 1) / plain.factor(l - 2, m);
            }
        }
        this.steps = steps(starts, factors);
        this.gradient = new VectorHarmonicsGradient(plain, starts, factors, stride);
    }

    public int lMax() {
        return lMax;
    }

    /** Number of harmonics, (lMax+1)^2. */
    public int size() {
        return (lMax + 1) * (lMax + 1);
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
        double[] next = new double[3 * TILE];
        if (from < to) load(xyz, from, Math.min(TILE, to - from), next);
        for (int p = from; p < to; p += TILE) {
            double[] swap = points;
            points = next;
            next = swap;
            // One tile ahead, so that nothing waits for points that have just been stored.
            if (p + TILE < to) load(xyz, p + TILE, Math.min(TILE, to - p - TILE), next);
            tile(points, out, (p - from) * size());
        }
    }

    /** Values as {@link #values}, and gradients[((p-from)/TILE * 3 + axis) * size + lm) * TILE + (p-from)%TILE]. */
    public void gradients(double[] xyz, int from, int to, double[] values, double[] gradients) {
        requireSingleRows();
        double[] points = new double[3 * TILE];
        for (int p = from; p < to; p += TILE) {
            load(xyz, p, Math.min(TILE, to - p), points);
            gradientTile(points, values, (p - from) * size(), gradients, 3 * (p - from) * size());
        }
    }

    private void requireSingleRows() {
        if (stride != TILE)
            throw new IllegalStateException("harmonics: rows of one tile were expected, got " + stride / TILE);
    }

    /** Points [p, p + count) as three rows of TILE coordinates; the rest is zero. */
    public static void load(double[] xyz, int p, int count, double[] points) {
        if (count == TILE) {
            for (int v = 0; v < TILE; v += LANES) PointLanes.load(xyz, p + v, points, v, TILE);
            return;
        }
        Arrays.fill(points, 0.0);
        for (int k = 0; k < count; k++) {
            points[k] = xyz[3 * (p + k)];
            points[TILE + k] = xyz[3 * (p + k) + 1];
            points[2 * TILE + k] = xyz[3 * (p + k) + 2];
        }
    }

    /** One tile of values and gradients with respect to the points: gradients[at + (axis * size + lm) * tiles * TILE + lane]. */
    public void gradientTile(double[] points, double[] out, int to, double[] gradients, int at) {
        for (int v = 0; v < TILE; v += LANES) gradient.lanes(points, v, out, to + v, gradients, at + v);
    }

    /** One tile: out[to + lm * tiles * TILE + lane]. {@code points} are three rows of TILE coordinates. The zero vector has Y_00 and zeros. */
    public void tile(double[] points, double[] out, int to) {
        tile(lMax, stride, steps, points, out, to);
    }

    /** @param factors a_lm and b_lm, m by m, from l = m + 1 to lMax + 1; b_m+1,m is zero and gives its place to a product */
    private static double[] steps(double[] starts, double[] factors) {
        double[] steps = factors.clone();
        int k = 0;
        for (int m = 0; m < starts.length; m++) {
            steps[k] = starts[m];
            steps[k + 1] = starts[m] * factors[k];
            k += 2 * (starts.length - m);
        }
        return steps;
    }

    // size: two loops over twenty vectors, which must not be handed to another method
    private static void tile(int lMax, int stride, double[] steps, double[] points, double[] out, int to) {
        DoubleVector x = DoubleVector.fromArray(S, points, 0);
        DoubleVector x2 = DoubleVector.fromArray(S, points, LANES);
        DoubleVector y = DoubleVector.fromArray(S, points, TILE);
        DoubleVector y2 = DoubleVector.fromArray(S, points, TILE + LANES);
        DoubleVector z = DoubleVector.fromArray(S, points, 2 * TILE);
        DoubleVector z2 = DoubleVector.fromArray(S, points, 2 * TILE + LANES);
        DoubleVector r = x.mul(x).add(y.mul(y)).add(z.mul(z)).sqrt();
        DoubleVector r2 = x2.mul(x2).add(y2.mul(y2)).add(z2.mul(z2)).sqrt();
        DoubleVector one = DoubleVector.broadcast(S, 1.0);
        // For the zero vector all is zero but Y_00, which is stored before it is masked.
        VectorMask<Double> zero = r.compare(VectorOperators.EQ, 0.0);
        VectorMask<Double> zero2 = r2.compare(VectorOperators.EQ, 0.0);
        DoubleVector inverse = one.div(r).blend(0.0, zero);
        DoubleVector inverse2 = one.div(r2).blend(0.0, zero2);
        DoubleVector before = DoubleVector.broadcast(S, steps[0]);
        before.intoArray(out, to);
        before.intoArray(out, to + LANES);
        if (lMax == 0) return;
        DoubleVector before2 = before.blend(0.0, zero2);
        before = before.blend(0.0, zero);
        x = x.mul(inverse);
        x2 = x2.mul(inverse2);
        y = y.mul(inverse);
        y2 = y2.mul(inverse2);
        z = z.mul(inverse);
        z2 = z2.mul(inverse2);
        int end = to + (lMax + 1) * (lMax + 1) * stride;
        // m = 0: one row for each l.
        DoubleVector q = z.mul(steps[1]);
        DoubleVector q2 = z2.mul(steps[1]);
        int plus = to + 2 * stride;
        int step = 4 * stride;
        int f = 2;
        while (true) {
            q.intoArray(out, plus);
            q2.intoArray(out, plus + LANES);
            plus += step;
            if (plus >= end) break;
            DoubleVector along = DoubleVector.broadcast(S, steps[f]);
            DoubleVector across = DoubleVector.broadcast(S, steps[f + 1]);
            DoubleVector next = q.fma(z.mul(along), before.mul(across));
            DoubleVector next2 = q2.fma(z2.mul(along), before2.mul(across));
            before = q;
            before2 = q2;
            q = next;
            q2 = next2;
            f += 2;
            step += 2 * stride;
        }
        f += 2;
        DoubleVector c = x;
        DoubleVector c2 = x2;
        DoubleVector s = y;
        DoubleVector s2 = y2;
        // Of each m the rows of sines and of cosines.
        for (int m = 1; ; m++) {
            before = DoubleVector.broadcast(S, steps[f]);
            before2 = before;
            plus = to + m * (m + 2) * stride;
            int minus = to + m * m * stride;
            before.mul(s).intoArray(out, minus);
            before.mul(s2).intoArray(out, minus + LANES);
            before.mul(c).intoArray(out, plus);
            before.mul(c2).intoArray(out, plus + LANES);
            if (m == lMax) return;
            step = 2 * (m + 1) * stride;
            plus += step;
            minus += step;
            q = z.mul(steps[f + 1]);
            q2 = z2.mul(steps[f + 1]);
            f += 2;
            while (true) {
                q.mul(s).intoArray(out, minus);
                q2.mul(s2).intoArray(out, minus + LANES);
                q.mul(c).intoArray(out, plus);
                q2.mul(c2).intoArray(out, plus + LANES);
                step += 2 * stride;
                plus += step;
                minus += step;
                if (plus >= end) break;
                DoubleVector along = DoubleVector.broadcast(S, steps[f]);
                DoubleVector across = DoubleVector.broadcast(S, steps[f + 1]);
                DoubleVector next = q.fma(z.mul(along), before.mul(across));
                DoubleVector next2 = q2.fma(z2.mul(along), before2.mul(across));
                before = q;
                before2 = q2;
                q = next;
                q2 = next2;
                f += 2;
            }
            f += 2;
            DoubleVector turned = x.mul(c).sub(y.mul(s));
            DoubleVector turned2 = x2.mul(c2).sub(y2.mul(s2));
            s = x.fma(s, y.mul(c));
            s2 = x2.fma(s2, y2.mul(c2));
            c = turned;
            c2 = turned2;
        }
    }
}
