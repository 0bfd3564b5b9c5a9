package ncenter.tests.plans

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldNotBeEmpty
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import ncenter.engine.Engine
import ncenter.plan.Plan
import ncenter.plan.estimateMemory
import ncenter.plan.rules.Chunking
import ncenter.plan.rules.DualWhenWide
import ncenter.plan.rules.EmptyBlock
import ncenter.plan.rules.OutOfCore
import ncenter.plan.rules.RegroupSums
import ncenter.plan.rules.Rule
import ncenter.plan.rules.SharedStep
import ncenter.plan.rules.StreamNormalEquations
import ncenter.plan.rules.TargetPushdown
import ncenter.plan.rules.TriangleParity
import ncenter.plan.rules.TypePushdown
import ncenter.plan.rules.allRules
import ncenter.ridge
import kotlin.math.abs

/** A rule may change cost, never values: run(plan) = run(rule(plan)). */
class RuleEqualityTest :
    FunSpec({
        val engine = Engine(threads = 2)
        afterSpec { engine.close() }

        /** Rules that only leave work out: what is left must be the same bits. */
        val exact = listOf(SharedStep, TargetPushdown, TypePushdown, TriangleParity, StreamNormalEquations)

        /** Rules that compute the same number another way, with the largest relative difference allowed. */
        val close = mapOf(RegroupSums to 1e-9, EmptyBlock to 1e-10, DualWhenWide to 1e-8, OutOfCore to 1e-7, Chunking to 1e-9)

        test("every rule is either exact or close") {
            (exact + close.keys).toSet() shouldBe allRules.toSet()
        }

        val naive by lazy { cases().associateWith { case -> engine.run(engine.planOf(case, emptyList()), case).second } }

        fun applied(case: Case, rule: Rule): Plan? {
            val plan by lazy { engine.planOf(case, emptyList()) }
            val budget = when (rule) {
                Chunking -> chunkBudget(plan)
                OutOfCore -> estimateMemory(plan, plan.counts!!, 1).peak - 1
                else -> 1L shl 30
            }
            return engine.planOf(case, listOf(rule), memoryBytes = budget).takeIf { it.rules.single().applied }
        }

        for (rule in exact) {
            test("${rule.name} changes no bit of a prediction") {
                val changed = naive.keys.filter { case -> applied(case, rule) != null }
                changed.shouldNotBeEmpty()
                for (case in changed) {
                    val (_, predicted) = engine.run(applied(case, rule)!!, case)
                    withClue(case) { (predicted.map { it.toList() } == naive.getValue(case).map { it.toList() }) shouldBe true }
                }
            }
        }

        for ((rule, tolerance) in close) {
            test("${rule.name} changes predictions by rounding only") {
                val changed = naive.keys.filter { case -> applied(case, rule) != null }
                changed.shouldNotBeEmpty()
                for (case in changed) {
                    withClue(case) {
                        difference(engine.run(applied(case, rule)!!, case).second, naive.getValue(case)) shouldBeLessThan
                            tolerance
                    }
                }
            }
        }

        test("all rules together give the predictions of none") {
            for ((case, expected) in naive) {
                withClue(case) {
                    difference(engine.run(engine.planOf(case, allRules), case).second, expected) shouldBeLessThan
                        1e-8
                }
            }
        }

        test("all rules together choose the ridge strengths and find the validation errors of none") {
            val solver = ridge(alpha = 1e-6..1e2, folds = 3)
            val case = cases().first { it.name == "water" }
            val plain = engine.run(engine.planOf(case, emptyList(), solver), case).first
            val lean = engine.run(engine.planOf(case, allRules, solver), case).first
            val expected =
                plain.weights
                    .flatMap { w ->
                        w.problem.targets.mapIndexed { t, target -> target to (w.alphas[t] to w.cvError[t]) }
                    }.toMap()
            for (weights in lean.weights) {
                weights.problem.targets.forEachIndexed { t, target ->
                    val (alpha, error) = expected.getValue(target)
                    withClue(target) {
                        abs(weights.alphas[t] / alpha - 1) shouldBeLessThan 1e-9
                        abs(weights.cvError[t] - error) shouldBeLessThan 1e-8
                    }
                }
            }
        }

        test("the comparison notices another model") {
            val case = cases().first()
            val other = engine.run(engine.planOf(case, emptyList(), ridge(1e-3)), case).second
            difference(other, naive.entries.first { it.key.name == case.name }.value) shouldBeGreaterThan 1e-6
        }
    })

/** Largest difference relative to the largest entry. */
private fun difference(a: List<DoubleArray>, b: List<DoubleArray>): Double {
    a.map { it.size } shouldBe b.map { it.size }
    val scale = b.maxOf { row -> row.maxOf { abs(it) } }
    return a.indices.maxOf { s -> a[s].indices.maxOf { abs(a[s][it] - b[s][it]) } } / scale
}
