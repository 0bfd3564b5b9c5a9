package ncenter.kernels.lanes;

/**
 * The form of the kernels of this process: on the JDK's Vector API, or plain loops.
 *
 * <p>The system property {@code ncenter.kernels} ({@code vector} or {@code plain}) forces one, and then there is no fallback. Without it the
 * vector form is taken where the module {@code jdk.incubator.vector} is present and a register holds at least four doubles.
 */
public enum KernelForm {
    VECTOR,
    PLAIN;

    /** The system property that forces a form. */
    public static final String PROPERTY = "ncenter.kernels";

    /** What a user adds to the command of Java to get the vector form. */
    public static final String MODULE_FLAG = "--add-modules=jdk.incubator.vector";

    private static final String MODULE = "jdk.incubator.vector";
    private static final int FEWEST_LANES = 4;
    private static final int LANES = lanesOfThisMachine();

    /**
     * The form of this process. Reads the property anew: ask once per step, not per call of a kernel.
     *
     * @throws IllegalArgumentException if {@code ncenter.kernels} names no form, or one that this process cannot run
     */
    public static KernelForm chosen() {
        return choose(System.getProperty(PROPERTY), LANES);
    }

    /** Doubles per vector register, 0 without the incubator module. */
    public static int lanes() {
        return LANES;
    }

    /** One line on the form in use; where it is plain, why, and what to do. */
    public static String status() {
        String forced = System.getProperty(PROPERTY);
        if (chosen() == VECTOR)
            return "Vector API, " + LANES + " doubles per register" + (forced == null ? "" : " (forced)");
        if (forced != null) return "plain loops (forced)";
        if (LANES == 0) return "plain loops: the module " + MODULE + " is missing; start Java with " + MODULE_FLAG;
        return "plain loops: registers hold " + LANES + " doubles";
    }

    private static KernelForm choose(String forced, int lanes) {
        if (forced == null) return lanes >= FEWEST_LANES ? VECTOR : PLAIN;
        if (forced.equals("plain")) return PLAIN;
        if (!forced.equals("vector")) {
            throw new IllegalArgumentException("KernelForm: vector or plain was expected, got " + forced + "; set -D"
                    + PROPERTY + "=vector, =plain, or leave it out");
        }
        if (lanes == 0) {
            throw new IllegalArgumentException("KernelForm: the module " + MODULE + " was expected because -D"
                    + PROPERTY + "=vector asks for it, got none; start Java with " + MODULE_FLAG + ", or leave out -D"
                    + PROPERTY);
        }
        return VECTOR;
    }

    private static int lanesOfThisMachine() {
        return ModuleLayer.boot().findModule(MODULE).isPresent() ? RegisterWidth.doubles() : 0;
    }

    /** Links the Vector API: loaded only where the module is present. */
    private static final class RegisterWidth {
        static int doubles() {
            return jdk.incubator.vector.DoubleVector.SPECIES_PREFERRED.length();
        }
    }
}
