package ncenter.tests.identities

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import ncenter.Element
import ncenter.angstrom
import ncenter.canonical
import ncenter.compile
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.gto
import ncenter.hamiltonian
import ncenter.model.TrainedModel
import ncenter.orbitals
import ncenter.pca
import ncenter.property
import ncenter.regression
import ncenter.ridge
import ncenter.spec.models.Ridge
import ncenter.structures.Dataset
import ncenter.structures.RawMatrices
import ncenter.structures.Structure
import ncenter.tests.refused
import ncenter.train
import ncenter.withMatrices

/** Elements that few structures have, or only those held back for testing. */
class RareElementTest :
    FunSpec({
        val rho = density(cutoff(3.0.angstrom), gto(nMax = 2, lMax = 2))
        val shells = orbitals(Element("H") to "1s", Element("O") to "2s 2p", Element("S") to "1s")

        fun hydride(type: Int, r: Double) = Structure(intArrayOf(type, 1), doubleArrayOf(0.0, 0.0, 0.0, 0.0, 0.0, r))

        /** Six O-H, then [sulfur] S-H. */
        fun data(sulfur: Int): Dataset {
            val structures = List(6) { hydride(8, 0.9 + 0.05 * it) } + List(sulfur) { hydride(16, 1.2 + 0.05 * it) }
            val squares = structures.map { s -> shells.size(s).let { n -> DoubleArray(n * n) { if (it % (n + 1) == 0) s.position(1, 2) else 0.1 } } }
            return Dataset(structures)
                .withMatrices("fock", RawMatrices("fock.npy", squares), shells, canonical)
                .withProperty("charges", structures.map { doubleArrayOf(-it.position(1, 2), it.position(1, 2)) }, perAtom = true)
                .withProperty("energy", DoubleArray(structures.size) { structures[it].position(1, 2) })
        }

        fun models(solver: Ridge) = mapOf(
            "matrix" to
                regression(hamiltonian(shells, "fock"), solver = solver) {
                    onSite from rho.correlate(nu = 2)
                    offSite from rho.correlate(nu = 1, centers = 2)
                },
            "matrix with contracted features" to
                regression(hamiltonian(shells, "fock"), solver = solver) {
                    onSite from rho.correlate(nu = 2, contract = pca(4))
                    offSite from rho.correlate(nu = 1, centers = 2, contract = pca(4))
                },
            "property of atoms" to regression(property("charges", perAtom = true), rho, solver),
            "property of structures" to regression(property("energy"), rho, solver),
        )

        fun TrainedModel.shouldKnowOxygenOnly() {
            predict(hydride(8, 1.0)).values.all { it.isFinite() } shouldBe true
            refused { predict(hydride(16, 1.3)) } shouldBe
                "predict: elements [H, O] were expected, got S (structure 0, atom 0); train the model on structures with S"
        }

        for (solver in listOf(ridge(1e-6), ridge(alpha = 1e-6..1.0, folds = 3))) {
            for ((name, model) in models(solver)) {
                test("$name, $solver: an element that only the test set has is refused at prediction, not guessed") {
                    val split = data(sulfur = 2).split(train = 0..5, test = 6..7)
                    model.compile(split.schema).train(split.train).shouldKnowOxygenOnly()
                }

                test("$name, $solver: an element that one structure has is learned from it") {
                    val trained = data(sulfur = 1).let { model.compile(it).train(it) }
                    for (structure in listOf(hydride(8, 1.0), hydride(16, 1.2))) {
                        withClue(structure) { trained.predict(structure).values.all { it.isFinite() } shouldBe true }
                    }
                }
            }
        }
    })
