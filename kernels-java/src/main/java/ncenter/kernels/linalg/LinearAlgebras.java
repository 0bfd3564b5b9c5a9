package ncenter.kernels.linalg;

import ncenter.kernels.lanes.KernelForm;

/**
 * Chooses the provider of dense linear algebra.
 *
 * <p>The system property {@code ncenter.linalg} ({@code openblas} or {@code plain}) forces one, and then there is no fallback.
 * {@code ncenter.openblas} names a library file, {@code ncenter.cache} the folder that the bundled one is extracted to.
 */
public final class LinearAlgebras {
    /** The system property that forces a provider. */
    public static final String PROPERTY = "ncenter.linalg";

    private static final LinearAlgebra LOOPS = new PlainLinearAlgebra(false);
    private static final LinearAlgebra LANES = new PlainLinearAlgebra(true);

    private LinearAlgebras() {}

    /**
     * OpenBLAS if it can be loaded, else the plain twin; {@link #status()} tells which and why.
     *
     * @throws IllegalArgumentException if {@code ncenter.linalg} names no provider, or one that cannot be loaded
     */
    public static LinearAlgebra preferred() {
        String forced = System.getProperty(PROPERTY);
        if (forced != null) {
            return named(forced);
        }
        return OpenBlas.INSTANCE != null ? OpenBlas.INSTANCE : plain();
    }

    /** The twin in plain Java, always available, in the form of the kernels of this process. */
    public static LinearAlgebra plain() {
        return plain(KernelForm.chosen());
    }

    /** The twin in plain Java in this form; with {@link KernelForm#VECTOR} the module {@code jdk.incubator.vector} is needed. */
    public static LinearAlgebra plain(KernelForm form) {
        return form == KernelForm.VECTOR ? LANES : LOOPS;
    }

    /**
     * The provider called {@code openblas} or {@code plain}.
     *
     * @throws IllegalArgumentException if there is no such provider or it cannot be loaded
     */
    public static LinearAlgebra named(String name) {
        if (name.equals("plain")) {
            return plain();
        }
        if (!name.equals("openblas")) {
            throw new IllegalArgumentException("LinearAlgebras: expected the provider openblas or plain, got " + name
                    + "; set -D" + PROPERTY + "=openblas, =plain, or leave it out");
        }
        if (OpenBlas.INSTANCE == null) {
            throw new IllegalArgumentException(
                    "LinearAlgebras: expected OpenBLAS because it was asked for by name, got none ("
                            + OpenBlasLibrary.INSTANCE.problem() + "); leave out -D" + PROPERTY
                            + " to run on plain Java");
        }
        return OpenBlas.INSTANCE;
    }

    /** Bytes outside Java's heap that operations in progress hold; the library's own buffers (some 30 MB per thread) are not counted. */
    public static long nativeBytes() {
        return CountedArena.held();
    }

    /** One line on the provider in use; where it is not OpenBLAS, why, and what to do. */
    public static String status() {
        LinearAlgebra used = preferred();
        if (!used.name().equals("plain")) {
            return "openblas: " + OpenBlasLibrary.INSTANCE.config() + ", one thread per call";
        }
        if (System.getProperty(PROPERTY) != null) {
            return "plain: plain Java, forced by -D" + PROPERTY + "=plain";
        }
        return "plain: plain Java, several times slower than OpenBLAS, because: " + OpenBlasLibrary.INSTANCE.problem();
    }

    /** Loads the library on first use, so that the plain provider never touches native code. */
    private static final class OpenBlas {
        static final LinearAlgebra INSTANCE = OpenBlasLibrary.INSTANCE.isLoaded() ? new OpenBlasLinearAlgebra() : null;
    }
}
