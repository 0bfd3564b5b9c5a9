package ncenter.benchmarks.growth;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import kotlin.Unit;
import kotlin.ranges.IntRange;
import ncenter.DataKt;
import ncenter.FeaturesKt;
import ncenter.RegressionKt;
import ncenter.TargetsKt;
import ncenter.benchmarks.Water;
import ncenter.spec.features.Cutoff;
import ncenter.spec.features.DensitySpec;
import ncenter.spec.features.FeatureSpec;
import ncenter.spec.features.PairAtom;
import ncenter.spec.features.PairDensitySpec;
import ncenter.spec.models.RegressionSpec;
import ncenter.spec.models.Solver;
import ncenter.spec.models.UnlikePairs;
import ncenter.spec.targets.NoTransform;
import ncenter.spec.targets.SuperposedAtoms;
import ncenter.structures.Dataset;
import ncenter.structures.GaussianFunctions;
import ncenter.structures.Orbitals;
import ncenter.structures.RawMatrices;
import ncenter.units.Length;

/** Trainings of every kind, of a second or less each, that the plan's estimates are compared with. */
final class Plans {
    private static final long GIGABYTE = 1_000_000_000L;

    private Plans() {}

    /**
     * A training.
     *
     * @param memory budget in bytes
     */
    record Case(RegressionSpec model, Dataset data, long memory) {
        Case(RegressionSpec model, Dataset data) {
            this(model, data, 3 * GIGABYTE);
        }

        Case within(long bytes) {
            return new Case(model, data, bytes);
        }
    }

    /** By name; made when asked for. */
    static Map<String, Supplier<Case>> all() {
        Map<String, Supplier<Case>> cases = new LinkedHashMap<>();
        cases.put("density, box of 19998 atoms, lMax 6", () -> energies(1, new Problem(19998, 1, 6, 8, true)));
        cases.put("density and power spectrum, box of 9999 atoms", () -> energies(2, new Problem(9999, 1, 4, 6, true)));
        cases.put("water W1: 40 structures, nu = 2, two folds", () -> new Case(Water.model(), water(40)));
        cases.put("water W3: 400 structures, streamed", () -> new Case(Water.model(), water(400)));
        cases.put("water, 400 structures, nu = 2 contracted to 32", () -> new Case(contracted(), water(400)));
        cases.put("CH4, 500 structures, NICE up to nu = 4", () -> new Case(methane(), methane(500)));
        cases.put("water, 250 structures, kernel ridge", () -> new Case(kernel(null), water(250)));
        cases.put("water, 400 structures, kernel with 100 points", () -> new Case(kernel(100), water(400)));
        cases.put("C, H, N, O: 100 molecules relative to superposed atoms", Plans::molecules);
        cases.put("C, H, N, O: the same in chunks of 25 MB", () -> molecules().within(GIGABYTE * 25 / 1000));
        cases.put("C, H, N, O: the same in chunks of 18 MB", () -> molecules().within(GIGABYTE * 18 / 1000));
        cases.put("10000 water molecules in chunks of 60 MB", () -> energies(2, new Problem(3, 10000, 4, 6, false))
                .within(GIGABYTE * 6 / 100));
        return cases;
    }

    private static Case energies(int nu, Problem problem) {
        return new Case(problem.model(nu), problem.data());
    }

    private static Dataset water(int count) {
        return Water.data().subset(IntStream.range(0, count).toArray());
    }

    private static RegressionSpec contracted() {
        DensitySpec rho = Water.density();
        return fock(
                RegressionKt.ridge(RegressionKt.alphas(1e-14, 1e2), 2),
                FeaturesKt.correlate(rho, 2, 1, 6, null, FeaturesKt.pca(32, 32, 100)),
                FeaturesKt.correlate(rho, 1, 2));
    }

    private static RegressionSpec kernel(Integer active) {
        DensitySpec rho = FeaturesKt.density(FeaturesKt.cutoff(Length.ofAngstrom(4.0)), FeaturesKt.gto(4, 3));
        return fock(
                RegressionKt.kernelRidge(
                        RegressionKt.gaussianKernel(8.0), RegressionKt.alphas(1e-10, 1e-2), 2, 0, active),
                FeaturesKt.correlate(rho, 2),
                FeaturesKt.correlate(rho, 1, 2));
    }

    private static RegressionSpec fock(Solver solver, FeatureSpec onSite, FeatureSpec offSite) {
        return RegressionKt.regression(
                TargetsKt.hamiltonian(Water.orbitals(), "fock"), solver, UnlikePairs.BOTH_DIRECTIONS, routing -> {
                    routing.from(routing.getOnSite(), onSite);
                    routing.from(routing.getOffSite(), offSite);
                    return Unit.INSTANCE;
                });
    }

    /** The settings of `examples/methane`. */
    private static RegressionSpec methane() {
        DensitySpec rho = FeaturesKt.density(
                FeaturesKt.cutoff(Length.ofAngstrom(6.3)),
                FeaturesKt.gto(5, 5),
                FeaturesKt.gaussian(Length.ofAngstrom(0.4)));
        FeatureSpec orders = FeaturesKt.correlate(
                rho, new IntRange(1, 4), 1, 5, null, FeaturesKt.pca(60, 250, 300), FeaturesKt.top(1000), true);
        return RegressionKt.regression(
                TargetsKt.property("energy"), orders, RegressionKt.ridge(RegressionKt.alphas(1e-14, 1e-2), 4));
    }

    /** Ridge on the density matrix of superposed atoms, its messages and bonds. */
    private static Case molecules() {
        Path folder = Water.examples().resolve("qm7");
        Orbitals shells = DataKt.orbitals(folder.resolve("ao_order_sto3g.json"));
        RawMatrices matrices = DataKt.matrices(folder.resolve("sto3g.npz"), "F");
        Dataset data = DataKt.withMatrices(
                DataKt.structures(folder.resolve("structures.xyz")), "fock", matrices, shells, DataKt.getPyscf());
        GaussianFunctions functions = DataKt.gaussians(folder.resolve("sto3g-gaussians.json"));
        SuperposedAtoms atoms = new SuperposedAtoms(
                functions,
                Map.of(
                        "H", Map.of("1s", 1),
                        "C", Map.of("1s", 2, "2s", 2, "2p", 2),
                        "N", Map.of("1s", 2, "2s", 2, "2p", 3),
                        "O", Map.of("1s", 2, "2s", 2, "2p", 4)),
                functions,
                NoTransform.INSTANCE);
        Cutoff reach = FeaturesKt.cutoff(Length.ofAngstrom(5.0));
        PairDensitySpec neighbor = FeaturesKt.pairDensity(reach, FeaturesKt.gto(4, 3));
        FeatureSpec charge = FeaturesKt.densityMatrix(atoms);
        FeatureSpec bond = FeaturesKt.densityMatrix(atoms, reach);
        RegressionSpec model = RegressionKt.regression(
                TargetsKt.hamiltonian(shells, "fock", NoTransform.INSTANCE, null, atoms),
                RegressionKt.ridge(RegressionKt.alphas(1e-14, 1e2), 2),
                UnlikePairs.FIRST_ONLY,
                routing -> {
                    routing.from(
                            routing.getOnSite(),
                            FeaturesKt.sumNeighbors(FeaturesKt.combine(charge, neighbor, 2, PairAtom.SECOND)));
                    routing.from(routing.getOffSite(), FeaturesKt.combine(bond, neighbor, 2));
                    return Unit.INSTANCE;
                });
        return new Case(model, data);
    }

    private static Dataset methane(int count) {
        Dataset all = DataKt.structures(Water.examples().resolve("methane/random_ch4.xyz"));
        return all.subset(IntStream.range(0, count).toArray());
    }
}
