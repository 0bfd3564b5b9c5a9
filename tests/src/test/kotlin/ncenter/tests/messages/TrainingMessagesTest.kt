package ncenter.tests.messages

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith
import ncenter.Element
import ncenter.angstrom
import ncenter.canonical
import ncenter.compile
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.engine.Engine
import ncenter.gto
import ncenter.hamiltonian
import ncenter.lowdin
import ncenter.model.HamiltonianMatrix
import ncenter.orbitals
import ncenter.overlap
import ncenter.property
import ncenter.regression
import ncenter.ridge
import ncenter.saph
import ncenter.spec.targets.MatrixSpec
import ncenter.structures.Dataset
import ncenter.structures.RawMatrices
import ncenter.structures.Structure
import ncenter.tests.refused
import ncenter.train
import ncenter.withMatrices

/** What a user reads whose data do not fit the model, before anything is computed. */
class TrainingMessagesTest :
    FunSpec({
        val h = Element("H")
        val o = Element("O")
        val shells = orbitals(h to "1s", o to "2s 2p")
        val box = DoubleArray(9) { if (it % 4 == 0) 9.0 else 0.0 }

        fun hydroxyl(r: Double, cell: DoubleArray? = null) = Structure(intArrayOf(8, 1), doubleArrayOf(0.0, 0.0, 0.0, 0.0, 0.0, r), cell)

        fun matrix(scale: Double) = DoubleArray(25) { if (it % 6 == 0) scale * (1 + it) else 0.01 }

        fun data(cell: DoubleArray? = null, overlap: Boolean = false): Dataset {
            val structures = listOf(hydroxyl(0.9, cell), hydroxyl(1.0, cell), hydroxyl(1.1, cell))
            val ones = RawMatrices("overlap.npy", List(3) { DoubleArray(25) { if (it % 6 == 0) 1.0 else 0.0 } })
            return Dataset(structures)
                .withMatrices("fock", RawMatrices("fock.npy", List(3) { matrix(0.1 * (it + 1)) }), shells, canonical, overlap = ones.takeIf { overlap })
                .withProperty("dipole", DoubleArray(9) { it * 0.1 }, components = 3)
                .withProperty("charges", List(3) { doubleArrayOf(-0.3, 0.3) }, perAtom = true)
        }
        val rho = density(cutoff(3.0.angstrom), gto(nMax = 2, lMax = 2))

        fun model(target: MatrixSpec) = regression(target, solver = ridge(1e-6)) {
            onSite from rho
            offSite from rho.correlate(nu = 1, centers = 2)
        }

        test("a reference that is missing, over other orbitals, or periodic") {
            refused { model(hamiltonian(shells, "fok")).compile(data()) } shouldBe "matrices: expected one of [fock], got 'fok'; attach it with withMatrices"
            refused { model(hamiltonian(orbitals(h to "1s", o to "1s 2p"), "fock")).compile(data()) } shouldBe
                "regression: 'fock' was attached with orbitals(H to \"1s\", O to \"2s 2p\"), got a target with orbitals(H to \"1s\", O to \"1s 2p\"); use the same orbitals in both"
            refused { model(hamiltonian(shells, "fock")).compile(data(box)) } shouldBe
                "hamiltonian: structures without periodic axes were expected, got a periodic structure 0; matrices of crystals need one block per lattice translation"
        }

        test("transforms that need an overlap, and an overlap that has one") {
            refused { model(hamiltonian(shells, "fock", lowdin())).compile(data()) } shouldBe
                "lowdin(): an overlap of 'fock' was expected, got none; attach it: withMatrices(..., overlap = ...)"
            refused { model(hamiltonian(shells, "fock", saph(shells, o to 1))).compile(data()) } shouldBe
                "saph($shells, cores = {O=1}): an overlap of 'fock' was expected, got none; attach it: withMatrices(..., overlap = ...)"
            refused { model(overlap(shells, "fock")).compile(data(overlap = true)) } shouldBe
                "overlap: a reference without an overlap of its own was expected for 'fock'; attach the overlap matrices under their own name"
        }

        test("of several structures with an error the first is named, however many threads there are") {
            val identity = DoubleArray(25) { if (it % 6 == 0) 1.0 else 0.0 }
            val broken = DoubleArray(25) { if (it % 6 == 0) -1.0 else 0.0 }
            val overlaps = RawMatrices("overlap.npy", List(40) { if (it < 5) identity else broken }).inOrder(canonical)
            val many = Dataset(List(40) { hydroxyl(0.9 + 0.01 * it) }).withMatrices("fock", RawMatrices("fock.npy", List(40) { matrix(0.1) }).inOrder(canonical), shells, overlap = overlaps)
            val spec = model(hamiltonian(shells, "fock", lowdin()))
            val messages = List(20) { repeat -> Engine(threads = 1 + repeat % 4).use { engine -> refused { engine.train(engine.compile(spec, many), many) } } }
            messages.toSet().size shouldBe 1
            messages[0] shouldStartWith "structure 5 (HO): "
        }

        test("properties that are missing, stored otherwise, or of another order") {
            refused { regression(property("energy"), rho).compile(data()) } shouldBe "property: expected one of [], got 'energy'; attach it with withProperty"
            refused { regression(property("dipole", perAtom = true), rho).compile(data()) } shouldBe
                "property: 'dipole' is stored per structure; write property(\"dipole\", perAtom = false)"
            refused { regression(property("charges"), rho).compile(data()) } shouldBe
                "property: 'charges' is stored per atom; write property(\"charges\", perAtom = true)"
            refused { regression(property("dipole"), rho).compile(data()) } shouldBe
                "property: 1 components were expected for lambda=0, got 3 in 'dipole'; components are m = -lambda..lambda (a vector is y, z, x)"
            refused { regression(property("dipole", lambda = 2), rho).compile(data()) } shouldBe
                "property: 5 components were expected for lambda=2, got 3 in 'dipole'; components are m = -lambda..lambda (a vector is y, z, x)"
        }

        test("more folds than structures") {
            val five = regression(property("dipole", lambda = 1), rho)
            refused { five.compile(data()).train(data()) } shouldBe "folds: expected at most as many folds as structures, 3, got 5; use fewer folds"
        }

        test("training data with elements that the plan was not made for") {
            val plan = regression(property("charges", perAtom = true), rho, ridge(1e-6)).compile(data())
            val sulfide = Dataset(List(3) { Structure(intArrayOf(16, 1), doubleArrayOf(0.0, 0.0, 0.0, 0.0, 0.0, 1.3)) }).withProperty("charges", List(3) { doubleArrayOf(-0.1, 0.1) }, perAtom = true)
            refused { plan.train(sulfide) } shouldBe
                "train: elements [H, O] were expected, got S (structure 0, atom 0); compile the plan for a schema with S"
        }

        test("periodic training data for a plan of molecules") {
            val plan = regression(property("dipole", lambda = 1), rho, ridge(1e-6)).compile(data())
            refused { plan.train(data(box)) } shouldBe
                "train: structures without periodic axes were expected, got a periodic cell (structure 0); compile the plan for a schema of periodic structures"
        }

        test("a plan run with data of another size") {
            val spec = regression(property("dipole", lambda = 1), rho, ridge(1e-6))
            val two = data().subset(intArrayOf(0, 1))
            Engine(threads = 1).use { engine ->
                refused { engine.train(engine.compile(spec, data()), two) } shouldBe
                    "train: a plan for these 2 structures was expected, got one for 3 structures; write engine.compile(spec, data), or plan.train(data)"
                refused { engine.train(spec.compile(two.schema), two) } shouldBe
                    "train: a plan for these 2 structures was expected, got one for a schema without sizes; write engine.compile(spec, data), or plan.train(data)"
            }
            spec
                .compile(data())
                .train(two)
                .predict(hydroxyl(1.0))
                .values.size shouldBe 3
        }

        test("structures that a trained model has not learned anything about") {
            val trained = model(hamiltonian(shells, "fock")).compile(data()).train(data())
            refused { trained.predict(Structure(intArrayOf(8, 6), DoubleArray(6) { it * 0.5 })) } shouldBe
                "predict: elements [H, O] were expected, got C (structure 0, atom 1); train the model on structures with C"
            refused { trained.predict(listOf(hydroxyl(1.0), Structure(intArrayOf(7), DoubleArray(3)))) } shouldBe
                "predict: elements [H, O] were expected, got N (structure 1, atom 0); train the model on structures with N"
            refused { trained.predict(hydroxyl(1.0, box)) } shouldBe
                "predict: structures without periodic axes were expected, got a periodic cell (structure 0); the model was trained on such structures only"
            val water = Structure(intArrayOf(8, 1, 1), doubleArrayOf(0.0, 0.0, 0.0, 0.0, 0.8, 0.6, 0.0, -0.8, 0.6))
            refused { trained.predict(water) } shouldBe
                "predict: pairs [H-O] were expected, got H-H (structure 0, atoms 1 and 2); train on structures that have such a pair"
            trained.predict(hydroxyl(1.05)).values.size shouldBe 25
        }

        test("periodic and finite structures are kept apart for properties too") {
            val trained = regression(property("dipole", lambda = 1), rho, ridge(1e-6)).let { it.compile(data(box)).train(data(box)) }
            refused { trained.predict(hydroxyl(1.0)) } shouldBe
                "predict: periodic structures were expected, got no cell (structure 0); the model was trained on such structures only"
            trained.predict(hydroxyl(1.0, box)).values.size shouldBe 3
        }

        test("numbers that a prediction does not have") {
            val dipole = regression(property("dipole", lambda = 1), rho, ridge(1e-6)).let { it.compile(data()).train(data()) }.predict(hydroxyl(1.0))
            refused { (dipole as ncenter.model.PropertyPrediction).value } shouldBe
                "value: one number was expected, got 3 for property(\"dipole\", lambda = 1); use values"
            val fock = model(hamiltonian(shells, "fock")).compile(data()).train(data()).predict(hydroxyl(1.0)) as HamiltonianMatrix
            refused { fock.eigenvalues(DoubleArray(9)) } shouldBe "eigenvalues: an overlap with 5 x 5 numbers was expected, got 9"
        }
    })
