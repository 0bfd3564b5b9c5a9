package ncenter.tests.plans

import io.kotest.property.Arb
import io.kotest.property.arbitrary.arbitrary
import ncenter.angstrom
import ncenter.spec.features.AtomicMatrix
import ncenter.spec.features.CombinationSpec
import ncenter.spec.features.Contraction
import ncenter.spec.features.ContractionSpec
import ncenter.spec.features.CorrelationSpec
import ncenter.spec.features.Cur
import ncenter.spec.features.Cutoff
import ncenter.spec.features.DensitySpec
import ncenter.spec.features.FeatureSpec
import ncenter.spec.features.Fps
import ncenter.spec.features.Gaussian
import ncenter.spec.features.Gto
import ncenter.spec.features.JoinSpec
import ncenter.spec.features.MatrixBlocksSpec
import ncenter.spec.features.Mix
import ncenter.spec.features.NonlinearSpec
import ncenter.spec.features.Nonlinearity
import ncenter.spec.features.Orders
import ncenter.spec.features.PairAtom
import ncenter.spec.features.PairDensitySpec
import ncenter.spec.features.Pca
import ncenter.spec.features.RadialScale
import ncenter.spec.features.SumNeighborsSpec
import ncenter.spec.features.Top
import ncenter.spec.features.asPair
import ncenter.spec.models.RegressionSpec
import ncenter.spec.models.Ridge
import ncenter.spec.models.Route
import ncenter.spec.models.UnlikePairs
import ncenter.spec.targets.BlockType
import ncenter.spec.targets.Lowdin
import ncenter.spec.targets.MatrixKind
import ncenter.spec.targets.MatrixSpec
import ncenter.spec.targets.NoTransform
import ncenter.spec.targets.PropertySpec
import ncenter.spec.targets.Saph
import ncenter.structures.Orbitals
import ncenter.tests.MinimalBasis
import kotlin.random.Random

/** Regressions of every kind, with every kind of feature nested in others. */
val randomSpec: Arb<RegressionSpec> = arbitrary { RandomSpecs(it.random).regression() }

private class RandomSpecs(
    private val random: Random,
) {
    fun regression(): RegressionSpec = if (random.nextInt(4) == 0) propertyModel() else matrixModel()

    private fun propertyModel(): RegressionSpec {
        val target = PropertySpec(pick("energy", "ü \"quoted\" \\ name", "µ"), random.nextInt(4), pick(1, -1), random.nextBoolean())
        return RegressionSpec(target, listOf(Route(listOf(BlockType.OnSite), atoms(3))), ridge())
    }

    private fun matrixModel(): RegressionSpec {
        val pairs = BlockType.entries - BlockType.OnSite
        val routes = if (random.nextBoolean()) listOf(Route(pairs, pairs(3))) else pairs.map { Route(listOf(it), pairs(2)) }
        return RegressionSpec(
            matrix(),
            routes + Route(listOf(BlockType.OnSite), atoms(3)),
            ridge(),
            pick(*UnlikePairs.entries.toTypedArray()),
        )
    }

    private fun matrix(): MatrixSpec {
        val full = Orbitals.of("H" to "1s 2s 2p", "O" to "1s 2s 3s 2p 3p 3d", "C" to "1s 2s 2p 4f")
        val saph = Saph(Orbitals.of("H" to "1s", "O" to "2s 2p", "C" to "2s 2p"), mapOf("O" to 1, "C" to 1), random.nextInt(20))
        val kind = pick(MatrixKind.HAMILTONIAN, MatrixKind.HAMILTONIAN, MatrixKind.OVERLAP)
        if (random.nextInt(5) == 0) return MatrixSpec(MatrixKind.HAMILTONIAN, MinimalBasis.atoms.orbitals, "fock", relativeTo = MinimalBasis.atoms)
        return MatrixSpec(kind, full, pick("fock", "S"), if (kind == MatrixKind.OVERLAP) NoTransform else pick(NoTransform, Lowdin, saph))
    }

    private fun ridge(): Ridge {
        val alpha = positive()
        return if (random.nextBoolean()) {
            Ridge(alpha, alpha, folds = 1)
        } else {
            Ridge(
                alpha,
                alpha * 1e3,
                1 + random.nextInt(20),
                2 + random.nextInt(9),
                random.nextLong(),
            )
        }
    }

    /** A feature of atoms, at most [depth] operations deep. */
    private fun atoms(depth: Int): FeatureSpec = when (if (depth == 0) 0 else random.nextInt(8)) {
        0 -> density()
        7 -> MatrixBlocksSpec(pick(*AtomicMatrix.entries.toTypedArray()), MinimalBasis.atoms)
        1 -> iterated(CorrelationSpec(density(), Orders(1 + random.nextInt(4)), 1, random.nextInt(6), contract = pcaOrNull()))
        2 -> SumNeighborsSpec(pairs(depth - 1))
        3 -> CombinationSpec(atoms(depth - 1), atoms(depth - 1), random.nextInt(6))
        4 -> JoinSpec(List(2 + random.nextInt(2)) { atoms(depth - 1) })
        5 -> NonlinearSpec(atoms(depth - 1), pick(*Nonlinearity.entries.toTypedArray()), positive(), countOrNull()?.let { Mix(it, random.nextLong()) })
        else -> ContractionSpec(atoms(depth - 1), contraction())
    }

    /** A feature of atoms with two neighbors. */
    private fun triples(): FeatureSpec = density().let {
        CorrelationSpec(it, Orders(random.nextInt(3)), 3, random.nextInt(6), it.asPair(), pcaOrNull(), selfPairs = random.nextBoolean())
    }

    private fun pairs(depth: Int): FeatureSpec = when (if (depth == 0) 0 else random.nextInt(8)) {
        0 -> {
            PairDensitySpec(cutoff(), Gto(1 + random.nextInt(16), random.nextInt(26)), Gaussian(positive().angstrom), scaleOrNull())
        }
        1 -> {
            density().let {
                CorrelationSpec(
                    it,
                    Orders(random.nextInt(3), random.nextInt(3)),
                    2,
                    random.nextInt(6),
                    it.asPair(),
                    pcaOrNull(),
                )
            }
        }
        2 -> {
            CombinationSpec(atoms(depth - 1), pairs(depth - 1), random.nextInt(6), pick(PairAtom.FIRST, PairAtom.SECOND))
        }
        3 -> {
            JoinSpec(List(2) { pairs(depth - 1) })
        }
        4 -> SumNeighborsSpec(triples())
        7 -> MatrixBlocksSpec(pick(*AtomicMatrix.entries.toTypedArray()), MinimalBasis.atoms, cutoff())
        5 -> NonlinearSpec(pairs(depth - 1), pick(*Nonlinearity.entries.toTypedArray()))
        else -> ContractionSpec(pairs(depth - 1), contraction())
    }

    private fun density() = DensitySpec(cutoff(), Gto(1 + random.nextInt(16), random.nextInt(26)), Gaussian(positive().angstrom), scaleOrNull())

    private fun cutoff() = positive().let { Cutoff(it.angstrom, (it * random.nextDouble()).angstrom) }

    private fun scaleOrNull() = if (random.nextBoolean()) RadialScale(positive(), positive().angstrom, positive()) else null

    private fun pcaOrNull() = if (random.nextBoolean()) contraction() else null

    private fun contraction(): Contraction = when (random.nextInt(3)) {
        0 -> Pca(1 + random.nextInt(200), countOrNull(), countOrNull())
        1 -> Cur(1 + random.nextInt(200), countOrNull(), countOrNull())
        else -> Fps(1 + random.nextInt(200), countOrNull(), countOrNull())
    }

    private fun countOrNull() = if (random.nextBoolean()) 1 + random.nextInt(500) else null

    private fun iterated(spec: CorrelationSpec) = if (spec.contract == null) spec.copy(independent = spec.lMax >= spec.density.lMax && random.nextBoolean()) else spec.copy(screen = countOrNull()?.let(::Top), purify = random.nextBoolean())

    /** Numbers with all their digits, and round ones. */
    private fun positive(): Double = if (random.nextBoolean()) random.nextDouble(1e-3, 10.0) else 0.5 * (1 + random.nextInt(12))

    private fun <T> pick(vararg values: T): T = values[random.nextInt(values.size)]
}
