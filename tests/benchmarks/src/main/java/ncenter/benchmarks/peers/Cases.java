package ncenter.benchmarks.peers;

import java.nio.file.Path;
import java.util.List;
import ncenter.DataKt;
import ncenter.FeaturesKt;
import ncenter.engine.Engine;
import ncenter.kernels.linalg.LinearAlgebras;
import ncenter.spec.features.CorrelationSpec;
import ncenter.spec.features.DensitySpec;
import ncenter.structures.Structure;
import ncenter.units.Length;

/** The cases by name. Arguments are words; lengths are in angstrom. */
final class Cases {
    private Cases() {}

    static Case make(String name, String[] words) {
        return switch (name) {
            case "density" -> new FeatureCase(density(words), structures(words), threads(words, 4));
            case "spectrum" ->
                new FeatureCase(FeaturesKt.correlate(density(words), 2, 1, 0), structures(words), threads(words, 4));
            case "correlation" ->
                new FeatureCase(FeaturesKt.correlate(density(words), 2), structures(words), threads(words, 4));
            case "contraction" -> {
                CorrelationSpec full = FeaturesKt.correlate(density(words), 2);
                yield new StepsCase(
                        FeaturesKt.contract(full, FeaturesKt.pca(integer(words, 4))),
                        structures(words),
                        false,
                        threads(words, 5));
            }
            case "invariants" ->
                new StepsCase(
                        FeaturesKt.correlate(density(words), 2, 1, 0), structures(words), true, threads(words, 4));
            case "gradients" -> new GradientCase(density(words), structures(words));
            case "kernels" -> new DensityKernelCase(density(words), structures(words));
            case "harmonics" -> new HarmonicsCase(integer(words, 0), integer(words, 1), words[2].equals("gradients"));
            case "triangle" -> new SpectrumCase(integer(words, 0), integer(words, 1));
            case "coupling" -> new CouplingCase(integer(words, 0));
            case "syrk" ->
                new SyrkCase(
                        LinearAlgebras.named(words[0]),
                        integer(words, 1),
                        integer(words, 2),
                        words.length > 3 ? new Engine(integer(words, 3)) : null);
            case "cholesky" -> new CholeskyCase(LinearAlgebras.named(words[0]), integer(words, 1));
            case "water" -> new WaterCase(integer(words, 0), integer(words, 1), integer(words, 2), threads(words, 3));
            default -> throw new IllegalArgumentException("no case " + name);
        };
    }

    /** Words: file, cutoff, nMax, lMax. */
    private static DensitySpec density(String[] words) {
        Length cutoff = Length.ofAngstrom(Double.parseDouble(words[1]));
        return FeaturesKt.density(FeaturesKt.cutoff(cutoff), FeaturesKt.gto(integer(words, 2), integer(words, 3)));
    }

    private static List<Structure> structures(String[] words) {
        return DataKt.structures(Path.of(words[0])).getStructures();
    }

    private static int threads(String[] words, int at) {
        return words.length > at ? integer(words, at) : 1;
    }

    private static int integer(String[] words, int at) {
        return Integer.parseInt(words[at]);
    }
}
