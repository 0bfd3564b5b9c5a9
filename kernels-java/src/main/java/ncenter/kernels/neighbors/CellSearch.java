package ncenter.kernels.neighbors;

import java.util.Arrays;
import ncenter.kernels.lanes.KernelForm;

/**
 * One search through a {@link CellList}: rows of neighboring bins are contiguous, so that the distance test runs through arrays and keeps
 * hits without a branch. The test is done on positions in the cell, a little beyond the cutoff; what it keeps is tested again on the
 * positions given, from which the vectors are made.
 */
final class CellSearch {
    /** Entries behind the atoms and the hits that the vector form reads and writes. */
    static final int SPARE = 8;

    private final CellList cells;
    private final AtomOrder order;
    /** Narrower registers cannot move the hits to the front in one step. */
    private final boolean vector = KernelForm.lanes() == SPARE && KernelForm.chosen() == KernelForm.VECTOR;

    private int[] hits = new int[64];
    /** Second atom and shifts of the pairs of one atom, then their vectors. */
    private int[] found = new int[4 * 64];

    private double[] vectors = new double[3 * 64];
    private int[] sequence = new int[64];
    private int count;

    CellSearch(CellList cells) {
        this.cells = cells;
        this.order = new AtomOrder(cells.atoms);
    }

    void find(int from, int to, PairSink out) {
        for (int i = from; i < to; i++) {
            count = 0;
            visit(i);
            for (int k = count - 1; k >= 0; k--) order.addFirst(found[4 * k], k);
            order.drain(sequence);
            for (int s = 0; s < count; s++) {
                int k = sequence[s];
                int f = 4 * k;
                int v = 3 * k;
                out.add(
                        i,
                        found[f],
                        found[f + 1],
                        found[f + 2],
                        found[f + 3],
                        vectors[v],
                        vectors[v + 1],
                        vectors[v + 2]);
            }
        }
    }

    private void visit(int i) {
        int a = cells.binOf[3 * i];
        int b = cells.binOf[3 * i + 1];
        int c = cells.binOf[3 * i + 2];
        int low = lowest(c, 2);
        int high = highest(c, 2);
        for (int x = lowest(a, 0); x <= highest(a, 0); x++) {
            int sx = image(x, cells.bins[0]);
            for (int y = lowest(b, 1); y <= highest(b, 1); y++) {
                int sy = image(y, cells.bins[1]);
                int row = cells.index(x - sx * cells.bins[0], y - sy * cells.bins[1], 0);
                row(i, row, sx, sy, low, high);
            }
        }
    }

    /** The cell that holds bin k of n; most are in the cell itself, without a division. */
    private static int image(int k, int n) {
        return k >= 0 && k < n ? 0 : Math.floorDiv(k, n);
    }

    private int lowest(int bin, int axis) {
        return cells.periodic[axis] ? bin - cells.reach[axis] : Math.max(0, bin - cells.reach[axis]);
    }

    private int highest(int bin, int axis) {
        return cells.periodic[axis] ? bin + cells.reach[axis] : Math.min(cells.bins[axis] - 1, bin + cells.reach[axis]);
    }

    /** Bins low..high along the last axis, image by image. */
    private void row(int i, int row, int sx, int sy, int low, int high) {
        int n = cells.bins[2];
        for (int z = low; z <= high; ) {
            int sz = image(z, n);
            int end = Math.min(high, sz * n + n - 1);
            int from = cells.binStart[row + z - sz * n];
            int to = cells.binStart[row + end - sz * n + 1];
            if (to > from) keep(i, test(i, sx, sy, sz, from, to), sx, sy, sz);
            z = end + 1;
        }
    }

    /** Writes the candidates among atoms [from, to) of the order of bins into hits; returns how many. */
    private int test(int i, int sx, int sy, int sz, int from, int to) {
        int most = to - from + SPARE;
        if (most > hits.length) hits = new int[2 * most];
        double[] r = cells.lattice.rows;
        double[] xs = cells.sortedX;
        double[] ys = cells.sortedY;
        double[] zs = cells.sortedZ;
        int place = cells.placeOf[i];
        double x = xs[place] - (sx * r[0] + sy * r[3] + sz * r[6]);
        double y = ys[place] - (sx * r[1] + sy * r[4] + sz * r[7]);
        double z = zs[place] - (sx * r[2] + sy * r[5] + sz * r[8]);
        double limit = cells.cutoff * cells.cutoff * (1 + 1e-9);
        int[] kept = hits;
        if (vector) return VectorDistances.test(xs, ys, zs, x, y, z, limit, from, to, kept);
        int size = 0;
        for (int k = from; k < to; k++) {
            double dx = xs[k] - x;
            double dy = ys[k] - y;
            double dz = zs[k] - z;
            kept[size] = k;
            size += dx * dx + dy * dy + dz * dz < limit ? 1 : 0;
        }
        return size;
    }

    /** All that the loop reads is local: what it writes could be the same arrays for all that the compiler knows. */
    private void keep(int i, int size, int sx, int sy, int sz) {
        if (4 * (count + size) > found.length) grow(count + size);
        double[] x = cells.x;
        int[] wrap = cells.wrap;
        int[] sorted = cells.sorted;
        int[] kept = hits;
        int[] pairs = found;
        double[] out = vectors;
        double[] r = cells.lattice.rows;
        double limit = cells.cutoff * cells.cutoff;
        double xi = x[3 * i];
        double yi = x[3 * i + 1];
        double zi = x[3 * i + 2];
        int a = sx - wrap[3 * i];
        int b = sy - wrap[3 * i + 1];
        int c = sz - wrap[3 * i + 2];
        int la = Integer.MIN_VALUE;
        int lb = 0;
        int lc = 0;
        double tx = 0.0;
        double ty = 0.0;
        double tz = 0.0;
        int n = count;
        for (int h = 0; h < size; h++) {
            int j = sorted[kept[h]];
            int ta = a + wrap[3 * j];
            int tb = b + wrap[3 * j + 1];
            int tc = c + wrap[3 * j + 2];
            // Most atoms of an image are in the cell from the start: they share the translation.
            if (ta != la || tb != lb || tc != lc) {
                la = ta;
                lb = tb;
                lc = tc;
                tx = ta * r[0] + tb * r[3] + tc * r[6];
                ty = ta * r[1] + tb * r[4] + tc * r[7];
                tz = ta * r[2] + tb * r[5] + tc * r[8];
            }
            double dx = x[3 * j] - xi + tx;
            double dy = x[3 * j + 1] - yi + ty;
            double dz = x[3 * j + 2] - zi + tz;
            boolean self = i == j && ta == 0 && tb == 0 && tc == 0;
            if (self || !(dx * dx + dy * dy + dz * dz < limit)) continue;
            int f = 4 * n;
            int v = 3 * n++;
            pairs[f] = j;
            pairs[f + 1] = ta;
            pairs[f + 2] = tb;
            pairs[f + 3] = tc;
            out[v] = dx;
            out[v + 1] = dy;
            out[v + 2] = dz;
        }
        count = n;
    }

    private void grow(int pairs) {
        int c = 2 * pairs;
        found = Arrays.copyOf(found, 4 * c);
        vectors = Arrays.copyOf(vectors, 3 * c);
        sequence = new int[c];
    }
}
