package ncenter.kernels.math;

/** Gamma and confluent hypergeometric functions for the arguments that radial integrals need. */
public final class SpecialFunctions {
    private static final int MAX_TERMS = 100_000;

    private SpecialFunctions() {}

    /** Gamma(twice / 2) for a positive integer {@code twice}, by the exact recurrence from Gamma(1) = 1 and Gamma(1/2) = sqrt pi. */
    public static double gammaHalf(int twice) {
        if (twice < 1 || twice > 340)
            throw new IllegalArgumentException("gammaHalf: 1 to 340 halves were expected, got " + twice);
        double value = twice % 2 == 0 ? 1.0 : Math.sqrt(Math.PI);
        for (int k = twice % 2 == 0 ? 2 : 1; k < twice; k += 2) value *= 0.5 * k;
        return value;
    }

    /**
     * exp(-z) 1F1(a, b, z) for a, b > 0 and z >= 0, without overflow. A series of positive terms where it is short; beyond, the asymptotic
     * series Gamma(b)/Gamma(a) z^(a-b) sum (b-a)_k (1-a)_k / (k! z^k). Relative accuracy about 1e-14.
     *
     * @param twiceA,twiceB a and b in halves, 2a and 2b
     */
    public static double scaledHypergeometric(int twiceA, int twiceB, double z) {
        if (!(z >= 0.0))
            throw new IllegalArgumentException("scaledHypergeometric: z of at least 0 was expected, got " + z);
        double a = 0.5 * twiceA;
        double b = 0.5 * twiceB;
        if (z > 40.0 + 4 * (a + b)) return asymptotic(a, b, z, gammaHalf(twiceB) / gammaHalf(twiceA));
        return series(a, b, z);
    }

    /** exp(-z) sum (a)_k z^k / ((b)_k k!), summed outwards from its largest term so that neither end under- or overflows. */
    private static double series(double a, double b, double z) {
        double logTerm = -z;
        int k = 0;
        if (z > 300.0) {
            // Start near the peak: terms before it are added downwards.
            k = (int) z;
            logTerm += lnRatio(a, b, k) + k * Math.log(z) - lnFactorial(k);
        }
        double peak = Math.exp(logTerm);
        double sum = peak;
        double term = peak;
        for (int n = k; n < k + MAX_TERMS; n++) {
            term *= (a + n) * z / ((b + n) * (n + 1.0));
            sum += term;
            if (term < 1e-17 * sum && n > z) break;
        }
        term = peak;
        for (int n = k - 1; n >= 0 && term > 1e-18 * sum; n--) {
            term *= (b + n) * (n + 1.0) / ((a + n) * z);
            sum += term;
        }
        return sum;
    }

    private static double lnRatio(double a, double b, int k) {
        double sum = 0.0;
        for (int n = 0; n < k; n++) sum += Math.log((a + n) / (b + n));
        return sum;
    }

    private static double lnFactorial(int k) {
        double sum = 0.0;
        for (int n = 2; n <= k; n++) sum += Math.log(n);
        return sum;
    }

    private static double asymptotic(double a, double b, double z, double front) {
        double sum = 1.0;
        double term = 1.0;
        for (int k = 0; k < 200; k++) {
            double next = term * (b - a + k) * (1 - a + k) / ((k + 1) * z);
            if (next == 0.0 || Math.abs(next) >= Math.abs(term)) break;
            term = next;
            sum += term;
            if (Math.abs(term) < 1e-17 * Math.abs(sum)) break;
        }
        return front * Math.pow(z, a - b) * sum;
    }
}
