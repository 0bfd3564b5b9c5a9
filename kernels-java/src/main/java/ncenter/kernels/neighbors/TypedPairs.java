package ncenter.kernels.neighbors;

import java.util.Arrays;

/**
 * The pairs of some structures in one table per (type of the first atom, type of the second), each in the order of its search. Types are
 * counted from 0. Not for several threads.
 */
public final class TypedPairs implements PairSink {
    /** Integers of one pair: system, first atom, second atom, three shifts. */
    public static final int WIDTH = 6;

    private static final int FIRST_CAPACITY = 16;

    private final int types;
    private final int[][] samples;
    private final double[][] vectors;
    private final int[] sizes;
    private final double[] expected;
    private int system;
    private int[] typeOf = new int[0];

    public TypedPairs(int types) {
        this.types = types;
        this.samples = new int[types * types][0];
        this.vectors = new double[types * types][0];
        this.sizes = new int[types * types];
        this.expected = new double[types * types];
    }

    /** Announces a call of {@link #addAll}: room is made once for all that is announced, shared out as if types were mixed evenly. */
    public void expect(NeighborSearch search, int from, int to, int[] typeOf) {
        int[] all = new int[types];
        int[] firsts = new int[types];
        for (int type : typeOf) all[type]++;
        for (int i = from; i < to; i++) firsts[typeOf[i]]++;
        // An atom is not its own neighbor: few atoms have more unlike neighbors than their share.
        double pairs =
                search.expectedPairs(from, to) / ((double) Math.max(1, to - from) * Math.max(1, typeOf.length - 1));
        for (int table = 0; table < expected.length; table++)
            expected[table] += pairs * firsts[table / types] * all[table % types];
    }

    /**
     * Adds the pairs of one structure with first atoms in [from, to).
     *
     * @param number of the structure
     * @param typeOf type of each of its atoms
     */
    public void addAll(NeighborSearch search, int from, int to, int number, int[] typeOf) {
        this.system = number;
        this.typeOf = typeOf;
        search.find(from, to, this);
    }

    @Override
    public void add(int first, int second, int a, int b, int c, double dx, double dy, double dz) {
        int table = typeOf[first] * types + typeOf[second];
        int row = sizes[table];
        if (3 * row == vectors[table].length) grow(table, Math.max(Math.multiplyExact(2, row), (int) expected[table]));
        sizes[table] = row + 1;
        int[] sample = samples[table];
        int at = WIDTH * row;
        sample[at] = system;
        sample[at + 1] = first;
        sample[at + 2] = second;
        sample[at + 3] = a;
        sample[at + 4] = b;
        sample[at + 5] = c;
        double[] vector = vectors[table];
        vector[3 * row] = dx;
        vector[3 * row + 1] = dy;
        vector[3 * row + 2] = dz;
    }

    private void grow(int table, int wanted) {
        int capacity = Math.max(FIRST_CAPACITY, wanted);
        samples[table] = Arrays.copyOf(samples[table], Math.multiplyExact(WIDTH, capacity));
        vectors[table] = Arrays.copyOf(vectors[table], 3 * capacity);
    }

    /** Number of pairs with these types. */
    public int size(int first, int second) {
        return sizes[first * types + second];
    }

    /** Copies the table of these types: integers to samples[6*row...], vectors to vectors[3*row...]. */
    public void copyTo(int first, int second, int[] samples, double[] vectors, int row) {
        int table = first * types + second;
        System.arraycopy(this.samples[table], 0, samples, WIDTH * row, WIDTH * sizes[table]);
        System.arraycopy(this.vectors[table], 0, vectors, 3 * row, 3 * sizes[table]);
    }
}
