package ncenter.kernels.blocks;

/**
 * Copies one block of rows x cols between a square matrix (n x n) and a tight array.
 *
 * <p>{@code block[at + i*cols + j]} stands for {@code matrix[(row+i)*n + col+j]}, in the transposed forms for
 * {@code matrix[(row+j)*n + col+i]}: rows and cols always describe the tight block.
 */
public final class MatrixBlocks {
    private MatrixBlocks() {}

    /** Reads the block that starts at (row, col). */
    public static void gather(double[] matrix, int n, int row, int col, int rows, int cols, double[] block, int at) {
        check("gather", matrix, n, row, col, rows, cols, block, at, rows, cols);
        for (int i = 0; i < rows; i++) {
            System.arraycopy(matrix, (row + i) * n + col, block, at + i * cols, cols);
        }
    }

    /** Reads the transpose of the cols x rows block that starts at (row, col). */
    public static void gatherTransposed(
            double[] matrix, int n, int row, int col, int rows, int cols, double[] block, int at) {
        check("gatherTransposed", matrix, n, row, col, cols, rows, block, at, rows, cols);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                block[at + i * cols + j] = matrix[(row + j) * n + col + i];
            }
        }
    }

    /** Writes the block to (row, col). */
    public static void scatter(double[] block, int at, int rows, int cols, double[] matrix, int n, int row, int col) {
        check("scatter", matrix, n, row, col, rows, cols, block, at, rows, cols);
        for (int i = 0; i < rows; i++) {
            System.arraycopy(block, at + i * cols, matrix, (row + i) * n + col, cols);
        }
    }

    /** Writes the transpose of the block, cols x rows, to (row, col). */
    public static void scatterTransposed(
            double[] block, int at, int rows, int cols, double[] matrix, int n, int row, int col) {
        check("scatterTransposed", matrix, n, row, col, cols, rows, block, at, rows, cols);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                matrix[(row + j) * n + col + i] = block[at + i * cols + j];
            }
        }
    }

    /** matrix[(row+i)*n + col+j] += factor * block[at + i*cols + j]; with {@code mirror} the transposed place too. */
    public static void scatterAdd(
            double[] block,
            int at,
            int rows,
            int cols,
            double factor,
            double[] matrix,
            int n,
            int row,
            int col,
            boolean mirror) {
        check("scatterAdd", matrix, n, row, col, rows, cols, block, at, rows, cols);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                double value = factor * block[at + i * cols + j];
                matrix[(row + i) * n + col + j] += value;
                if (mirror) {
                    matrix[(col + j) * n + row + i] += value;
                }
            }
        }
    }

    private static void check(
            String function,
            double[] matrix,
            int n,
            int row,
            int col,
            int height,
            int width,
            double[] block,
            int at,
            int rows,
            int cols) {
        boolean inside = row >= 0 && col >= 0 && height >= 0 && width >= 0 && row + height <= n && col + width <= n;
        if (!inside || matrix.length < (long) n * n) {
            throw new IllegalArgumentException("MatrixBlocks." + function + ": expected a block inside the matrix, got "
                    + height
                    + " x " + width + " at (" + row + ", " + col + ") of " + n + " x " + n + " (" + matrix.length
                    + " elements); check the orbital offsets");
        }
        if (at < 0 || block.length < at + (long) rows * cols) {
            throw new IllegalArgumentException(
                    "MatrixBlocks." + function + ": expected a block array of " + rows + " x " + cols + " from " + at
                            + ", got " + block.length + " elements; allocate it for all samples");
        }
    }
}
