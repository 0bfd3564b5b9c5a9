package ncenter.kernels.coupling;

/** The form without vector lanes: {@link CouplingProduct}. */
final class PlainProduct implements ProductKernel {
    @Override
    public void outer(
            CouplingTable t,
            double scale,
            double[] a,
            int na,
            int[] aRow,
            double[] b,
            int nb,
            int from,
            int to,
            double[] out,
            int stride,
            int offset) {
        clear(2 * t.lambda + 1, na * nb, from, to, out, stride, offset);
        CouplingProduct.outerAdd(t, scale, a, na, aRow, b, nb, null, from, to, out, stride, offset);
    }

    @Override
    public void self(CouplingTable t, double[] a, int na, int from, int to, double[] out, int stride, int offset) {
        int size = CouplingProduct.selfSize(t.l1, t.lambda, na);
        clear(2 * t.lambda + 1, size, from, to, out, stride, offset);
        CouplingProduct.selfAdd(t, a, na, from, to, out, stride, offset);
    }

    private static void clear(int n3, int size, int from, int to, double[] out, int stride, int offset) {
        for (int row = from * n3; row < to * n3; row++) {
            int o = row * stride + offset;
            java.util.Arrays.fill(out, o, o + size, 0.0);
        }
    }
}
