package ncenter.kernels.linalg;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The loaded OpenBLAS library, or the reason why there is none.
 *
 * <p>Sources, in this order: the file named by the system property {@code ncenter.openblas}; the org.bytedeco:openblas jar on the
 * class path, extracted to {@code ncenter.cache} (a folder), else to the user's cache folder, else to a private temporary folder.
 */
record OpenBlasLibrary(SymbolLookup symbols, String config, String problem) {
    /** What {@link OpenBlasCalls} links to; a library without one of them is refused at load time, not in the middle of a run. */
    private static final List<String> SYMBOLS = List.of(
            "cblas_dgemm",
            "cblas_dsyrk",
            "cblas_dtrsm",
            "LAPACKE_dpotrf_work",
            "LAPACKE_dsyevd_work",
            "LAPACKE_dgesdd_work",
            "dtplqt_");

    static final OpenBlasLibrary INSTANCE = load();

    boolean isLoaded() {
        return symbols != null;
    }

    private static OpenBlasLibrary load() {
        List<String> problems = new ArrayList<>();
        String named = System.getProperty("ncenter.openblas");
        if (named != null) {
            OpenBlasLibrary library = open(Path.of(named), problems);
            return library != null ? library : absent(problems);
        }
        OpenBlasPlatform platform = OpenBlasPlatform.current();
        URL anchor = OpenBlasLibrary.class.getClassLoader().getResource(platform.folder() + platform.mainLibrary());
        if (anchor == null) {
            problems.add("no OpenBLAS for " + platform.name() + " on the class path; add org.bytedeco:openblas:"
                    + OpenBlasPlatform.VERSION + " with classifier " + platform.name()
                    + ", or name a library file with -Dncenter.openblas=FILE");
            return absent(problems);
        }
        for (Path folder : cacheFolders(platform)) {
            OpenBlasLibrary library = extractAndOpen(anchor, platform, folder, problems);
            if (library != null) {
                return library;
            }
        }
        OpenBlasLibrary library = openFromTemporary(anchor, platform, problems);
        return library != null ? library : absent(problems);
    }

    private static OpenBlasLibrary absent(List<String> problems) {
        return new OpenBlasLibrary(null, "", String.join("; ", problems));
    }

    private static List<Path> cacheFolders(OpenBlasPlatform platform) {
        String leaf = "openblas-" + OpenBlasPlatform.VERSION + "-" + platform.name();
        String chosen = System.getProperty("ncenter.cache");
        if (chosen != null) {
            return List.of(Path.of(chosen, leaf));
        }
        String xdg = System.getenv("XDG_CACHE_HOME");
        String home = System.getProperty("user.home", "");
        List<Path> folders = new ArrayList<>();
        // Relative ones are ignored: the XDG rules ask for it, and Java calls the home of a user without an entry "?".
        if (xdg != null && Path.of(xdg).isAbsolute()) {
            folders.add(Path.of(xdg, "ncenter", leaf));
        }
        if (Path.of(home).isAbsolute()) {
            folders.add(Path.of(home, ".cache", "ncenter", leaf));
        }
        return folders;
    }

    private static OpenBlasLibrary extractAndOpen(
            URL anchor, OpenBlasPlatform platform, Path folder, List<String> problems) {
        try {
            NativeFiles.extract(anchor, platform, folder);
        } catch (IOException | RuntimeException e) {
            problems.add("cannot extract OpenBLAS to " + folder + " (" + text(e) + ")");
            return null;
        }
        return open(folder.resolve(platform.mainLibrary()), problems);
    }

    private static OpenBlasLibrary openFromTemporary(URL anchor, OpenBlasPlatform platform, List<String> problems) {
        Path folder;
        try {
            folder = Files.createTempDirectory("ncenter-openblas");
        } catch (IOException e) {
            problems.add("cannot create a temporary folder (" + text(e) + ")");
            return null;
        }
        try {
            return extractAndOpen(anchor, platform, folder, problems);
        } finally {
            discard(folder);
        }
    }

    /** Mapped libraries may be deleted at once except on Windows, where the exit hook gets what it can. */
    private static void discard(Path folder) {
        boolean later =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        folder.toFile().deleteOnExit();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                file.toFile().deleteOnExit();
                if (!later) {
                    Files.deleteIfExists(file);
                }
            }
            if (!later) {
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            // Left to the exit hook: a stray temporary file must not stop the computation.
        }
    }

    private static OpenBlasLibrary open(Path file, List<String> problems) {
        try {
            SymbolLookup symbols = SymbolLookup.libraryLookup(file.toAbsolutePath(), Arena.global());
            String config = config(symbols);
            if (config.contains("USE64BITINT")) {
                problems.add(file + " uses 64-bit integers; name a build with 32-bit integers");
                return null;
            }
            for (String symbol : SYMBOLS) {
                symbols.findOrThrow(symbol);
            }
            singleThreaded(symbols);
            return new OpenBlasLibrary(symbols, config, "");
        } catch (IllegalCallerException e) {
            problems.add("native access is denied; start Java with --enable-native-access=ALL-UNNAMED");
        } catch (Throwable e) {
            // Whatever a foreign library does at load time, the reason belongs in the status, not in a linkage error
            // later on.
            problems.add("cannot load " + file + " (" + text(e) + ")");
        }
        return null;
    }

    private static String config(SymbolLookup symbols) throws Throwable {
        var handle = Linker.nativeLinker()
                .downcallHandle(symbols.findOrThrow("openblas_get_config"), FunctionDescriptor.of(ValueLayout.ADDRESS));
        return ((MemorySegment) handle.invokeExact())
                .reinterpret(1024)
                .getString(0)
                .strip();
    }

    /** One thread: callers bring their own parallelism, and the order of summation must not depend on the machine's cores. */
    private static void singleThreaded(SymbolLookup symbols) throws Throwable {
        Linker.nativeLinker()
                .downcallHandle(
                        symbols.findOrThrow("openblas_set_num_threads"),
                        FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT))
                .invokeExact(1);
    }

    private static String text(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
