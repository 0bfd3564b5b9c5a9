package ncenter.benchmarks.peers;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import ncenter.kernels.coupling.CouplingProduct;
import ncenter.kernels.coupling.CouplingTable;
import ncenter.kernels.lanes.KernelForm;

/** The product of two blocks by the kernel that the engine calls: {@code ProductKernel} where there is one, else {@link CouplingProduct}. */
final class ProductCall {
    private static final String KERNEL = "ncenter.kernels.coupling.ProductKernel";
    private static final MethodHandle OUTER = kernel();

    private ProductCall() {}

    static void outer(
            CouplingTable t, double scale, double[] a, int na, double[] b, int nb, int samples, double[] out, int q) {
        if (OUTER == null) {
            CouplingProduct.outerAdd(t, scale, a, na, null, b, nb, null, 0, samples, out, q, 0);
            return;
        }
        try {
            OUTER.invokeExact(t, scale, a, na, (int[]) null, b, nb, 0, samples, out, q, 0);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@code outer} of a kernel in the form of this process, or null where the library has no such class. */
    private static MethodHandle kernel() {
        try {
            Class<?> type = Class.forName(KERNEL);
            Object made = type.getMethod("of", KernelForm.class).invoke(null, KernelForm.chosen());
            var outer = Arrays.stream(type.getMethods())
                    .filter(m -> m.getName().equals("outer"))
                    .findFirst()
                    .orElseThrow();
            return MethodHandles.publicLookup().unreflect(outer).bindTo(made);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
