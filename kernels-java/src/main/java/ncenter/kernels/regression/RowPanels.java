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

    /** Refuses what no ridge regression on these rows can be solved for; {@code function} names it. */
    default void check(String function, double[] y, int targets, int[] foldOfRow, int folds) {
        if (rows() < 1 || q() < 1 || y.length < (long) rows() * targets || foldOfRow.length < rows() || folds < 1) {
            throw new IllegalArgumentException(
                    function + ": expected rows, features, a fold for each row and y of rows x targets, got " + rows()
                            + " x " + q() + ", " + foldOfRow.length + " folds of rows in " + folds + " and " + y.length
                            + " elements; check the sizes");
        }
    }
}
