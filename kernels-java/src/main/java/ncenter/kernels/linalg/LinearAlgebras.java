package ncenter.kernels.linalg;

/**
 * Chooses the linear algebra of this process, once: OpenBLAS through {@code java.lang.foreign} where it loads, plain Java elsewhere. The
 * system property {@code ncenter.linalg} (openblas or plain) forces one; if that one cannot be had, asking for it fails.
 */
public final class LinearAlgebras {
    private static final String PROPERTY = "ncenter.linalg";
    private static final LinearAlgebra PLAIN = new PlainLinearAlgebra();

    private LinearAlgebras() {}

    /** The best provider of this machine, or the forced one. */
    public static LinearAlgebra preferred() {
        return forced(System.getProperty(PROPERTY));
    }

    /** The plain-Java provider. */
    public static LinearAlgebra plain() {
        return PLAIN;
    }

    /** The provider of the given name; null or empty leaves the choice to the machine. */
    static LinearAlgebra forced(String name) {
        if (name == null || name.isEmpty()) return Native.PROVIDER == null ? PLAIN : Native.PROVIDER;
        if (name.equals("plain")) return PLAIN;
        if (!name.equals("openblas")) {
            throw new IllegalArgumentException("-D" + PROPERTY + ": openblas or plain was expected, got '" + name + "'");
        }
        if (Native.PROVIDER == null) throw new IllegalStateException("-D" + PROPERTY + "=openblas: OpenBLAS was expected, but " + Native.REASON);
        return Native.PROVIDER;
    }

    /** One line: which provider is used, and if it is the slow one, why and what to do. */
    public static String status() {
        if (preferred() != PLAIN) return preferred().name() + " through java.lang.foreign";
        if (Native.PROVIDER != null) return "plain Java, forced by -D" + PROPERTY + "=plain";
        return "plain Java, several times slower than OpenBLAS: " + Native.REASON
                + "; put org.bytedeco:openblas with the classifier of this platform on the class path and start with --enable-native-access=ALL-UNNAMED";
    }

    /** Loads on first use. */
    private static final class Native {
        static final LinearAlgebra PROVIDER;
        static final String REASON;

        static {
            LinearAlgebra provider = null;
            String reason = "";
            try {
                provider = OpenBlas.load();
            } catch (Exception | LinkageError e) {
                reason = "it did not load (" + e.getMessage() + ")";
            }
            PROVIDER = provider;
            REASON = reason;
        }
    }
}
