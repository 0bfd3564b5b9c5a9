package ncenter.tests.identities

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import ncenter.angstrom
import ncenter.compile
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.engine.Engine
import ncenter.fit
import ncenter.gto
import ncenter.labels.TensorMap
import ncenter.model.load
import ncenter.model.save
import ncenter.pca
import ncenter.plan.IterationStep
import ncenter.plan.rules.featureSteps
import ncenter.property
import ncenter.regression
import ncenter.ridge
import ncenter.run.correlations.FittedIteration
import ncenter.run.correlations.IterationMatrix
import ncenter.run.correlations.SelectedPairs
import ncenter.tests.inFolder
import ncenter.tests.papers.Methane
import ncenter.tests.refused
import ncenter.top
import ncenter.train

/** Selected pairs and matrices survive the file, and are refused where they do not fit. */
class IterationArchiveTest :
    FunSpec({
        val rho = density(cutoff(6.3.angstrom), gto(nMax = 2, lMax = 2))
        val features = rho.correlate(nu = 1..4, contract = pca(6, invariants = 20), screen = top(30), purify = true)
        val data = Methane.data.subset(IntArray(40) { it })

        test("a model with screened correlations predicts the same bits after reading") {
            val model = regression(property("energy"), features, ridge(1e-6)).compile(data).train(data)
            inFolder { folder ->
                model.save(folder.resolve("methane.ncenter"))
                Engine(threads = 1).use { engine ->
                    val loaded = engine.load(folder.resolve("methane.ncenter"))
                    for (s in listOf(50, 77, 1234)) loaded.predict(Methane.data[s]).values.toList() shouldBe model.predict(Methane.data[s]).values.toList()
                }
            }
        }

        test("tables that do not fit the plan are refused") {
            val one = rho.correlate(nu = 2, contract = pca(6), screen = top(30), purify = true)
            val step = featureSteps(one, listOf(1, 6)).last() as IterationStep
            val good = one.fit(data.structures).fitted.iterations.getValue(step.id)
            good.check(step)
            val (group, pairs) = good.pairs.entries.first()

            fun withPairs(change: (SelectedPairs) -> SelectedPairs) = refused { FittedIteration(good.pairs + (group to change(pairs)), good.matrices).check(step) }
            withPairs { SelectedPairs(it.candidate, it.first, IntArray(it.size) { 99 }) } shouldContain "load: a pair of PairCandidate"
            withPairs { SelectedPairs(IntArray(it.size) { 1000 }, it.first, it.second) } shouldContain "got candidate 1000"
            withPairs { SelectedPairs(IntArray(it.size) { -1 }, it.first, it.second) } shouldContain "got candidate -1"
            withPairs { p -> SelectedPairs(p.candidate.reversedArray(), p.first.reversedArray(), p.second.reversedArray()) } shouldContain "pairs in ascending order"
            withPairs { p -> SelectedPairs(IntArray(31), IntArray(31), IntArray(31)) } shouldContain "pairs was expected in an iteration, got 31"
            val (key, matrix) = good.matrices.entries.first()
            val wrong = IterationMatrix(matrix.values.copyOf(matrix.values.size - matrix.rank), matrix.height - 1, matrix.rank)
            refused { FittedIteration(good.pairs, good.matrices + (key to wrong)).check(step) } shouldContain "load: a matrix of ${matrix.height} x at most"
            refused { FittedIteration(good.pairs, good.matrices - key).check(step) } shouldContain "got none"
            refused { FittedIteration(emptyMap(), good.matrices).check(step) } shouldContain "load: pairs for lambda = 0, sigma=1 was expected"
        }

        test("fitted features refuse elements they have not seen") {
            val fitted = rho.correlate(nu = 2, contract = pca(3)).fit(data.structures)
            val results: TensorMap = fitted.compute(data.structures.take(1))
            results.blocks.isEmpty() shouldBe false
            val water = ncenter.structures.Structure(intArrayOf(8, 1), doubleArrayOf(0.0, 0.0, 0.0, 1.0, 0.0, 0.0))
            refused { fitted.compute(listOf(water)) } shouldBe "compute: elements [H, C] were expected, got O; fit on structures that have it too"
        }
    })
