package ncenter.kernels.neighbors;

import java.util.Arrays;

/** Pairs as they are found; grows. */
final class PairBuffer implements PairSink {
    private int[] first;
    private int[] second;
    private int[] shift;
    private double[] vector;
    private int size;

    PairBuffer(int capacity) {
        first = new int[capacity];
        second = new int[capacity];
        shift = new int[Math.multiplyExact(3, capacity)];
        vector = new double[3 * capacity];
    }

    @Override
    public void add(int i, int j, int a, int b, int c, double dx, double dy, double dz) {
        if (size == first.length) grow();
        int at = 3 * size;
        first[size] = i;
        second[size] = j;
        shift[at] = a;
        shift[at + 1] = b;
        shift[at + 2] = c;
        vector[at] = dx;
        vector[at + 1] = dy;
        vector[at + 2] = dz;
        size++;
    }

    private void grow() {
        int c = Math.max(16, Math.multiplyExact(first.length, 2));
        first = Arrays.copyOf(first, c);
        second = Arrays.copyOf(second, c);
        shift = Arrays.copyOf(shift, Math.multiplyExact(3, c));
        vector = Arrays.copyOf(vector, 3 * c);
    }

    int[] firsts() {
        return size == first.length ? first : Arrays.copyOf(first, size);
    }

    int[] seconds() {
        return size == second.length ? second : Arrays.copyOf(second, size);
    }

    int[] shifts() {
        return 3 * size == shift.length ? shift : Arrays.copyOf(shift, 3 * size);
    }

    double[] vectors() {
        return 3 * size == vector.length ? vector : Arrays.copyOf(vector, 3 * size);
    }
}
