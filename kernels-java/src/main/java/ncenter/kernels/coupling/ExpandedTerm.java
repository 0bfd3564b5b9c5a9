package ncenter.kernels.coupling;

import static ncenter.kernels.coupling.LanePanels.COLUMNS;
import static ncenter.kernels.coupling.LaneTile.LANES;

/** A term whose products of properties are made first, a slice of them at a time, and then meet the weights. */
final class ExpandedTerm extends LaneTerm {
    /** Products that wait for their weights at once: both stay in the first-level cache. */
    private static final int SLICE = 128;
    /** Rows of x, and most columns of y, that are multiplied at once. */
    private static final int ROWS = 4;

    private static final int WIDEST = 6;

    /** [panel][product][column of the panel], products in the order in which they are made. */
    private final double[] panels;

    private final int products;
    private final HalfCoupling half;
    /** By term of the half product: where the rows of x and of y begin; behind those of y follow sums of two of them. */
    private final int[] xRow;

    private final int[] yRow;

    ExpandedTerm(LaneContraction.Term term, int columns, LaneContraction.Weights weights) {
        super(term);
        products = packed ? ny * (ny + 1 - 2 * gap) / 2 : nx * ny;
        panels = new double[Math.multiplyExact(products, LaneContraction.padded(columns))];
        half = half(table);
        xRow = new int[half.size()];
        yRow = new int[half.size()];
        for (int p = 0; p < xRow.length; p++) {
            xRow[p] = half.kept[p] * nx * LANES;
            yRow[p] = half.sources[p] * ny * LANES;
        }
        fill(term, columns, weights);
    }

    private void fill(LaneContraction.Term term, int columns, LaneContraction.Weights weights) {
        int o = 0;
        for (int r = 0; r < nx; r += ROWS) {
            int rows = Math.min(ROWS, nx - r);
            for (int j = packed ? r : 0; j < ny; ) {
                boolean diagonal = packed && j == r;
                int width = diagonal ? Math.min(ROWS, ny - j) : width(ny - j);
                for (int qx = r; qx < r + rows; qx++) {
                    for (int qy = diagonal ? qx + gap : j; qy < j + width; qy++)
                        weigh(term, columns, weights, qx, qy, o++);
                }
                j += width;
            }
        }
    }

    private void weigh(LaneContraction.Term term, int columns, LaneContraction.Weights weights, int qx, int qy, int o) {
        double f = factor(term, qx, qy);
        int property = term.offset() + property(qx, qy);
        for (int c = 0; c < columns; c++)
            panels[(c / COLUMNS * products + o) * COLUMNS + c % COLUMNS] = f * weights.at(property, c);
    }

    /** Columns of the next rectangle if {@code left} are left. */
    private static int width(int left) {
        if (left <= ROWS) return left;
        return left == 7 || left == 8 ? ROWS : Math.min(left, WIDEST);
    }

    @Override
    void add(LaneArray x, LaneArray y, int padded, int lanes, LaneScratch scratch) {
        LaneArray rows = rows(y, scratch);
        scratch.products.room(SLICE);
        int[] start = half.start;
        for (int mu = 0; mu < 2 * table.lambda + 1; mu++)
            expand(start[mu], start[mu + 1], x, rows, mu * padded, padded, lanes, scratch);
    }

    /** The rows of y, followed by the rows of the half product that have two coefficients. */
    private LaneArray rows(LaneArray y, LaneScratch scratch) {
        int sums = half.size() - half.singles;
        if (sums == 0) return y;
        LaneArray rows = scratch.longer(y, my * ny, sums * ny);
        LaneBlocks.pairs(half, rows.array, rows.first, ny, rows.array, rows.first + my * ny * LANES);
        return rows;
    }

    /** All products of one component, and what their weights make of them. */
    private void expand(
            int from, int to, LaneArray x, LaneArray y, int sum, int padded, int lanes, LaneScratch scratch) {
        double[] a = x.array;
        double[] b = y.array;
        double[] out = scratch.products.array;
        int origin = scratch.products.first;
        int done = 0;
        int o = 0;
        for (int r = 0; r < nx; r += ROWS) {
            int rows = Math.min(ROWS, nx - r);
            int j = 0;
            if (packed) {
                int width = Math.min(ROWS, ny - r);
                LaneBlocks.diagonal(
                        xRow,
                        yRow,
                        half.factors,
                        from,
                        to,
                        a,
                        x.first + r * LANES,
                        b,
                        y.first + r * LANES,
                        lanes,
                        out,
                        origin + o * LANES,
                        width,
                        gap);
                o += width * (width + 1 - 2 * gap) / 2;
                j = r + width;
            }
            while (j < ny) {
                int width = width(ny - j);
                LaneBlocks.rectangle(
                        xRow,
                        yRow,
                        half.factors,
                        from,
                        to,
                        a,
                        x.first + r * LANES,
                        b,
                        y.first + j * LANES,
                        lanes,
                        out,
                        origin + o * LANES,
                        width);
                o += rows * width;
                j += width;
                if (o < SLICE) continue;
                weigh(done, o, padded, sum, lanes, scratch);
                done += o;
                o = 0;
            }
        }
        if (o > 0) weigh(done, o, padded, sum, lanes, scratch);
    }

    private void weigh(int done, int count, int padded, int sum, int lanes, LaneScratch scratch) {
        int stride = products * COLUMNS;
        LanePanels.add(
                padded / COLUMNS,
                stride,
                scratch.products.array,
                scratch.products.first,
                count,
                panels,
                done * COLUMNS,
                lanes,
                scratch.sums.array,
                scratch.sums.first + sum * LANES);
    }
}
