package ncenter.tests.symmetry

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeLessThan
import ncenter.angstrom
import ncenter.canonical
import ncenter.combine
import ncenter.compile
import ncenter.contract
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.densityMatrix
import ncenter.elements.C
import ncenter.elements.H
import ncenter.elements.O
import ncenter.firstOnly
import ncenter.gaussianKernel
import ncenter.gaussians
import ncenter.gto
import ncenter.hamiltonian
import ncenter.io.ExtendedXyz
import ncenter.io.MatrixFile
import ncenter.io.OrbitalsJson
import ncenter.join
import ncenter.kernelRidge
import ncenter.model.HamiltonianMatrix
import ncenter.pairDensity
import ncenter.pca
import ncenter.perCenter
import ncenter.regression
import ncenter.ridge
import ncenter.saph
import ncenter.secondAtom
import ncenter.spec.models.Solver
import ncenter.stretched
import ncenter.structures.Dataset
import ncenter.structures.inverted
import ncenter.structures.permuted
import ncenter.structures.rotated
import ncenter.sumNeighbors
import ncenter.superposedAtoms
import ncenter.top
import ncenter.train
import ncenter.transformed
import ncenter.withMatrices
import java.nio.file.Path
import kotlin.math.abs

/** The whole predicted matrix follows a molecule through everything that can be switched on at once. */
class EthanolCovarianceTest :
    FunSpec({
        val folder = Path.of("../examples/ethanol")
        val orbitals = OrbitalsJson.read(folder.resolve("ethanol-saph-orbs.json"))
        val ethanol by lazy {
            Dataset(ExtendedXyz.read(folder.resolve("ethanol-structures.xyz")).structures)
                .withMatrices("fock", MatrixFile.read(folder.resolve("ethanol-saph-ofock.npy"), null), orbitals, canonical)
        }
        val rho = density(cutoff(5.0.angstrom), gto(nMax = 2, lMax = 2))
        val few = rho.contract(pca(3))
        val near = rho.correlate(nu = perCenter(0, 1), centers = 2)
        val message = rho.correlate(nu = perCenter(0, 1), centers = 2).sumNeighbors()
        val iterated = rho.correlate(nu = 3, contract = pca(8), screen = top(60), purify = true)
        val minimal = gaussians(folder.resolve("sto3g-gaussians.json"))
        val superposed = superposedAtoms(minimal, H to "1s1", C to "1s2 2s2 2p2", O to "1s2 2s2 2p4")
        val atoms =
            rho join rho.correlate(nu = 2) join iterated join few.combine(message.contract(pca(4)), lMax = 2) join
                densityMatrix(superposed) join densityMatrix(superposed).combine(pairDensity(cutoff(5.0.angstrom), gto(nMax = 2, lMax = 2)), lMax = 2, at = secondAtom).sumNeighbors()
        val pairs =
            rho.correlate(nu = 1, centers = 2) join near join
                few.combine(near.contract(pca(6)), lMax = 2) join
                few.combine(near.contract(pca(6)), lMax = 2, at = secondAtom) join
                rho.correlate(nu = perCenter(1, 1), centers = 2, contract = pca(6)) join
                density(cutoff(5.0.angstrom), gto(nMax = 1, lMax = 2)).correlate(nu = 0, centers = 3).sumNeighbors() join
                densityMatrix(superposed, cutoff(5.0.angstrom))

        for ((name, solver) in listOf<Pair<String, Solver>>("kernel" to kernelRidge(gaussianKernel(8.0)), "sparse kernel" to kernelRidge(gaussianKernel(8.0), active = 40), "ridge" to ridge(1e-6))) {
            test("with iterations, messages, triples, both atoms, superposed atoms and a $name") {
                val data = ethanol.subset(IntArray(12) { 13 * it })
                val basis = gaussians(folder.resolve("ethanol-def2svp-gaussians.json"))
                val images = stretched(basis, 0.5, -0.25, mapOf(H to 1, C to 4, O to 6))
                val start = superposedAtoms(basis, H to "1s1", C to "1s2 2s2 2p2", O to "1s2 2s2 2p4", filled = minimal).transformed(saph(orbitals, C to 1, O to 1))
                val model = regression(hamiltonian(orbitals, "fock", learnedAs = images, relativeTo = start), solver, firstOnly) {
                    onSite from atoms
                    offSite from pairs
                }.compile(data).train(data)
                val structure = ethanol[701]
                val r = rotation(17L)
                val order = intArrayOf(3, 1, 8, 0, 2, 7, 4, 6, 5)
                val before = model.predict(structure) as HamiltonianMatrix
                val after = model.predict(structure.rotated(r).inverted().permuted(order)) as HamiltonianMatrix
                val turned = rotatedMatrix(before.values, structure, before.orbitals, DoubleArray(9) { -r[it] })
                val expected = permutedMatrix(turned, structure, before.orbitals, order)
                withClue("the molecule must have moved") { before.values.indices.maxOf { abs(before.values[it] - after.values[it]) } shouldBeGreaterThan 1e-2 }
                expected.indices.maxOf { abs(expected[it] - after.values[it]) } shouldBeLessThan 1e-10
            }
        }
    })
