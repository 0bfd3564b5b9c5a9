package ncenter.kernels.linalg;

import java.util.Locale;

/** Where the org.bytedeco:openblas jar keeps the library of the running platform. */
record OpenBlasPlatform(String name, String mainLibrary) {
    static final String VERSION = "0.3.31-1.5.13";

    static OpenBlasPlatform current() {
        return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    static OpenBlasPlatform of(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT);
        String arch =
                switch (osArch.toLowerCase(Locale.ROOT)) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm64";
                    default -> osArch.toLowerCase(Locale.ROOT);
                };
        if (os.startsWith("mac")) {
            return new OpenBlasPlatform("macosx-" + arch, "libopenblas.0.dylib");
        }
        if (os.startsWith("windows")) {
            return new OpenBlasPlatform("windows-" + arch, "libopenblas.dll");
        }
        return new OpenBlasPlatform(os + "-" + arch, "libopenblas.so.0");
    }

    String folder() {
        return "org/bytedeco/openblas/" + name + "/";
    }

    /** The libraries beside the main one that it links to; the JNI bridges of the jar are not needed. */
    boolean isNeeded(String fileName) {
        boolean library = fileName.contains(".so") || fileName.endsWith(".dylib") || fileName.endsWith(".dll");
        return library && !fileName.contains("jni");
    }
}
