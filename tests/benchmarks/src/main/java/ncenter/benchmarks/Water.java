package ncenter.benchmarks;

import java.nio.file.Path;
import ncenter.DataKt;
import ncenter.FeaturesKt;
import ncenter.RegressionKt;
import ncenter.TargetsKt;
import ncenter.spec.features.DensitySpec;
import ncenter.spec.models.RegressionSpec;
import ncenter.spec.models.UnlikePairs;
import ncenter.structures.Dataset;
import ncenter.structures.Orbitals;
import ncenter.units.Length;

/** The shipped water set and the model of rows W1 and W3. */
public final class Water {
    private Water() {}

    /** The repository's root; benchmarks run from there or from a module. */
    public static Path examples() {
        Path here = Path.of("").toAbsolutePath();
        while (here != null && !here.resolve("examples/water").toFile().isDirectory()) here = here.getParent();
        if (here == null) throw new IllegalStateException("run the benchmarks inside the repository");
        return here.resolve("examples");
    }

    public static Dataset data() {
        Path folder = examples().resolve("water");
        return DataKt.withMatrices(
                DataKt.structures(folder.resolve("water_coords_1000.xyz")),
                "fock",
                DataKt.matrices(folder.resolve("water_saph_orthogonal.npy")),
                orbitals(),
                DataKt.getCanonical());
    }

    public static Orbitals orbitals() {
        return DataKt.orbitals(examples().resolve("water/water_orbs.json"));
    }

    public static DensitySpec density() {
        return FeaturesKt.density(FeaturesKt.cutoff(Length.ofAngstrom(4.0)), FeaturesKt.gto(8, 6));
    }

    public static RegressionSpec model() {
        DensitySpec rho = density();
        return RegressionKt.regression(
                TargetsKt.hamiltonian(orbitals(), "fock"),
                RegressionKt.ridge(RegressionKt.alphas(1e-14, 1e2), 2),
                UnlikePairs.BOTH_DIRECTIONS,
                routing -> {
                    routing.from(routing.getOnSite(), FeaturesKt.correlate(rho, 2));
                    routing.from(routing.getOffSite(), FeaturesKt.correlate(rho, 1, 2));
                    return kotlin.Unit.INSTANCE;
                });
    }
}
