package ncenter.tests.symmetry

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import ncenter.angstrom
import ncenter.compile
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.gto
import ncenter.hamiltonian
import ncenter.model.HamiltonianMatrix
import ncenter.model.TrainedModel
import ncenter.perCenter
import ncenter.pyscf
import ncenter.regression
import ncenter.ridge
import ncenter.spec.features.Pca
import ncenter.structures.Dataset
import ncenter.structures.RawMatrices
import ncenter.structures.Structure
import ncenter.structures.inverted
import ncenter.structures.permuted
import ncenter.structures.rotated
import ncenter.tests.GoldenQm7
import ncenter.tests.papers.Water
import ncenter.train
import ncenter.withMatrices
import kotlin.math.abs

/** Test 13 of the methods guide: the whole predicted matrix, not only its eigenvalues, follows the molecule. */
class MatrixCovarianceTest :
    FunSpec({
        test("the matrix predicted for a turned, mirrored and relabelled water is the turned matrix") {
            val model = waterModel(turned = true)
            for (seed in 1L..3L) model.shouldFollow(Water.data[100 + seed.toInt()], seed)
        }

        test("a model trained on waters that all lie in one plane follows turned molecules too") {
            waterModel(turned = false).shouldFollow(Water.data[200], 4)
        }

        test("the p, p' and pseudo-tensor blocks of chiral organic molecules follow, with contracted features of both atoms") {
            val data = GoldenQm7.data.withMatrices("fock", GoldenQm7.fock, GoldenQm7.orbitals.canonical(), pyscf)
            val model =
                regression(hamiltonian(GoldenQm7.orbitals.canonical(), "fock"), solver = ridge(1e-6)) {
                    onSite from rho.correlate(nu = 2, contract = Pca(12))
                    offSite from rho.correlate(nu = perCenter(1, 1), centers = 2, contract = Pca(8))
                }.compile(data).train(data)
            val pseudo = model.weights.filter { it.problem.key.sigma == -1 && it.rows > 0 }
            pseudo.size shouldBeGreaterThan 2
            pseudo.filter { fit -> fit.weights.all { it == 0.0 } } shouldBe emptyList()
            model.shouldFollow(data[0], 5)
            model.shouldFollow(data[7], 6)
        }
    })

private val rho = density(cutoff(4.0.angstrom), gto(nMax = 3, lMax = 2))

private fun waterModel(turned: Boolean): TrainedModel {
    val matrices = Water.data.matrices("fock")
    val turn = { s: Int -> if (turned) rotation(1000L + s) else DoubleArray(9) { if (it % 4 == 0) 1.0 else 0.0 } }
    val structures = List(30) { Water.data[it].rotated(turn(it)) }
    val squares = List(30) { rotatedMatrix(matrices.matrix(it), Water.data[it], Water.orbitals, turn(it)) }
    val data = Dataset(structures).withMatrices("fock", RawMatrices("turned", squares), Water.orbitals, ncenter.canonical)
    val model =
        regression(hamiltonian(Water.orbitals, "fock"), solver = ridge(1e-10)) {
            onSite from rho.correlate(nu = 2)
            offSite from rho.correlate(nu = 1, centers = 2)
        }
    return model.compile(data).train(data)
}

/** Fails unless predict(g structure) = g predict(structure) for a g that turns, mirrors and relabels, entry by entry. */
private fun TrainedModel.shouldFollow(structure: Structure, seed: Long) {
    val r = rotation(seed)
    val order = IntArray(structure.size) { structure.size - 1 - it }
    val before = predict(structure) as HamiltonianMatrix
    val after = predict(structure.rotated(r).inverted().permuted(order)) as HamiltonianMatrix
    val improper = DoubleArray(9) { -r[it] }
    val expected = permutedMatrix(rotatedMatrix(before.values, structure, before.orbitals, improper), structure, before.orbitals, order)
    withClue("the molecule must have moved") { difference(before.values, after.values) shouldBeGreaterThan 1e-2 }
    withClue("seed $seed") { difference(expected, after.values) shouldBeLessThan 1e-10 }
}

private fun difference(a: DoubleArray, b: DoubleArray): Double {
    a.size shouldBe b.size
    return a.indices.maxOf { abs(a[it] - b[it]) }
}
