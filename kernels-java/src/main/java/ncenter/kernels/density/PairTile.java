package ncenter.kernels.density;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import ncenter.kernels.harmonics.VectorSphericalHarmonics;
import ncenter.kernels.radial.VectorRadial;

/** Harmonics and radial values of one tile of pairs: the workspace of one call, small enough for the fastest cache. */
final class PairTile {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();

    /** Pairs per tile. */
    static final int SIZE = VectorSphericalHarmonics.TILE;

    private final VectorSphericalHarmonics harmonics;
    private final VectorRadial radial;
    private final double[] points = new double[3 * SIZE];
    private final double[] distances = new double[SIZE];
    private final double[] harmonicsScratch;
    private final double[] radialScratch;

    /** Harmonics [lm][pair]. */
    final double[] y;
    /** Radial values [l][pair][n], n padded. */
    final double[] r;
    /** Derivatives of the harmonics [axis][lm][pair], and of the radial values; null if not asked for. */
    final double[] dy;

    final double[] dr;
    /** Unit vectors [axis][pair]; zero for the zero vector. */
    final double[] unit;

    PairTile(VectorSphericalHarmonics harmonics, VectorRadial radial, boolean derivatives) {
        this.harmonics = harmonics;
        this.radial = radial;
        this.harmonicsScratch = new double[harmonics.scratchSize()];
        this.radialScratch = new double[radial.scratchSize(SIZE)];
        this.y = new double[harmonics.size() * SIZE];
        this.r = new double[(harmonics.lMax() + 1) * SIZE * radial.paddedN()];
        this.dy = derivatives ? new double[3 * y.length] : null;
        this.dr = derivatives ? new double[r.length] : null;
        this.unit = derivatives ? new double[3 * SIZE] : null;
    }

    /** Pairs [p, p + count). */
    void expand(double[] vectors, int p, int count) {
        VectorSphericalHarmonics.load(vectors, p, count, points);
        measure();
        harmonics.tile(points, y, 0, harmonicsScratch);
        radial.values(distances, count, SIZE, r, radialScratch);
    }

    /** Pairs [p, p + count) with derivatives. */
    void expandWithDerivatives(double[] vectors, int p, int count) {
        VectorSphericalHarmonics.load(vectors, p, count, points);
        measure();
        harmonics.gradientTile(points, y, 0, dy, 0, harmonicsScratch);
        radial.valuesAndDerivatives(distances, count, SIZE, r, dr, radialScratch);
        for (int k = 0; k < 3 * SIZE; k++) {
            double distance = distances[k % SIZE];
            unit[k] = distance == 0.0 ? 0.0 : points[k] / distance;
        }
    }

    private void measure() {
        for (int v = 0; v < SIZE; v += LANES) {
            DoubleVector x = DoubleVector.fromArray(S, points, v);
            DoubleVector yy = DoubleVector.fromArray(S, points, SIZE + v);
            DoubleVector z = DoubleVector.fromArray(S, points, 2 * SIZE + v);
            x.mul(x).add(yy.mul(yy)).add(z.mul(z)).sqrt().intoArray(distances, v);
        }
    }
}
