package ncenter.benchmarks.peers;

import java.util.Arrays;
import java.util.Random;
import ncenter.kernels.coupling.PowerSpectrum;
import ncenter.kernels.lanes.KernelForm;

/**
 * The power spectrum of a tile of atoms, as large as the engine makes it: input and output stay in the second-level cache. Its {@link #figure} is
 * the number of floating-point operations of one run: two for each component of each pair of properties.
 */
final class SpectrumCase implements Case {
    private static final int ATOMS = 28;
    private static final int CALLS = 20;

    private final PowerSpectrum kernel;
    private final double[][] density;
    private final double[] out;
    private final double operations;

    /** @param properties of each order up to lMax: radial functions times types of neighbors */
    SpectrumCase(int properties, int lMax) {
        int[] orders = new int[lMax + 1];
        int[] widths = new int[lMax + 1];
        Arrays.fill(widths, properties);
        Arrays.setAll(orders, l -> l);
        kernel = PowerSpectrum.of(KernelForm.chosen(), orders, widths);
        Random random = new Random(5);
        density = new double[lMax + 1][];
        for (int l = 0; l <= lMax; l++)
            density[l] = random.doubles((long) ATOMS * (2 * l + 1) * properties).toArray();
        out = new double[ATOMS * kernel.size()];
        operations = 2.0 * ATOMS * (lMax + 1) * (lMax + 1) * (properties * (properties + 1) / 2);
    }

    @Override
    public long run() {
        return Case.timed(this::calls) / CALLS;
    }

    private void calls() {
        for (int i = 0; i < CALLS; i++) kernel.values(density, 0, ATOMS, out, 0);
    }

    @Override
    public double figure() {
        return operations;
    }
}
