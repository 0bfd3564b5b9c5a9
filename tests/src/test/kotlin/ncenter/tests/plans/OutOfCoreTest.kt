package ncenter.tests.plans

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldNotContain
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.longs.shouldBeLessThanOrEqual
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import ncenter.angstrom
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.engine.Engine
import ncenter.explain
import ncenter.gto
import ncenter.model.trainModel
import ncenter.plan.RidgeForm
import ncenter.plan.estimateMemory
import ncenter.property
import ncenter.regression
import ncenter.ridge
import ncenter.tests.papers.Methane
import java.nio.file.Files
import java.nio.file.Path
import kotlin.math.abs

/** Linear models whose equations do not fit into the memory budget: another route, the same model. */
class OutOfCoreTest :
    FunSpec({
        val rho = density(cutoff(6.3.angstrom), gto(nMax = 6, lMax = 4))
        val test = listOf(900, 901, 1500).map { Methane.data[it] }

        fun temporaryFiles() = Files.list(Path.of(System.getProperty("java.io.tmpdir"))).use { files -> files.filter { it.fileName.toString().startsWith("ncenter-rows") }.toList() }

        for ((form, structures, order) in listOf(Triple(RidgeForm.ITERATIVE, 900, 2), Triple(RidgeForm.SPILLED_DUAL, 400, 3))) {
            test("$form predicts what the route in memory predicts, in less memory") {
                val data = Methane.data.subset(IntArray(structures) { it })
                val basis = if (order == 2) rho else density(cutoff(6.3.angstrom), gto(nMax = 3, lMax = 3))
                val spec = regression(property("energy"), basis.correlate(nu = order), ridge(alpha = 1e-6..1e-2, folds = 3))
                val before = Engine(threads = 2, memoryBytes = 2_000_000_000).use { engine ->
                    val plan = engine.compile(spec, data)
                    plan.regression.problems.map { it.form } shouldNotContain form
                    plan.explain() shouldContain "not applied: the equations of every problem fit into memory"
                    val model = trainModel(plan, data, engine)
                    test.map { model.predict(it).values[0] } to model.weights.single()
                }
                val least = 18_000_000L
                Engine(threads = 2, memoryBytes = least).use { engine ->
                    val plan = engine.compile(spec, data)
                    plan.regression.problems.single().form shouldBe form
                    estimateMemory(plan, plan.counts!!).peak shouldBeLessThanOrEqual least
                    shouldEqualGolden(plan.explain() + "\n", "out-of-core-${form.name.lowercase().replace('_', '-')}.txt")
                    val model = trainModel(plan, data, engine)
                    temporaryFiles() shouldBe emptyList()
                    model.weights.single().alphas.toList() shouldBe before.second.alphas.toList()
                    for ((s, expected) in test.map { it }.zip(before.first)) {
                        withClue("energy $expected") { abs(model.predict(s).values[0] - expected) shouldBeLessThan 1e-8 * abs(expected) }
                    }
                    abs(model.weights.single().cvError[0] - before.second.cvError[0]) shouldBeLessThan 1e-7 * before.second.cvError[0]
                }
            }
        }
    })
