package ncenter.tests.identities

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import ncenter.angstrom
import ncenter.bothDirections
import ncenter.combine
import ncenter.compile
import ncenter.contract
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.engine.Engine
import ncenter.explain
import ncenter.firstOnly
import ncenter.gaussianKernel
import ncenter.gto
import ncenter.join
import ncenter.kernelRidge
import ncenter.model.HamiltonianMatrix
import ncenter.model.evaluate
import ncenter.model.load
import ncenter.model.save
import ncenter.pca
import ncenter.perCenter
import ncenter.polynomialKernel
import ncenter.regression
import ncenter.spec.models.Solver
import ncenter.spec.models.UnlikePairs
import ncenter.structures.inverted
import ncenter.structures.permuted
import ncenter.structures.rotated
import ncenter.tests.inFolder
import ncenter.tests.papers.Water
import ncenter.tests.refused
import ncenter.tests.symmetry.permutedMatrix
import ncenter.tests.symmetry.rotatedMatrix
import ncenter.tests.symmetry.rotation
import ncenter.train
import kotlin.math.abs

/** Symmetry-adapted kernel models of whole matrices. */
class KernelModelTest :
    FunSpec({
        val rho = density(cutoff(3.0.angstrom), gto(nMax = 3, lMax = 2))
        val near = rho.correlate(nu = perCenter(0, 1), centers = 2)
        val data = Water.data.subset(IntArray(30) { 7 * it })

        fun spec(solver: Solver, unlikePairs: UnlikePairs = bothDirections) = regression(Water.fock, solver = solver, unlikePairs = unlikePairs) {
            onSite from (rho join rho.correlate(nu = 2))
            offSite from (rho.correlate(nu = 1, centers = 2) join near join rho.combine(near.contract(pca(8)), lMax = 2))
        }

        val solvers = listOf(kernelRidge(gaussianKernel(3.0)), kernelRidge(polynomialKernel(2), active = 20))

        test("the predicted matrix follows a molecule that is turned, mirrored and relabelled") {
            for ((k, solver) in solvers.withIndex()) {
                val model = spec(solver).compile(data).train(data)
                val structure = Water.data[500].rotated(rotation(3L))
                val r = rotation(k + 40L)
                val order = intArrayOf(2, 0, 1)
                val before = model.predict(structure) as HamiltonianMatrix
                val after = model.predict(structure.rotated(r).inverted().permuted(order)) as HamiltonianMatrix
                val turned = rotatedMatrix(before.values, structure, before.orbitals, DoubleArray(9) { -r[it] })
                val expected = permutedMatrix(turned, structure, before.orbitals, order)
                expected.indices.maxOf { abs(expected[it] - after.values[it]) } shouldBeLessThan 1e-10
            }
        }

        test("a kernel model that was saved and loaded predicts the same bits, alone or among others") {
            for (solver in solvers) {
                val model = spec(solver).compile(data).train(data)
                val many = model.predict(List(40) { Water.data[300 + it] }).map { (it as HamiltonianMatrix).values.toList() }
                inFolder { folder ->
                    model.save(folder.resolve("kernel.ncenter"))
                    val loaded = Engine(threads = 1).load(folder.resolve("kernel.ncenter"))
                    for (k in listOf(0, 17, 39)) (loaded.predict(Water.data[300 + k]) as HamiltonianMatrix).values.toList() shouldBe many[k]
                }
            }
        }

        test("training and prediction give the same bits for one and two threads") {
            val bits =
                listOf(1, 2).map { threads ->
                    Engine(threads).use { engine ->
                        val model = spec(solvers[0]).compile(data, engine).train(data, engine)
                        (model.predict(Water.data[400]) as HamiltonianMatrix).values.toList()
                    }
                }
            bits[0] shouldBe bits[1]
        }

        test("few points come close to all of them") {
            val test = Water.data.subset(IntArray(30) { 500 + it })
            val errors =
                listOf(kernelRidge(gaussianKernel(3.0)), kernelRidge(gaussianKernel(3.0), active = 25)).map { solver ->
                    val model = spec(solver).compile(data).train(data)
                    Engine(threads = 2).use { engine -> model.evaluate(test, engine).metrics.first { it.measure == "rmse" && it.quantity == "fock" }.value }
                }
            errors[1] shouldBeLessThan 3 * errors[0]
        }

        test("features that see both atoms need one direction of unlike pairs only, whose other direction is then not computed") {
            val model = spec(solvers[0], firstOnly).compile(data).train(data)
            val test = Water.data.subset(IntArray(30) { 500 + it })
            val both = spec(solvers[0]).compile(data).train(data)
            val errors = Engine(threads = 2).use { engine -> listOf(model, both).map { it.evaluate(test, engine).metrics.first { m -> m.measure == "rmse" && m.quantity == "fock" }.value } }
            errors[0] shouldBeLessThan 1.5 * errors[1]
            model.plan.explain() shouldContain "unlike rho_ij"
        }

        test("settings that make no kernel are refused with what to write") {
            refused { gaussianKernel(length = -1.0) } shouldContain "gaussianKernel(length = 4.0)"
            refused { polynomialKernel(power = -1) } shouldContain "power"
            refused { kernelRidge(folds = 1) } shouldContain "folds = 2"
            refused { kernelRidge(active = 0) } shouldContain "active"
        }
    })
