package ncenter.kernels.blocks;

/** Takes rectangular blocks out of square row-major matrices and puts them back. */
public final class MatrixBlocks {
    private MatrixBlocks() {}

    /** out[at + i*columns + j] = matrix[(row+i)*side + column+j]. */
    public static void gather(double[] matrix, int side, int row, int column, int rows, int columns, double[] out, int at) {
        for (int i = 0; i < rows; i++) System.arraycopy(matrix, (row + i) * side + column, out, at + i * columns, columns);
    }

    /** matrix[(row+i)*side + column+j] += factor * block[at + i*columns + j]; with {@code mirror} the transposed place too. */
    public static void scatterAdd(
            double[] block, int at, int rows, int columns, double factor, double[] matrix, int side, int row, int column, boolean mirror) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                double value = factor * block[at + i * columns + j];
                matrix[(row + i) * side + column + j] += value;
                if (mirror) matrix[(column + j) * side + row + i] += value;
            }
        }
    }
}
