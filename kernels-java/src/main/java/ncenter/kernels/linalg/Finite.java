package ncenter.kernels.linalg;

/** Refuses numbers that would make an iteration run forever or a native library fail silently. */
final class Finite {
    private Finite() {}

    static void check(String caller, double[] values, int count) {
        for (int i = 0; i < count; i++) {
            if (!Double.isFinite(values[i])) throw new IllegalArgumentException(caller + ": finite numbers were expected, got " + values[i] + " at " + i);
        }
    }
}
