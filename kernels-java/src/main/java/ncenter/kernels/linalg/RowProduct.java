package ncenter.kernels.linalg;

import ncenter.kernels.lanes.KernelForm;

/**
 * C = A W for a fixed W (k x n) and any number of rows of A: a row of C depends on its row of A alone, bit by bit, whichever rows are
 * multiplied with it, on whichever thread. Products of {@link LinearAlgebra} do not promise that: their rounding changes with the shape.
 *
 * <p>Every entry of C is one sum over k in order. Immutable and thread-safe.
 */
public abstract class RowProduct {
    final int k;
    final int n;

    RowProduct(int k, int n) {
        this.k = k;
        this.n = n;
    }

    /** c[cOff + i*n + j] = sum over p of a[aOff + i*k + p] W[p, j] for i in [0, rows); what was in {@code c} is not read. */
    public abstract void multiply(int rows, double[] a, int aOff, double[] c, int cOff);

    /** The product with W[p, j] = w[p*n + j]. The numbers are copied. */
    public static RowProduct of(KernelForm form, int k, int n, double[] w) {
        return create(form, k, n, w, n, 1);
    }

    /** The product with the transpose of a stored n x k matrix, W[p, j] = w[j*k + p]. The numbers are copied. */
    public static RowProduct ofTransposed(KernelForm form, int k, int n, double[] w) {
        return create(form, k, n, w, 1, k);
    }

    private static RowProduct create(KernelForm form, int k, int n, double[] w, int pStride, int jStride) {
        if (k < 0 || n < 0 || w.length != (long) k * n)
            throw new IllegalArgumentException(
                    "RowProduct: " + k + " x " + n + " numbers were expected, got " + w.length);
        return form == KernelForm.VECTOR
                ? new VectorRowProduct(k, n, w, pStride, jStride)
                : new PlainRowProduct(k, n, w, pStride, jStride);
    }

    /** Checks the ranges of a call; false if there is nothing to do. */
    final boolean fits(int rows, double[] a, int aOff, double[] c, int cOff) {
        if (rows < 0 || aOff < 0 || cOff < 0 || aOff + (long) rows * k > a.length || cOff + (long) rows * n > c.length)
            throw new IllegalArgumentException("RowProduct: " + rows + " rows of " + k + " and of " + n
                    + " were expected to fit, got " + a.length + " numbers from " + aOff + " and " + c.length + " from "
                    + cOff);
        return rows > 0 && n > 0;
    }
}
