package ncenter.tests.papers

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import ncenter.angstrom
import ncenter.combine
import ncenter.compile
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.densityMatrix
import ncenter.elements.C
import ncenter.elements.H
import ncenter.elements.N
import ncenter.elements.O
import ncenter.engine.Engine
import ncenter.gaussianKernel
import ncenter.gto
import ncenter.hamiltonian
import ncenter.join
import ncenter.kernelRidge
import ncenter.matrices
import ncenter.model.TrainedModel
import ncenter.model.evaluate
import ncenter.model.load
import ncenter.model.save
import ncenter.orbitals
import ncenter.overlapMatrix
import ncenter.pairDensity
import ncenter.pyscf
import ncenter.regression
import ncenter.secondAtom
import ncenter.spec.models.RegressionSpec
import ncenter.stretched
import ncenter.structures
import ncenter.sumNeighbors
import ncenter.tests.MinimalBasis
import ncenter.tests.inFolder
import ncenter.train
import ncenter.withMatrices
import java.nio.file.Path

/** Organic molecules of mixed composition: what superposed atoms bring to a model. */
class SuperposedAtomsTest :
    FunSpec({
        val folder = Path.of("../examples/qm7")
        val shells = orbitals(folder.resolve("ao_order_sto3g.json"))
        val file = folder.resolve("sto3g.npz")
        val molecules = structures(folder.resolve("structures.xyz")).withMatrices("fock", matrices(file, "F"), shells, pyscf, overlap = matrices(file, "S"))
        val split = molecules.split(train = IntArray(20) { 4 * it }, test = IntArray(10) { 8 * it + 1 })
        val atoms = MinimalBasis.atoms
        val reach = cutoff(5.0.angstrom)
        val rho = density(reach, gto(nMax = 4, lMax = 3))
        val alone = regression(hamiltonian(shells, "fock")) {
            onSite from rho.correlate(nu = 2)
            offSite from rho.correlate(nu = 1, centers = 2)
        }
        val images = stretched(MinimalBasis.functions, occupied = -0.25, virtual = -0.5, electrons = mapOf(H to 1, C to 6, N to 7, O to 8))
        val neighbor = pairDensity(reach, gto(nMax = 4, lMax = 3))
        val charge = densityMatrix(atoms)
        val bond = densityMatrix(atoms, reach)
        val relative = regression(hamiltonian(shells, "fock", learnedAs = images, relativeTo = atoms), kernelRidge(gaussianKernel(length = 8.0))) {
            onSite from (charge join charge.combine(neighbor, lMax = 2, at = secondAtom).sumNeighbors() join bond.combine(neighbor, lMax = 2).sumNeighbors())
            offSite from (overlapMatrix(atoms, reach) join bond.combine(neighbor, lMax = 2) join charge.combine(neighbor, lMax = 2) join rho.correlate(nu = 1, centers = 2))
        }

        fun train(spec: RegressionSpec): TrainedModel = spec.compile(split.train).train(split.train)

        test("relative to superposed atoms and with their density matrix, 20 molecules teach more than twice as much as with densities alone") {
            val before = train(alone).evaluate(split.test)
            val model = train(relative)
            val after = model.evaluate(split.test)
            for ((quantity, measure) in listOf("eigenvalues" to "mae", "fock" to "mae")) {
                after.value(quantity, measure) shouldBeLessThan 0.45 * before.value(quantity, measure)
            }
            inFolder { place ->
                model.save(place.resolve("qm7.ncenter"))
                Engine(threads = 1).use { it.load(place.resolve("qm7.ncenter")).predict(split.test[3]).values.toList() shouldBe model.predict(split.test[3]).values.toList() }
            }
        }
    })
