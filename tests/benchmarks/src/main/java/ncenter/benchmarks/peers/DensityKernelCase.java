package ncenter.benchmarks.peers;

import java.util.List;
import ncenter.kernels.density.PairExpansion;
import ncenter.kernels.harmonics.SphericalHarmonics;
import ncenter.kernels.neighbors.NeighborList;
import ncenter.kernels.radial.CutoffFunction;
import ncenter.kernels.radial.GtoBasis;
import ncenter.kernels.radial.GtoIntegral;
import ncenter.kernels.radial.RadialScaling;
import ncenter.kernels.radial.SplinedIntegral;
import ncenter.spec.features.DensitySpec;
import ncenter.spec.features.Gaussian;
import ncenter.structures.Structure;

/** The density by its kernels alone: neighbor search and expansion on bare arrays. What the engine adds is the difference. */
final class DensityKernelCase implements Case {
    private final PairExpansion expansion;
    private final double cutoff;
    private final List<Structure> structures;

    DensityKernelCase(DensitySpec spec, List<Structure> structures) {
        this.cutoff = spec.getCutoff().getRadius().getInAngstrom();
        this.expansion = expansion(spec);
        this.structures = structures;
    }

    static PairExpansion expansion(DensitySpec spec) {
        double cutoff = spec.getCutoff().getRadius().getInAngstrom();
        int lMax = spec.getBasis().getLMax();
        double width = ((Gaussian) spec.getShape()).getWidth().getInAngstrom();
        GtoIntegral exact = new GtoIntegral(new GtoBasis(spec.getBasis().getNMax(), cutoff), lMax, width);
        double smoothing = spec.getCutoff().getSmoothing().getInAngstrom();
        return new PairExpansion(
                new SphericalHarmonics(lMax),
                new SplinedIntegral(exact, cutoff, 1e-11),
                new CutoffFunction(cutoff, smoothing),
                RadialScaling.NONE);
    }

    @Override
    public long run() {
        return Case.timed(() -> structures.forEach(this::expand));
    }

    private void expand(Structure structure) {
        NeighborList pairs =
                NeighborList.of(structure.getPositions(), structure.getCell(), structure.getPeriodic(), cutoff);
        int[] types = structure.getTypes();
        List<Integer> elements = structure.getElements();
        int[] channel = new int[pairs.size()];
        for (int p = 0; p < channel.length; p++) channel[p] = elements.indexOf(types[pairs.second[p]]);
        int n = elements.size();
        double[][] out = new double[expansion.lMax() + 1][];
        for (int l = 0; l < out.length; l++) out[l] = new double[types.length * (2 * l + 1) * n * expansion.nMax()];
        int[] atoms = new int[types.length];
        int[] own = new int[types.length];
        for (int i = 0; i < atoms.length; i++) {
            atoms[i] = i;
            own[i] = elements.indexOf(types[i]);
        }
        expansion.accumulate(new double[3 * atoms.length], 0, atoms.length, atoms, own, n, out);
        expansion.accumulate(pairs.vectors, 0, pairs.size(), pairs.first, channel, n, out);
    }
}
