package ncenter.benchmarks.peers;

import java.util.List;
import java.util.Map;
import ncenter.io.NpyArray;
import ncenter.kernels.density.PairExpansion;
import ncenter.kernels.neighbors.NeighborList;
import ncenter.spec.features.DensitySpec;
import ncenter.structures.Structure;

/**
 * The density of one structure and its gradients with respect to positions. The gradient of atom i's density by atom j is the pair's, so
 * it is kept per pair, in memory that is made once.
 */
final class GradientCase implements Case {
    private final PairExpansion expansion;
    private final DensityKernelCase density;
    private final double cutoff;
    private final Structure structure;
    private double[][] gradients;
    private NeighborList pairs;

    GradientCase(DensitySpec spec, List<Structure> structures) {
        this.cutoff = spec.getCutoff().getRadius().getInAngstrom();
        this.expansion = DensityKernelCase.expansion(spec);
        this.density = new DensityKernelCase(spec, structures);
        this.structure = structures.getFirst();
        this.pairs = search();
        this.gradients = new double[expansion.lMax() + 1][];
        for (int l = 0; l < gradients.length; l++)
            gradients[l] = new double[pairs.size() * 3 * (2 * l + 1) * expansion.nMax()];
    }

    private NeighborList search() {
        return NeighborList.of(structure.getPositions(), structure.getCell(), structure.getPeriodic(), cutoff);
    }

    @Override
    public long run() {
        return Case.timed(() -> {
            density.run();
            pairs = search();
            expansion.gradients(pairs.vectors, 0, pairs.size(), gradients);
        });
    }

    /** For every l the sum of all squared gradients: the same in any layout. */
    @Override
    public Map<String, NpyArray> result() {
        double[] sums = new double[gradients.length];
        for (int l = 0; l < sums.length; l++) for (double g : gradients[l]) sums[l] += g * g;
        return Map.of("squares", NpyArray.of(sums, sums.length));
    }
}
