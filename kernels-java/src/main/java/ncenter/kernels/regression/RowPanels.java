package ncenter.kernels.regression;

/** Rows of features that are not all in memory, read as often as they are needed. */
public interface RowPanels {
    /** Number of rows. */
    int rows();

    /** Features of a row. */
    int q();

    /** x[i*q + j] = feature j of row first + i, for i below {@code count}. */
    void readRows(int first, int count, double[] x);

    /** x[i*(to - from) + j - from] = feature j of row i, for all rows and j from {@code from} until {@code to}. */
    void readColumns(int from, int to, double[] x);
}
