package ncenter.kernels.neighbors;

/** Takes pairs as a search finds them, in the order of {@link NeighborList}. */
interface PairSink {
    void add(int first, int second, int a, int b, int c, double dx, double dy, double dz);
}
