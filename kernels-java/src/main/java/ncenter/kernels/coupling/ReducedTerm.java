package ncenter.kernels.coupling;

import static ncenter.kernels.coupling.LanePanels.COLUMNS;
import static ncenter.kernels.coupling.LaneTile.LANES;

/** A term whose weights meet x first, then y, then the coefficients: sum C[m1,m2,mu] (sum over qy of y[m2,qy] (sum over qx of w[qx,qy,c] x[m1,qx])). */
final class ReducedTerm extends LaneTerm {
    /** [panel][qy][qx][column of the panel]. */
    private final double[] panels;
    /** By coefficient: components of x and y as one number. */
    private final int[] row;

    ReducedTerm(LaneContraction.Term term, int columns, LaneContraction.Weights weights) {
        super(term);
        int padded = LaneContraction.padded(columns);
        panels = new double[Math.multiplyExact(nx * ny, padded)];
        for (int qy = 0; qy < ny; qy++) {
            for (int qx = 0; qx < terms(qy); qx++) {
                double f = factor(term, qx, qy);
                int property = term.offset() + property(qx, qy);
                for (int c = 0; c < columns; c++)
                    panels[at(c / COLUMNS, qy) + qx * COLUMNS + c % COLUMNS] = f * weights.at(property, c);
            }
        }
        int[] x = swapped ? table.m2 : table.m1;
        int[] y = swapped ? table.m1 : table.m2;
        row = new int[table.size()];
        for (int k = 0; k < row.length; k++) row[k] = x[k] * my + y[k];
    }

    /** How many properties of x meet qy. */
    private int terms(int qy) {
        return packed ? qy + 1 - gap : nx;
    }

    private int at(int panel, int qy) {
        return (panel * ny + qy) * nx * COLUMNS;
    }

    @Override
    void add(LaneArray x, LaneArray y, int padded, int lanes, LaneScratch scratch) {
        LaneArray reduced = scratch.products.room(ny * COLUMNS);
        LaneArray pairs = scratch.pairs.room(mx * my * COLUMNS);
        LaneArray sums = scratch.sums;
        for (int c = 0; c < padded; c += COLUMNS) {
            int w = at(c / COLUMNS, 0);
            for (int m = 0; m < mx; m++) {
                LanePanels.set(
                        ny,
                        nx * COLUMNS,
                        x.array,
                        x.first + m * nx * LANES,
                        terms(0),
                        packed ? 1 : 0,
                        panels,
                        w,
                        lanes,
                        reduced.array,
                        reduced.first);
                multiply(y, reduced, lanes, pairs.array, pairs.first + m * my * COLUMNS * LANES);
            }
            int components = 2 * table.lambda + 1;
            LaneRows.coupled(
                    row,
                    table.c,
                    table.start,
                    components,
                    pairs.array,
                    pairs.first,
                    lanes,
                    sums.array,
                    sums.first + c * LANES,
                    padded);
        }
    }

    private void multiply(LaneArray y, LaneArray reduced, int lanes, double[] out, int o) {
        int size = ny * LANES;
        int m = 0;
        for (; m + 3 <= my; m += 3)
            LaneRows.three(
                    y.array,
                    y.first + m * size,
                    size,
                    reduced.array,
                    reduced.first,
                    ny,
                    lanes,
                    out,
                    o + m * COLUMNS * LANES);
        for (; m < my; m++)
            LaneRows.one(
                    y.array, y.first + m * size, reduced.array, reduced.first, ny, lanes, out, o + m * COLUMNS * LANES);
    }
}
