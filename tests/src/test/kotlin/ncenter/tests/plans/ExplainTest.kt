package ncenter.tests.plans

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import ncenter.angstrom
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.engine.Engine
import ncenter.engine.expectedSeconds
import ncenter.explain
import ncenter.gto
import ncenter.io.ExtendedXyz
import ncenter.join
import ncenter.model.load
import ncenter.model.save
import ncenter.perCenter
import ncenter.plan.Plan
import ncenter.plan.explain.Detail
import ncenter.plan.nominalSeconds
import ncenter.plan.rules.RegroupSums
import ncenter.plan.rules.Rule
import ncenter.plan.rules.SharedStep
import ncenter.plan.rules.TriangleParity
import ncenter.plan.rules.allRules
import ncenter.plan.rules.compilePlan
import ncenter.property
import ncenter.regression
import ncenter.ridge
import ncenter.square
import ncenter.structures.Dataset
import ncenter.structures.Structure
import ncenter.sumNeighbors
import ncenter.tests.inFolder
import ncenter.tests.papers.Water
import ncenter.train
import java.nio.file.Path

/** The text of a plan, before and after each rule. */
class ExplainTest :
    FunSpec({
        val engine = Engine(threads = 1)
        afterSpec { engine.close() }
        val data = Water.data.subset(IntArray(20) { it })
        val rho = density(cutoff(4.0.angstrom), gto(nMax = 2, lMax = 2))
        val spec =
            regression(Water.fock, solver = ridge(alpha = 1e-8..1.0, folds = 2)) {
                onSite from rho.correlate(nu = 2)
                offSite from rho.correlate(nu = 1, centers = 2)
            }

        /** Little enough for chunks of a few structures. */
        val budget = 2_000_000L

        fun plan(rules: List<Rule>): Plan = compilePlan(spec, data.schema, engine.compile(spec, data).counts, budget, rules)

        for (rule in allRules) {
            test("${rule.name} is explained, before and after") {
                val text = "${plan(emptyList()).explain()}\n\n==== ${rule.name} ====\n\n${plan(listOf(rule)).explain()}\n"
                shouldEqualGolden(text, "${rule.name}.txt")
            }
        }

        test("a sum over neighbors that moves inside a product is explained, and so are triples under a nonlinear function") {
            val tiny = density(cutoff(4.0.angstrom), gto(nMax = 1, lMax = 1))
            val features =
                tiny.correlate(nu = perCenter(1, 1), centers = 2).sumNeighbors() join
                    square(tiny.correlate(nu = 1, centers = 3)).sumNeighbors().sumNeighbors()
            val energies = Dataset(data.structures).withProperty("energy", DoubleArray(data.size) { it * 0.1 })
            val model = regression(property("energy"), features, ridge(1e-8))
            val counts = engine.compile(model, energies).counts

            fun text(rules: List<Rule>) = compilePlan(model, energies.schema, counts, 1L shl 30, rules).explain()
            val before = text(listOf(SharedStep))
            val after = text(listOf(SharedStep, RegroupSums, TriangleParity))
            shouldEqualGolden("$before\n\n==== ${RegroupSums.name}, ${TriangleParity.name} ====\n\n$after\n", "regrouped-messages.txt")
        }

        test("all rules are explained") { shouldEqualGolden(plan(allRules).explain() + "\n", "all-rules.txt") }

        test("a plan for a schema only shows exact keys and no sizes") {
            val text = compilePlan(spec, data.schema).explain()
            shouldEqualGolden(text + "\n", "schema-only.txt")
            text shouldContain "needs a data set"
        }

        test("the text is the same each time, for any number of threads and wherever the data come from") {
            val first = Engine(threads = 3).use { it.compile(spec, data) }
            val second = Engine(threads = 1, memoryBytes = first.settings.memoryBytes).use { it.compile(spec, relocated(data)) }
            for (detail in listOf(Detail.Logical, Detail.Kernels)) second.explain(detail) shouldBe first.explain(detail)
            first.explain(Detail.Kernels) shouldNotBe first.explain(Detail.Logical)
        }

        test("a model that was just trained is explained with the seconds of each step, and those expected of this machine") {
            val plan = engine.compile(spec, data)
            val model = plan.train(data, engine)
            val counts = plan.counts.shouldNotBeNull()
            val factors = plan.steps.map { expectedSeconds(it, counts, plan) to nominalSeconds(it, counts, plan) }.filter { it.second > 0 }.map { it.first / it.second }
            factors.forEach { it / factors.first() shouldBe (1.0 plusOrMinus 1e-12) }
            factors.first() shouldBeGreaterThan 0.0
            val lines = model.explain().lines()
            lines.first { "measured" in it } shouldContain Regex("measured +seconds +expected")
            val density = lines.first { "density" in it && it.trimStart().startsWith("2") }
            density shouldContain Regex("\\d\\.\\d{3} +\\d\\.\\d{3}$")
            lines.single { it.startsWith("time ") } shouldContain Regex("in all steps, .* expected of one core after Java's warm-up")
        }

        test("a model from a file has no measured seconds, and none are expected") {
            val text = inFolder { folder ->
                val file = folder.resolve("water.ncenter")
                plan(allRules).train(data, engine).save(file)
                engine.load(file).explain()
            }
            text.lines().none { it.startsWith("time ") } shouldBe true
        }

        test("the text names no place on this machine") {
            val text = engine.compile(spec, data).explain(Detail.Kernels)
            val places =
                listOf("user.dir", "user.home", "java.io.tmpdir").map { System.getProperty(it) } + Path.of("").toAbsolutePath().toString()
            places.filter { it in text } shouldBe emptyList()
            Regex("(?<![\\w)])/\\w+/").find(text) shouldBe null
        }
    })

/** The same data, written to a file elsewhere and read again. */
private fun relocated(data: Dataset): Dataset {
    val structures: List<Structure> =
        inFolder { folder ->
            folder.resolve("elsewhere.xyz").let { file ->
                ExtendedXyz.write(file, data.structures)
                ExtendedXyz.read(file).structures
            }
        }
    return Dataset(structures).withMatrices("fock", rawMatrices(data), Water.orbitals)
}

private fun rawMatrices(data: Dataset) = ncenter.structures.RawMatrices("again", List(data.size) { data.matrices("fock").matrix(it) }).inOrder(ncenter.canonical)
