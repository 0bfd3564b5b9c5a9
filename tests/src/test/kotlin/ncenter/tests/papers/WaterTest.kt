package ncenter.tests.papers

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeLessThan
import ncenter.angstrom
import ncenter.canonical
import ncenter.compile
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.engine.Engine
import ncenter.explain
import ncenter.gto
import ncenter.hamiltonian
import ncenter.matrices
import ncenter.model.evaluate
import ncenter.orbitals
import ncenter.regression
import ncenter.ridge
import ncenter.structures
import ncenter.train
import ncenter.withMatrices
import java.nio.file.Path

/** Rows W1 and W3 of arXiv:2109.12083's public notebook and of an independent reference. */
class WaterTest : FunSpec({
    val folder = Path.of("../examples/water")
    val water =
        structures(folder.resolve("water_coords_1000.xyz"))
            .withMatrices("fock", matrices(folder.resolve("water_saph_orthogonal.npy")), orbitals(folder.resolve("water_orbs.json")), canonical)
    val fock = hamiltonian(orbitals(folder.resolve("water_orbs.json")), "fock")
    val rho = density(cutoff(4.0.angstrom), gto(nMax = 8, lMax = 6))
    val model =
        regression(fock, solver = ridge(folds = 2)) {
            onSite from rho.correlate(nu = 2)
            offSite from rho.correlate(nu = 1, centers = 2)
        }

    test("W1: 40 training molecules beat the authors' notebook") {
        val split = water.split(train = 0..39, test = 40..49)
        val plan = model.compile(split.train)
        println(plan.explain())
        val t0 = System.nanoTime()
        val trained = plan.train(split.train)
        println("train " + (System.nanoTime() - t0) * 1e-9)
        val result = trained.evaluate(split.test)
        println(result)
        trained.weights.forEach { println("${it.problem.key} ${it.problem.form} ${it.alphas.toList()} ${it.alphaAtEdge.toList()} ${it.cvError.toList()}") }
        repeat(5) {
            val t1 = System.nanoTime()
            plan.train(split.train).evaluate(split.test)
            println("warm " + (System.nanoTime() - t1) * 1e-9)
        }
        result.value("eigenvalues", "rmse") shouldBeLessThan 2.6
        result.value("fock", "mse/N") shouldBeLessThan 1.6e-8
    }

    test("W3: 400 training molecules") {
        val split = water.split(train = 0..399, test = 400..599)
        val t0 = System.nanoTime()
        val trained = model.compile(split.train).train(split.train)
        println("train " + (System.nanoTime() - t0) * 1e-9)
        val result = trained.evaluate(split.test)
        println(result)
        trained.weights.forEach { println("${it.problem.key} ${it.problem.form} ${it.alphas.toList()} ${it.alphaAtEdge.toList()} ${it.cvError.toList()}") }
        result.value("eigenvalues", "rmse") shouldBeLessThan 0.6
        result.value("fock", "mae") shouldBeLessThan 3e-6
    }
})
