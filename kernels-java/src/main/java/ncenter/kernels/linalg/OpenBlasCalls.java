package ncenter.kernels.linalg;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The C entry points of OpenBLAS as static final method handles (constants for the compiler). Touch only when
 * {@link OpenBlasLibrary#isLoaded()}.
 *
 * <p>{@code SHORT_} forms are critical: heap arrays pass without a copy, but no garbage collection can start until they return.
 */
final class OpenBlasCalls {
    static final int ROW_MAJOR = 101;
    static final int COLUMN_MAJOR = 102;
    static final int NO_TRANS = 111;
    static final int TRANS = 112;
    static final int UPPER = 121;
    static final int LOWER = 122;
    static final int NON_UNIT = 131;
    static final int LEFT = 141;
    static final int RIGHT = 142;

    private static final FunctionDescriptor GEMM = FunctionDescriptor.ofVoid(
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            JAVA_DOUBLE,
            ADDRESS,
            JAVA_INT,
            ADDRESS,
            JAVA_INT,
            JAVA_DOUBLE,
            ADDRESS,
            JAVA_INT);
    private static final FunctionDescriptor SYRK = FunctionDescriptor.ofVoid(
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            JAVA_DOUBLE,
            ADDRESS,
            JAVA_INT,
            JAVA_DOUBLE,
            ADDRESS,
            JAVA_INT);
    private static final FunctionDescriptor TRSM = FunctionDescriptor.ofVoid(
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            JAVA_DOUBLE,
            ADDRESS,
            JAVA_INT,
            ADDRESS,
            JAVA_INT);
    private static final FunctionDescriptor POTRF =
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_BYTE, JAVA_INT, ADDRESS, JAVA_INT);
    private static final FunctionDescriptor SYEVD = FunctionDescriptor.of(
            JAVA_INT, JAVA_INT, JAVA_BYTE, JAVA_BYTE, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS,
            JAVA_INT);
    private static final FunctionDescriptor GESDD = FunctionDescriptor.of(
            JAVA_INT, JAVA_INT, JAVA_BYTE, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS,
            JAVA_INT, ADDRESS, JAVA_INT, ADDRESS);
    private static final FunctionDescriptor TPLQT = FunctionDescriptor.ofVoid(
            ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);

    static final MethodHandle SHORT_GEMM = critical("cblas_dgemm", GEMM);
    static final MethodHandle LONG_GEMM = handle("cblas_dgemm", GEMM);
    static final MethodHandle SHORT_SYRK = critical("cblas_dsyrk", SYRK);
    static final MethodHandle LONG_SYRK = handle("cblas_dsyrk", SYRK);
    static final MethodHandle SHORT_TRSM = critical("cblas_dtrsm", TRSM);
    static final MethodHandle LONG_POTRF = handle("LAPACKE_dpotrf_work", POTRF);
    static final MethodHandle LONG_SYEVD = handle("LAPACKE_dsyevd_work", SYEVD);
    static final MethodHandle LONG_GESDD = handle("LAPACKE_dgesdd_work", GESDD);
    static final MethodHandle LONG_TPLQT = handle("dtplqt_", TPLQT);

    private OpenBlasCalls() {}

    private static MethodHandle critical(String name, FunctionDescriptor type) {
        return Linker.nativeLinker().downcallHandle(symbol(name), type, Linker.Option.critical(true));
    }

    private static MethodHandle handle(String name, FunctionDescriptor type) {
        return Linker.nativeLinker().downcallHandle(symbol(name), type);
    }

    private static MemorySegment symbol(String name) {
        return OpenBlasLibrary.INSTANCE.symbols().findOrThrow(name);
    }
}
