package ncenter.kernels.density;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import ncenter.kernels.harmonics.VectorSphericalHarmonics;
import ncenter.kernels.radial.VectorRadial;

/** Harmonics and radial values of one tile of pairs: the workspace of one call at a time, small enough for the fastest cache. */
final class PairTile {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();

    private static final int LANE_TILE = VectorSphericalHarmonics.TILE;

    /** Pairs per tile. */
    final int size;

    private final VectorSphericalHarmonics harmonics;
    private final VectorRadial radial;
    private final double[] points = new double[3 * LANE_TILE];
    private final double[] distances;
    private final double[] radialScratch;

    /** Rows of y that may be read behind the last harmonic. */
    static final int SPARE = 6;

    /** Harmonics [lm][pair]. */
    final double[] y;
    /** Radial values [l][pair][n], n padded. */
    final double[] r;
    /** Sums [lm][n] over the pairs of a row that the tile before began, and room for the sums of a register full. */
    final double[] sums;
    /** Derivatives of the harmonics [axis][lm][pair], and of the radial values; null if not asked for. */
    final double[] dy;

    final double[] dr;
    /** Unit vectors [axis][pair]; zero for the zero vector. */
    final double[] unit;

    /** @param tiles of harmonics, the tiles of their rows */
    PairTile(VectorSphericalHarmonics harmonics, int tiles, VectorRadial radial, boolean derivatives) {
        this.size = tiles * LANE_TILE;
        this.distances = new double[size];
        this.harmonics = harmonics;
        this.radial = radial;
        this.radialScratch = new double[radial.scratchSize(size)];
        this.y = new double[(harmonics.size() + SPARE) * size];
        this.r = new double[(harmonics.lMax() + 1) * size * radial.paddedN()];
        this.sums = new double[(harmonics.size() + DensitySums.MANY) * radial.paddedN()];
        this.dy = derivatives ? new double[3 * harmonics.size() * size] : null;
        this.dr = derivatives ? new double[r.length] : null;
        this.unit = derivatives ? new double[3 * size] : null;
    }

    /** Pairs [p, p + count). */
    void expand(double[] vectors, int p, int count) {
        for (int from = 0; from < count; from += LANE_TILE) {
            load(vectors, p, from, count);
            harmonics.tile(points, y, from);
        }
        radial.values(distances, count, size, r, radialScratch);
    }

    /** Pairs [p, p + count) with derivatives. */
    void expandWithDerivatives(double[] vectors, int p, int count) {
        for (int from = 0; from < count; from += LANE_TILE) {
            load(vectors, p, from, count);
            harmonics.gradientTile(points, y, from, dy, from);
            for (int k = 0; k < 3 * LANE_TILE; k++) {
                double distance = distances[from + k % LANE_TILE];
                unit[k / LANE_TILE * size + from + k % LANE_TILE] = distance == 0.0 ? 0.0 : points[k] / distance;
            }
        }
        radial.valuesAndDerivatives(distances, count, size, r, dr, radialScratch);
    }

    /** Points and distances of the pairs from p + from on. Distances beyond the last pair are zero, or left from another call. */
    private void load(double[] vectors, int p, int from, int count) {
        VectorSphericalHarmonics.load(vectors, p + from, Math.min(LANE_TILE, count - from), points);
        for (int v = 0; v < LANE_TILE; v += LANES) {
            DoubleVector x = DoubleVector.fromArray(S, points, v);
            DoubleVector yy = DoubleVector.fromArray(S, points, LANE_TILE + v);
            DoubleVector z = DoubleVector.fromArray(S, points, 2 * LANE_TILE + v);
            x.mul(x).add(yy.mul(yy)).add(z.mul(z)).sqrt().intoArray(distances, from + v);
        }
    }
}
