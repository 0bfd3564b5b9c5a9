package ncenter.tests.plans

import ncenter.angstrom
import ncenter.canonical
import ncenter.combine
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.engine.Engine
import ncenter.engine.FittedModel
import ncenter.engine.Predictor
import ncenter.engine.Training
import ncenter.gto
import ncenter.hamiltonian
import ncenter.join
import ncenter.pairDensity
import ncenter.perCenter
import ncenter.plan.Plan
import ncenter.plan.estimateMemory
import ncenter.plan.rules.Rule
import ncenter.plan.rules.compilePlan
import ncenter.property
import ncenter.pyscf
import ncenter.regression
import ncenter.ridge
import ncenter.secondAtom
import ncenter.spec.features.Pca
import ncenter.spec.features.Top
import ncenter.spec.features.asPair
import ncenter.spec.models.RegressionSpec
import ncenter.spec.models.Ridge
import ncenter.square
import ncenter.structures.Dataset
import ncenter.structures.Structure
import ncenter.sumNeighbors
import ncenter.tests.GoldenQm7
import ncenter.tests.GoldenWater
import ncenter.withMatrices

private const val GIGABYTE = 1L shl 30

/** A model with the data it is trained on and structures it has not seen. */
class Case(
    val name: String,
    val spec: (Ridge) -> RegressionSpec,
    val train: Dataset,
    val test: List<Structure>,
) {
    override fun toString(): String = name
}

/** Matrices of two and of four elements, with d shells, contractions and joined features; an energy. */
fun cases(): List<Case> = listOf(water(), organic(), energy(), triples(), messages(), iterated(), independent())

/** Matrix blocks of pairs from triples. */
private fun triples(): Case {
    val data = GoldenWater.data.withMatrices("fock", GoldenWater.fock, GoldenWater.orbitals, canonical)
    val rho = density(cutoff(4.0.angstrom), gto(nMax = 1, lMax = 4))
    return Case(
        "triples",
        { solver ->
            regression(hamiltonian(GoldenWater.orbitals, "fock"), solver = solver) {
                onSite from rho.correlate(nu = 2, contract = Pca(4))
                offSite from rho.correlate(nu = 0, centers = 3, contract = Pca(4)).sumNeighbors()
            }
        },
        data.subset(IntArray(6) { it }),
        data.structures.drop(17),
    )
}

/** A trace from messages of messages, from triples and from squares of triples. */
private fun messages(): Case {
    val rho = density(cutoff(4.0.angstrom), gto(nMax = 1, lMax = 1))
    val message = rho.correlate(nu = perCenter(0, 1), centers = 2).sumNeighbors()
    val nested = rho.combine(message.combine(rho.asPair(), lMax = 1, at = secondAtom), lMax = 0).sumNeighbors()
    val triples = rho.correlate(nu = 1, centers = 3)
    val features = nested join triples.sumNeighbors().sumNeighbors() join square(triples, scale = 10.0).sumNeighbors().sumNeighbors()
    return energy().let { Case("messages", { solver -> regression(property("trace"), features, solver) }, it.train, it.test) }
}

private fun water(): Case {
    val data = GoldenWater.data.withMatrices("fock", GoldenWater.fock, GoldenWater.orbitals, canonical)
    val rho = density(cutoff(4.0.angstrom), gto(nMax = 2, lMax = 4))
    return Case(
        "water",
        { solver ->
            regression(hamiltonian(GoldenWater.orbitals, "fock"), solver = solver) {
                onSite from rho.correlate(nu = 2)
                offSite from rho.correlate(nu = 1, centers = 2)
            }
        },
        data.subset(IntArray(12) { it }),
        data.structures.drop(12),
    )
}

private fun organic(): Case {
    val orbitals = GoldenQm7.orbitals.canonical()
    val data = GoldenQm7.data.withMatrices("fock", GoldenQm7.fock, orbitals, pyscf)
    val rho = density(cutoff(3.0.angstrom), gto(nMax = 2, lMax = 2))
    return Case(
        "organic molecules",
        { solver ->
            regression(hamiltonian(orbitals, "fock"), solver = solver) {
                onSite from (rho.correlate(nu = 2, contract = Pca(8)) join rho.correlate(nu = 1, centers = 2).sumNeighbors())
                sameSpecies from rho.correlate(nu = perCenter(1, 1), centers = 2, contract = Pca(6))
                differentSpecies from (rho.correlate(nu = 1, centers = 2) join pairDensity(cutoff(3.0.angstrom), gto(nMax = 2, lMax = 2)))
            }
        },
        data.subset(IntArray(7) { it }),
        data.structures.take(2),
    )
}

/** The energy again, from all orders up to 4, screened and purified, and from screened pairs. */
private fun iterated(): Case {
    val rho = density(cutoff(4.0.angstrom), gto(nMax = 2, lMax = 2))
    val orders = rho.correlate(nu = 1..4, contract = Pca(6, invariants = 9, structures = 8), screen = Top(30), purify = true)
    val pairs = rho.correlate(nu = 2, centers = 2, contract = Pca(4), screen = Top(20), purify = true)
    val energy = energy()
    return Case("iterated energy", { solver -> regression(property("trace"), orders join pairs.sumNeighbors(), solver) }, energy.train, energy.test)
}

/** The energy from three densities without redundant properties, and matrix-like pairs of such powers. */
private fun independent(): Case {
    val rho = density(cutoff(4.0.angstrom), gto(nMax = 1, lMax = 2))
    val features = rho.correlate(nu = 3, independent = true) join rho.correlate(nu = perCenter(1, 3), centers = 2, independent = true).sumNeighbors()
    val energy = energy()
    return Case("independent energy", { solver -> regression(property("trace"), features, solver) }, energy.train, energy.test)
}

private fun energy(): Case {
    val matrices = GoldenWater.data.withMatrices("fock", GoldenWater.fock, GoldenWater.orbitals, canonical).matrices("fock")
    val traces = DoubleArray(GoldenWater.data.size) { s -> (0 until 24).sumOf { matrices.matrix(s)[25 * it] } }
    val data = Dataset(GoldenWater.data.structures.map { Structure(it.types, it.positions) }).withProperty("trace", traces)
    val rho = density(cutoff(4.0.angstrom), gto(nMax = 3, lMax = 2))
    return Case(
        "energy",
        { solver -> regression(property("trace"), rho.correlate(nu = 2) join rho.correlate(nu = 1, centers = 2).sumNeighbors(), solver) },
        data.subset(IntArray(12) { it }),
        data.structures.drop(12),
    )
}

/** The plan of [case] after [rules] and no others. */
fun Engine.planOf(case: Case, rules: List<Rule>, solver: Ridge = ridge(1e-6), memoryBytes: Long = GIGABYTE): Plan {
    val spec = case.spec(solver)
    return compilePlan(spec, case.train.schema, compile(spec, case.train).counts, memoryBytes, rules)
}

/** Trains [plan] on the data of [case] and predicts its test structures. */
fun Engine.run(plan: Plan, case: Case): Pair<Training, List<DoubleArray>> {
    val training = train(plan, case.train)
    val fitted = FittedModel(training.plan, training.weights, training.steps, training.baseline, orthonormal = false)
    return training to Predictor(this, fitted).predict(case.test)
}

/** Memory that the whole data set of [plan] does not fit into, but a part of it does. */
fun chunkBudget(plan: Plan): Long {
    val counts = plan.counts!!
    return (estimateMemory(plan, counts, 2).peak + estimateMemory(plan, counts, null).peak) / 2
}
