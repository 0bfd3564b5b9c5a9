package ncenter.kernels.math;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link BoysFunction} for as many arguments at once as a register holds.
 *
 * <p>The Taylor series of the highest order is summed lane by lane: to collect its nine terms from the table for a register takes longer. exp(-t)
 * too is taken from a table and a Taylor series, beyond the table as the fourth power of exp(-t/4). Not safe for several threads: it owns its work
 * space.
 */
public final class VectorBoysFunction {
    private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;
    private static final int WIDTH = LANES.length();
    private static final VectorSpecies<Integer> PLACES =
            VectorSpecies.of(int.class, VectorShape.forBitSize(Math.max(64, 32 * WIDTH)));
    private static final double PER_UNIT = BoysFunction.POINTS_PER_UNIT;
    private static final double[] TAILS = tails();

    private final int[] rows = new int[WIDTH];
    private final double[] steps = new double[WIDTH];

    private static double[] tails() {
        double[] tails = new double[(int) (PER_UNIT * BoysFunction.LIMIT) + 1];
        for (int row = 0; row < tails.length; row++) tails[row] = Math.exp(-row / PER_UNIT);
        return tails;
    }

    /**
     * Writes F_0 to F_n, a vector each, for the vector {@code t} of numbers that are not negative.
     *
     * @throws IllegalArgumentException if n is not in 0..{@link BoysFunction#MAX_ORDER}
     */
    public void values(int n, double[] t, double[] out) {
        if (n < 0 || n > BoysFunction.MAX_ORDER)
            throw new IllegalArgumentException(
                    "VectorBoysFunction: an order of 0 to " + BoysFunction.MAX_ORDER + " was expected, got " + n);
        DoubleVector x = DoubleVector.fromArray(LANES, t, 0);
        VectorMask<Double> far = x.compare(VectorOperators.GE, BoysFunction.LIMIT);
        if (!far.allTrue()) downwards(n, x.min(BoysFunction.LIMIT), out);
        if (far.anyTrue()) upwards(n, x, far, out);
    }

    /** Writes exp(-t) for the vector {@code t} of numbers that are not negative; beyond t = 80, exp(-80). */
    public void exponentials(double[] t, double[] out) {
        farTail(DoubleVector.fromArray(LANES, t, 0)).intoArray(out, 0);
    }

    private DoubleVector farTail(DoubleVector x) {
        DoubleVector root = tail(towardsRow(x.min(BoysFunction.NO_TAIL).mul(0.25)));
        return root.mul(root).mul(root).mul(root);
    }

    private void downwards(int n, DoubleVector x, double[] out) {
        DoubleVector d = towardsRow(x);
        d.intoArray(steps, 0);
        for (int lane = 0; lane < WIDTH; lane++)
            out[n * WIDTH + lane] = BoysFunction.taylor(rows[lane] * BoysFunction.WIDTH + n, steps[lane]);
        if (n == 0) return;
        DoubleVector value = DoubleVector.fromArray(LANES, out, n * WIDTH);
        DoubleVector tail = tail(d);
        DoubleVector twice = x.add(x);
        for (int k = n; k > 0; k--) {
            value = twice.mul(value).add(tail).mul(1.0 / (2 * k - 1));
            value.intoArray(out, (k - 1) * WIDTH);
        }
    }

    private void upwards(int n, DoubleVector x, VectorMask<Double> far, double[] out) {
        DoubleVector inverse = DoubleVector.broadcast(LANES, 0.5).div(x);
        DoubleVector value = inverse.mul(0.5 * Math.PI).sqrt();
        DoubleVector.fromArray(LANES, out, 0).blend(value, far).intoArray(out, 0);
        if (n == 0) return;
        DoubleVector tail = farTail(x);
        for (int k = 0; k < n; k++) {
            value = value.mul(2.0 * k + 1.0).sub(tail).mul(inverse);
            DoubleVector.fromArray(LANES, out, (k + 1) * WIDTH)
                    .blend(value, far)
                    .intoArray(out, (k + 1) * WIDTH);
        }
    }

    /** Takes the rows of the table nearest to x, and returns their arguments minus x. */
    private DoubleVector towardsRow(DoubleVector x) {
        IntVector row = (IntVector) x.mul(PER_UNIT).add(0.5).convertShape(VectorOperators.D2I, PLACES, 0);
        row.intoArray(rows, 0);
        DoubleVector nearest = (DoubleVector) row.convertShape(VectorOperators.I2D, LANES, 0);
        return nearest.mul(1.0 / PER_UNIT).sub(x);
    }

    /** exp(-x) at the rows taken: exp(d) by its series. */
    private DoubleVector tail(DoubleVector d) {
        DoubleVector sum = d.mul(1.0 / 9).add(1.0);
        for (int k = 8; k > 0; k--) sum = sum.mul(d).mul(1.0 / k).add(1.0);
        return sum.mul(DoubleVector.fromArray(LANES, TAILS, 0, rows, 0));
    }
}
