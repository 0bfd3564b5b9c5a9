package ncenter.kernels.density;

/** What both forms of {@link PairExpansion} do; the methods are documented there. */
interface ExpansionForm {
    void pairs(double[] vectors, int from, int to, double[][] out);

    /** @param channel of each pair; null: all pairs have the channel {@code sole} */
    void accumulate(
            double[] vectors,
            int from,
            int to,
            int[] row,
            int firstRow,
            int[] channel,
            int sole,
            int channels,
            double[][] out);

    void gradients(double[] vectors, int from, int to, double[][] out);
}
