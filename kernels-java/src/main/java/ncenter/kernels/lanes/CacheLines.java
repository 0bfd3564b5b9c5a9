package ncenter.kernels.lanes;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Where cache lines begin in an array on Java's heap. A vector register as long as a line that is read across two of them takes twice as long, and nobody can choose where the heap puts an array.
 *
 * <p>Only ever a hint: the collector may move the array at any time, which costs time until somebody asks again, and changes no result.
 */
public final class CacheLines {
    /** Doubles of a cache line. */
    public static final int DOUBLES = 8;

    private static final long BYTES = (long) DOUBLES * Double.BYTES;

    /** The C library's memset, which returns the address that it is given; null where native calls are not allowed. */
    private static final MethodHandle MEMSET = memset();

    private CacheLines() {}

    /** Doubles in front of the first line that begins in {@code array}, less than {@value #DOUBLES}; 0 if that cannot be known. */
    public static int first(double[] array) {
        if (MEMSET == null) return 0;
        try {
            long address = (long) MEMSET.invokeExact(MemorySegment.ofArray(array), 0, 0L);
            return (int) (Math.floorMod(-address, BYTES) / Double.BYTES);
        } catch (Throwable e) {
            throw new IllegalStateException("CacheLines: memset failed (this is a bug, please report it)", e);
        }
    }

    private static MethodHandle memset() {
        if (!CacheLines.class.getModule().isNativeAccessEnabled()) return null;
        Linker linker = Linker.nativeLinker();
        FunctionDescriptor signature = FunctionDescriptor.of(JAVA_LONG, ADDRESS, JAVA_INT, JAVA_LONG);
        return linker.defaultLookup()
                .find("memset")
                .map(symbol -> linker.downcallHandle(symbol, signature, Linker.Option.critical(true)))
                .orElse(null);
    }
}
