package ncenter.kernels.radial;

/** I_nl(r): a neighbor at distance r projected on radial function n at angular momentum l. Packed l * nMax + n. Thread-safe. */
public interface RadialIntegral {
    /** Number of radial functions. */
    int nMax();

    /** Largest angular momentum, inclusive. */
    int lMax();

    /** out[offset + l*nMax + n] = I_nl(r). */
    void values(double r, double[] out, int offset);

    /** Values, and derivatives with respect to r in the same packing. */
    void valuesAndDerivatives(double r, double[] out, double[] derivatives, int offset);

    /** Length of one packed set, (lMax+1) * nMax. */
    default int size() {
        return (lMax() + 1) * nMax();
    }
}
