package ncenter.kernels.linalg;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The OpenBLAS functions in use, as method handles. Each comes twice: {@code critical} takes heap arrays without a copy but holds up the
 * collector, {@code plain} takes native memory only and does not.
 */
final class OpenBlasSymbols {
    /** One function in both linkages. */
    record Function(MethodHandle critical, MethodHandle plain) {}

    final Function gemm;
    final Function syrk;
    final Function syevd;
    final Function potrf;
    final Function potrs;
    final Function gesdd;
    final String version;

    OpenBlasSymbols() throws IOException {
        SymbolLookup library = load();
        Linker linker = Linker.nativeLinker();
        FunctionDescriptor gemmForm = FunctionDescriptor.ofVoid(
                JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_DOUBLE, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_DOUBLE, ADDRESS,
                JAVA_INT);
        gemm = function(library, linker, "cblas_dgemm", gemmForm);
        FunctionDescriptor syrkForm = FunctionDescriptor.ofVoid(
                JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_DOUBLE, ADDRESS, JAVA_INT, JAVA_DOUBLE, ADDRESS, JAVA_INT);
        syrk = function(library, linker, "cblas_dsyrk", syrkForm);
        syevd = function(library, linker, "dsyevd_", fortran(11, 2));
        potrf = function(library, linker, "dpotrf_", fortran(5, 1));
        potrs = function(library, linker, "dpotrs_", fortran(8, 1));
        gesdd = function(library, linker, "dgesdd_", fortran(14, 1));
        oneThread(library, linker);
        version = version(library, linker);
    }

    /** All arguments by address, then the hidden lengths of the character arguments. */
    private static FunctionDescriptor fortran(int addresses, int characters) {
        FunctionDescriptor form = FunctionDescriptor.ofVoid();
        for (int i = 0; i < addresses; i++) form = form.appendArgumentLayouts(ADDRESS);
        for (int i = 0; i < characters; i++) form = form.appendArgumentLayouts(JAVA_LONG);
        return form;
    }

    private static Function function(SymbolLookup library, Linker linker, String name, FunctionDescriptor form) {
        MemorySegment address = library.findOrThrow(name);
        return new Function(linker.downcallHandle(address, form, Linker.Option.critical(true)), linker.downcallHandle(address, form));
    }

    private static SymbolLookup load() throws IOException {
        String platform = NativeFiles.platform();
        boolean linux = platform.startsWith("linux");
        boolean mac = platform.startsWith("macosx");
        String main = linux ? "libopenblas.so.0" : mac ? "libopenblas.0.dylib" : "libopenblas.dll";
        List<String> names = linux
                ? List.of("libgcc_s.so.1", "libquadmath.so.0", "libgfortran.so.5", main)
                : mac
                        ? List.of("libgcc_s.1.1.dylib", "libgcc_s.1.dylib", "libquadmath.0.dylib", "libgfortran.5.dylib", "libgfortran.dylib", main)
                        : List.of("libgcc_s_seh-1.dll", "libwinpthread-1.dll", "libquadmath-0.dll", "libgfortran-5.dll", "libgfortran-3.dll", main);
        String folder = "/org/bytedeco/openblas/" + platform + "/";
        if (OpenBlasSymbols.class.getResource(folder + main) == null) throw new IOException("no " + main + " for " + platform + " on the class path");
        Path unpacked = NativeFiles.unpack(folder, names);
        for (String name : names) if (Files.exists(unpacked.resolve(name))) System.load(unpacked.resolve(name).toString());
        return SymbolLookup.libraryLookup(unpacked.resolve(main), Arena.global());
    }

    /** Threads are ours: one per call, so that results never depend on how many there are. */
    private static void oneThread(SymbolLookup library, Linker linker) {
        MethodHandle set = linker.downcallHandle(library.findOrThrow("openblas_set_num_threads"), FunctionDescriptor.ofVoid(JAVA_INT));
        try {
            set.invokeExact(1);
        } catch (Throwable e) {
            throw new IllegalStateException("OpenBLAS: openblas_set_num_threads failed (this is a bug, please report it)", e);
        }
    }

    private static String version(SymbolLookup library, Linker linker) {
        MethodHandle get = linker.downcallHandle(library.findOrThrow("openblas_get_config"), FunctionDescriptor.of(ADDRESS));
        try {
            MemorySegment text = (MemorySegment) get.invokeExact();
            String[] words = text.reinterpret(256).getString(0).trim().split("\\s+");
            return words.length > 1 ? words[0] + " " + words[1] : words[0];
        } catch (Throwable e) {
            throw new IllegalStateException("OpenBLAS: openblas_get_config failed (this is a bug, please report it)", e);
        }
    }
}
