package ncenter.kernels.neighbors;

/**
 * Puts candidates in the order of their atoms in linear time: one bit per atom, one bit per 64 atoms, and a chain of candidates per atom.
 * Candidates of one atom keep the order in which they were added, if they are added last to first.
 */
final class AtomOrder {
    private final int[] head;
    private final long[] bits;
    private final long[] words;
    private int[] next = new int[64];

    AtomOrder(int atoms) {
        head = new int[atoms];
        bits = new long[(atoms + 63) / 64];
        words = new long[(bits.length + 63) / 64];
    }

    /** Adds candidate k of {@code atom} in front of the others of this atom. */
    void addFirst(int atom, int k) {
        if (k >= next.length) next = java.util.Arrays.copyOf(next, Math.max(k + 1, 2 * next.length));
        int word = atom >> 6;
        long bit = 1L << atom;
        next[k] = (bits[word] & bit) == 0 ? -1 : head[atom];
        head[atom] = k;
        bits[word] |= bit;
        words[word >> 6] |= 1L << word;
    }

    /** Writes all candidates in order and forgets them. */
    void drain(int[] out) {
        int size = 0;
        for (int v = 0; v < words.length; v++) {
            for (; words[v] != 0; words[v] &= words[v] - 1) {
                int word = (v << 6) + Long.numberOfTrailingZeros(words[v]);
                for (long rest = bits[word]; rest != 0; rest &= rest - 1) {
                    int atom = (word << 6) + Long.numberOfTrailingZeros(rest);
                    for (int k = head[atom]; k >= 0; k = next[k]) out[size++] = k;
                }
                bits[word] = 0;
            }
        }
    }
}
