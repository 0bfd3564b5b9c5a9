package ncenter.tests.plans

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.longs.shouldBeGreaterThan
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
import ncenter.pca
import ncenter.plan.ContractStep
import ncenter.plan.DensityStep
import ncenter.plan.FeatureKey
import ncenter.plan.IterationStep
import ncenter.plan.explain.Detail
import ncenter.plan.explain.explainText
import ncenter.plan.flops
import ncenter.plan.outputBytes
import ncenter.plan.rules.compilePlan
import ncenter.plan.rules.featureSteps
import ncenter.property
import ncenter.regression
import ncenter.ridge
import ncenter.tests.papers.Methane
import ncenter.tests.refused
import ncenter.top

/** What the plan of screened correlations says before anything runs, and that it holds. */
class IterationPlanTest :
    FunSpec({
        val engine = Engine(threads = 2, memoryBytes = 1_000_000_000)
        afterSpec { engine.close() }
        val data = Methane.data.subset(IntArray(20) { it })
        val rho = density(cutoff(6.3.angstrom), gto(nMax = 3, lMax = 3))
        val features = rho.correlate(nu = 1..4, contract = pca(10, invariants = 20, structures = 10), screen = top(100), purify = true)
        val spec = regression(property("energy"), features, ridge(1e-6))
        val plan = engine.compile(spec, data)

        test("candidates, kept pairs, components, bytes and operations of every order are shown") {
            shouldEqualGolden(explainText(plan, Detail.Kernels) + "\n", "iterations.txt")
        }

        test("orders share their steps, and the last order is computed for invariants only") {
            plan.steps.filterIsInstance<DensityStep>().size shouldBe 1
            plan.steps.filterIsInstance<ContractStep>().size shouldBe 1
            val orders = plan.steps.filterIsInstance<IterationStep>()
            orders.size shouldBe 3
            orders.last().blocks.map { it.key } shouldBe listOf(FeatureKey(0, 1, listOf(1)), FeatureKey(0, 1, listOf(6)))
            orders.last().blocks.forEach { block -> block.group.candidates.all { it.first.lambda == it.second.lambda } shouldBe true }
            orders[0].blocks.size shouldBeGreaterThan 2
        }

        test("what the steps put out and gather while they are fitted stays within the estimate") {
            val measured = engine.train(plan, data).measures
            val estimate = ncenter.plan.estimateMemory(plan, plan.counts!!)
            plan.featureSteps.maxOf { measured.getValue(it.id).bytes } shouldBeLessThanOrEqual estimate.chunk
            for (step in plan.steps.filterIsInstance<IterationStep>()) {
                measured.getValue(step.id).bytes shouldBe outputBytes(step, plan.counts!!, plan)
                flops(step, plan.counts!!, plan) shouldBeGreaterThan 100_000
                step.blocks.forEach { it.expanded shouldBeLessThanOrEqual 100 }
            }
            // The covariance of products and old features is what fitting keeps.
            val widths = plan.steps.filterIsInstance<IterationStep>().maxOf { step -> step.blocks.sumOf { 8 * it.width * it.width } }
            estimate.fitted shouldBeGreaterThan widths
        }

        test("a plan without a screen multiplies every pair") {
            val all = compilePlan(regression(property("energy"), rho.correlate(nu = 2, contract = pca(10))), data.schema)
            all.steps.filterIsInstance<IterationStep>().single().blocks.first().let { it.expanded shouldBe it.group.size }
            all.explain() shouldContain "(0,+1): 84 of 84; at most 84 products in a block"
            val groups = (featureSteps(rho.correlate(nu = 2, contract = pca(10)), listOf(1, 6)).last() as IterationStep).blocks.map { it.group }
            groups.map { Triple(it.invariant, it.sigma, it.size) }.toSet() shouldBe setOf(Triple(true, 1, 84L), Triple(false, 1, 279L), Triple(false, -1, 153L))
        }

        test("settings that make no sense are refused") {
            refused { rho.correlate(nu = 3, screen = top(10)) } shouldBe
                "correlate: screen and purify need contract, got none; write correlate(nu = 3, contract = pca(200), ...)"
            refused { rho.correlate(nu = 3, purify = true) } shouldContain "correlate: screen and purify need contract"
            refused { top(0) } shouldBe "top: at least one pair was expected, got 0; write screen = top(2000), or leave screen out to keep all"
            refused { pca(5, invariants = 0) } shouldBe "pca: at least one invariant was expected, got invariants = 0"
            refused { pca(5, structures = 0) } shouldBe "pca: at least one structure was expected, got structures = 0"
            refused { rho.correlate(nu = 4..1) } shouldBe "correlate: an ascending range of orders was expected, got nu = 4..1; write correlate(nu = 1..4)"
            "${rho.correlate(nu = 3, contract = pca(5, invariants = 7, structures = 9), screen = top(10), purify = true)}" shouldContain
                ".correlate(nu = 3, centers = 1, lMax = 3, contract = pca(5, invariants = 7, structures = 9), screen = top(10), purify = true)"
        }
    })
