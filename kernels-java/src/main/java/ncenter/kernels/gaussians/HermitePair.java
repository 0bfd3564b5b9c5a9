package ncenter.kernels.gaussians;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The products of the functions of two groups as Hermite Gaussians, one set per pair of primitives, and the kinetic energy between them.
 *
 * <p>A pair of primitives is left out if the Coulomb norm and the largest potential of all its products stay below {@value #NEGLIGIBLE}; the
 * others stand in order of falling Coulomb norm. Only coefficients that do not vanish for all of them are kept: a list of terms, each of one
 * product and one Hermite Gaussian.
 */
final class HermitePair {
    /** Below: no effect on a matrix element beyond about 1e-16 hartree. */
    private static final double NEGLIGIBLE = 1e-18;

    /** Doubles in the widest register. */
    private static final int MOST_LANES = 8;

    final ShellGroup first;
    final ShellGroup second;

    /** The highest order of its Hermite Gaussians. */
    final int order;

    /** Number of pairs of primitives. */
    final int primitives;

    /** {@link #primitives} rounded up to full vectors; what is beyond is at the first center and has no coefficients. */
    final int padded;

    /** Sums of exponents p, by pair of primitives. */
    final double[] exponents;

    /** The coordinates of their centers, {@code centers[axis * padded + k]}. */
    final double[] centers;

    /** Upper bounds of the square root of the self-repulsion of any product. */
    final double[] norms;

    /** Per term: the function of the first group, that of the second, the number of the Hermite Gaussian. */
    final int[] firstOf;

    final int[] secondOf;
    final int[] hermite;

    /** {@code coefficients[term * padded + k]} for pair of primitives k. */
    final double[] coefficients;

    /** The same times (-1)^(t+u+v), {@code reflected[k * terms + term]}: derivatives with respect to the other side of an integral. */
    final double[] reflected;

    /** -1/2 &lt;first| nabla^2 |second&gt;, a row per function of the first group. */
    final double[] kinetic;

    HermitePair(ShellGroup first, ShellGroup second) {
        this.first = first;
        this.second = second;
        this.order = first.functions().l + second.functions().l;
        this.kinetic = new double[first.functions().size() * second.functions().size()];
        PrimitivePair[] kept = kept();
        this.primitives = kept.length;
        this.padded = (primitives + MOST_LANES - 1) / MOST_LANES * MOST_LANES;
        this.exponents = new double[padded];
        this.centers = new double[3 * padded];
        this.norms = new double[primitives];
        int[] places = places(kept);
        this.firstOf = new int[places.length];
        this.secondOf = new int[places.length];
        this.hermite = new int[places.length];
        split(places);
        this.coefficients = new double[padded * places.length];
        this.reflected = new double[primitives * places.length];
        Arrays.fill(exponents, 1.0);
        for (int k = 0; k < primitives; k++) store(kept[k], k, places);
        for (int k = primitives; k < padded; k++)
            for (int axis = 0; axis < 3; axis++) centers[axis * padded + k] = centers[axis * padded];
    }

    private void split(int[] places) {
        int width = HermiteIndex.count(order);
        int columns = second.functions().size();
        for (int n = 0; n < places.length; n++) {
            firstOf[n] = places[n] / width / columns;
            secondOf[n] = places[n] / width % columns;
            hermite[n] = places[n] % width;
        }
    }

    private PrimitivePair[] kept() {
        int rows = first.functions().exponents.length;
        int columns = second.functions().exponents.length;
        PrimitivePair[] all = new PrimitivePair[rows * columns];
        ProductExpansion expansion = new ProductExpansion(first, second);
        int count = 0;
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++) {
                PrimitivePair pair = expansion.of(i, j, kinetic);
                if (pair.norm() >= NEGLIGIBLE || pair.potential() >= NEGLIGIBLE) all[count++] = pair;
            }
        PrimitivePair[] kept = Arrays.copyOf(all, count);
        Arrays.sort(kept, Comparator.comparingDouble(pair -> -pair.norm()));
        return kept;
    }

    /** Where a coefficient of any pair of primitives is not zero. */
    private static int[] places(PrimitivePair[] kept) {
        int[] places = new int[kept.length == 0 ? 0 : kept[0].coefficients().length];
        int count = 0;
        for (int at = 0; at < places.length; at++) if (occurs(at, kept)) places[count++] = at;
        return Arrays.copyOf(places, count);
    }

    private static boolean occurs(int at, PrimitivePair[] kept) {
        for (PrimitivePair pair : kept) if (pair.coefficients()[at] != 0.0) return true;
        return false;
    }

    private void store(PrimitivePair pair, int k, int[] places) {
        exponents[k] = pair.p();
        centers[k] = pair.x();
        centers[padded + k] = pair.y();
        centers[2 * padded + k] = pair.z();
        norms[k] = pair.norm();
        for (int n = 0; n < places.length; n++) {
            double value = pair.coefficients()[places[n]];
            coefficients[n * padded + k] = value;
            reflected[k * places.length + n] = HermiteIndex.order(hermite[n]) % 2 == 0 ? value : -value;
        }
    }

    /** How many terms a pair of primitives has. */
    int terms() {
        return hermite.length;
    }

    /** The pair with the functions of {@code outer} outside. */
    PairView seenFrom(ShellGroup outer) {
        if (first == outer) return new PairView(this, firstOf, secondOf, first.functions(), second.functions());
        return new PairView(this, secondOf, firstOf, second.functions(), first.functions());
    }
}
