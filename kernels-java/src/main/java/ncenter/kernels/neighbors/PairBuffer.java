package ncenter.kernels.neighbors;

import java.util.Arrays;

/** Pairs as they are found; grows, and sorts the pairs of one atom. */
final class PairBuffer {
    private int[] first;
    private int[] second;
    private int[] shift;
    private double[] vector;
    private int size;

    PairBuffer(int capacity) {
        int c = Math.max(8, capacity);
        first = new int[c];
        second = new int[c];
        shift = new int[3 * c];
        vector = new double[3 * c];
    }

    int size() {
        return size;
    }

    void add(int i, int j, int a, int b, int c, double dx, double dy, double dz) {
        if (size == first.length) grow();
        first[size] = i;
        second[size] = j;
        shift[3 * size] = a;
        shift[3 * size + 1] = b;
        shift[3 * size + 2] = c;
        vector[3 * size] = dx;
        vector[3 * size + 1] = dy;
        vector[3 * size + 2] = dz;
        size++;
    }

    private void grow() {
        int c = Math.multiplyExact(first.length, 2);
        first = Arrays.copyOf(first, c);
        second = Arrays.copyOf(second, c);
        shift = Arrays.copyOf(shift, Math.multiplyExact(3, c));
        vector = Arrays.copyOf(vector, 3 * c);
    }

    /** Sorts pairs [from, size) by second atom, then shifts. */
    void sortFrom(int from) {
        int n = size - from;
        Integer[] order = new Integer[n];
        for (int k = 0; k < n; k++) order[k] = from + k;
        Arrays.sort(order, this::compare);
        int[] s = new int[n];
        int[] t = new int[3 * n];
        double[] v = new double[3 * n];
        for (int k = 0; k < n; k++) {
            s[k] = second[order[k]];
            System.arraycopy(shift, 3 * order[k], t, 3 * k, 3);
            System.arraycopy(vector, 3 * order[k], v, 3 * k, 3);
        }
        System.arraycopy(s, 0, second, from, n);
        System.arraycopy(t, 0, shift, 3 * from, 3 * n);
        System.arraycopy(v, 0, vector, 3 * from, 3 * n);
    }

    private int compare(int p, int q) {
        if (second[p] != second[q]) return Integer.compare(second[p], second[q]);
        for (int k = 0; k < 3; k++) {
            if (shift[3 * p + k] != shift[3 * q + k]) return Integer.compare(shift[3 * p + k], shift[3 * q + k]);
        }
        return 0;
    }

    int[] firsts() {
        return Arrays.copyOf(first, size);
    }

    int[] seconds() {
        return Arrays.copyOf(second, size);
    }

    int[] shifts() {
        return Arrays.copyOf(shift, 3 * size);
    }

    double[] vectors() {
        return Arrays.copyOf(vector, 3 * size);
    }
}
