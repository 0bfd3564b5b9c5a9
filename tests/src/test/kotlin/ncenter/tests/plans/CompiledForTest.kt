package ncenter.tests.plans

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import io.kotest.matchers.types.shouldNotBeSameInstanceAs
import ncenter.angstrom
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.engine.Engine
import ncenter.gto
import ncenter.model.trainModel
import ncenter.plan.rules.compilePlan
import ncenter.property
import ncenter.regression
import ncenter.ridge
import ncenter.tests.papers.Methane

/** A plan is compiled once: training takes it as it is if it was made for data of the same sizes, and makes another one otherwise. */
class CompiledForTest :
    FunSpec({
        val data = Methane.data.subset(IntArray(30) { it })
        val spec = regression(property("energy"), density(cutoff(3.0.angstrom), gto(nMax = 2, lMax = 2)).correlate(nu = 2), ridge(alpha = 1e-6..1e-2, folds = 2))
        val memory = 2_000_000_000L

        test("training runs the plan that was compiled for its data") {
            Engine(threads = 1, memoryBytes = memory).use { engine ->
                val plan = engine.compile(spec, data)
                trainModel(plan, data, engine).plan shouldBeSameInstanceAs plan
            }
        }

        test("a plan for other data, for another budget, without sizes or without all rules is compiled anew") {
            Engine(threads = 1, memoryBytes = memory).use { engine ->
                val right = engine.compile(spec, data)
                val others = listOf(
                    engine.compile(spec, Methane.data.subset(IntArray(31) { it })),
                    compilePlan(spec, data.schema, right.counts, memory - 1),
                    compilePlan(spec, data.schema),
                    compilePlan(spec, data.schema, right.counts, memory, emptyList()),
                )
                for (plan in others) {
                    val trained = trainModel(plan, data, engine).plan
                    trained shouldNotBeSameInstanceAs plan
                    trained.counts shouldBe right.counts
                    trained.settings shouldBe right.settings
                    trained.steps.map { it.toString() } shouldBe right.steps.map { it.toString() }
                }
            }
        }
    })
