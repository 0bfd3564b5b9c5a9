package ncenter.tests.plans

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import ncenter.angstrom
import ncenter.auto
import ncenter.compile
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.engine.Engine
import ncenter.explain
import ncenter.gigabytes
import ncenter.gto
import ncenter.kernelRidge
import ncenter.megabytes
import ncenter.minutes
import ncenter.model.TrainedModel
import ncenter.model.load
import ncenter.model.save
import ncenter.model.trainModel
import ncenter.pca
import ncenter.plan.RidgeProblem
import ncenter.property
import ncenter.regression
import ncenter.ridge
import ncenter.seconds
import ncenter.spec.SpecJson
import ncenter.spec.features.FeatureSpec
import ncenter.spec.features.asPair
import ncenter.spec.models.Budget
import ncenter.spec.models.Candidates
import ncenter.spec.models.RegressionSpec
import ncenter.spec.models.Solver
import ncenter.spec.targets.BlockType
import ncenter.structures.Dataset
import ncenter.tests.inFolder
import ncenter.tests.papers.Water
import ncenter.tests.refused
import ncenter.train
import kotlin.math.sqrt

/** `auto` chooses as one would who trains every candidate and compares. */
class AutoTest :
    FunSpec({
        val rho = density(cutoff(3.0.angstrom), gto(nMax = 2, lMax = 2))
        val atoms = listOf<FeatureSpec>(rho, rho.correlate(nu = 2), rho.correlate(nu = 3, contract = pca(12), purify = true), rho.correlate(nu = 3))
        val pairs = listOf<FeatureSpec>(rho.correlate(nu = 1, centers = 2), rho.asPair())
        val data = Water.data.subset(IntArray(24) { 31 * it })
        val other = Water.data[500]

        fun chosen(budget: Budget = 10.minutes, solver: Solver = ridge(folds = 3)) = regression(Water.fock, solver = solver) {
            onSite from Candidates(atoms, budget)
            offSite from Candidates(pairs, 10.minutes)
        }

        fun alone(atom: Int, pair: Int, solver: Solver) = regression(Water.fock, solver = solver) {
            onSite from atoms[atom]
            offSite from pairs[pair]
        }

        for (solver in listOf(ridge(folds = 3), kernelRidge(alpha = 1e-8..1e-4))) {
            test("every problem has the candidate of smallest error, trained as if it were alone: ${solver::class.simpleName}") {
                val model = chosen(solver = solver).compile(data).train(data)
                val single = atoms.indices.map { alone(it, minOf(it, 1), solver).compile(data).train(data) }
                for (fit in model.weights) {
                    val onSite = fit.problem.key.blockType == null
                    val rivals = single.take(if (onSite) atoms.size else pairs.size).map { it.fitOf(fit.problem) }
                    val best = rivals.indices.filter { rivals[it] != null }.minBy { rms(rivals[it]!!.cvError) }
                    fit.problem.candidate shouldBe best
                    fit.weights.toList() shouldBe rivals[best]!!.weights.toList()
                    fit.alphas.toList() shouldBe rivals[best]!!.alphas.toList()
                }
                model.plan.choices.size shouldBe model.weights.size
                model.plan.choices.map { it.chosen }.distinct().size shouldNotBe 1
            }
        }

        test("predictions of a chosen model are the same bits after saving and loading, and for any number of threads") {
            val model = chosen().compile(data).train(data)
            inFolder { folder ->
                model.save(folder.resolve("a.ncenter"))
                Engine(threads = 1).use { engine ->
                    val loaded = engine.load(folder.resolve("a.ncenter"))
                    loaded.predict(other).values.toList() shouldBe model.predict(other).values.toList()
                    loaded.plan.choices shouldBe model.plan.choices
                    loaded.plan.candidates shouldBe model.plan.candidates
                    loaded.plan.steps.map { it.id } shouldBe model.plan.steps.map { it.id }
                    val again = trainModel(engine.compile(model.spec, data), data, engine)
                    again.predict(other).values.toList() shouldBe model.predict(other).values.toList()
                }
            }
        }

        test("of equal candidates the first is kept, and prediction needs no step of the others") {
            val nothing = Dataset(data.structures).withProperty("nothing", DoubleArray(data.size))
            val spec = regression(property("nothing"), auto(rho, rho.correlate(nu = 2), rho.correlate(nu = 3, contract = pca(8)), budget = 10.minutes), ridge(folds = 3))
            val model = spec.compile(nothing).train(nothing)
            model.plan.choices.single().chosen shouldBe 0
            spec.compile(nothing).steps.size shouldBeGreaterThan model.plan.steps.size
            model.plan.steps.map { ncenter.plan.explain.stepName(it) } shouldBe listOf("neighbors", "density rho", "sum over atoms", "targets", "regression", "properties")
        }

        test("a candidate above the budget is left out with its reason, and what only it needs with it") {
            val whole = chosen().compile(data)
            val costs = whole.candidates.filter { it.blockTypes.size == 1 }
            costs.map { it.leftOut }.filterNotNull().size shouldBe 0
            val (most, next) = costs.sortedByDescending { it.seconds }
            val tight = chosen(Budget(seconds = (most.seconds!! + next.seconds!!) / 2)).compile(data)
            tight.candidates.filter { it.leftOut != null }.map { it.blockTypes to it.number } shouldBe listOf(listOf(BlockType.OnSite) to most.number)
            tight.regression.problems.filter { it.key.blockType == null }.map { it.candidate }.toSet() shouldBe atoms.indices.toSet() - most.number
            whole.steps.size shouldBeGreaterThan tight.steps.size
            tight.explain() shouldContain "left out: "
            val model = tight.train(data)
            val free = chosen().compile(data).train(data)
            for (choice in model.plan.choices) {
                val errors = free.plan.choices.first { it.key == choice.key }.errors
                choice.errors shouldBe errors.filterKeys { choice.key.blockType != null || it != most.number }
            }
            model.explain() shouldContain "OnSite: smallest validation error per problem, each candidate within"
        }

        test("a memory budget leaves out too") {
            val costs = chosen().compile(data).candidates.take(3).map { it.bytes!! }
            val tight = chosen(Budget(bytes = costs.sorted()[1])).compile(data)
            tight.candidates.take(3).map { it.leftOut == null } shouldBe costs.map { it <= costs.sorted()[1] }
            tight.candidates.take(3).map { it.leftOut == null } shouldContain false
        }

        test("without a data set every candidate is in the plan, and costs are not known") {
            val plan = chosen(Budget(seconds = 1e-9)).compile(data.schema)
            plan.regression.problems.map { it.candidate }.toSet() shouldBe setOf(0, 1, 2, 3)
            plan.explain() shouldContain "cost needs a data set"
        }

        test("orders up to a limit are written out as candidates") {
            val written = rho.correlate(orders = auto(budget = 2.minutes), upTo = 3, contract = listOf(pca(8), pca(16)))
            written.features shouldBe listOf(rho.correlate(nu = 1), rho.correlate(nu = 2), rho.correlate(nu = 3, contract = pca(8)), rho.correlate(nu = 3, contract = pca(16)))
            rho.correlate(orders = auto(budget = 1.gigabytes), upTo = 1, centers = 2).features shouldBe listOf(rho.correlate(nu = 0, centers = 2), rho.correlate(nu = 1, centers = 2))
        }

        test("a choice survives JSON, and specs without a choice do not mention it") {
            val spec = chosen(30.seconds and 500.megabytes)
            SpecJson.read(SpecJson.write(spec)) shouldBe spec
            SpecJson.write(alone(0, 0, ridge())) shouldNotContain "budget"
            "$spec" shouldContain "budget = 30.0 seconds and 500000000 bytes"
        }

        test("mistakes are named with what to write") {
            refused { chosen(Budget(seconds = 1e-9)).compile(data) } shouldContain "auto: at least one candidate within the budget was expected for OnSite, got none (candidate 1: "
            refused { auto(rho, budget = 1.seconds) } shouldBe
                "auto: at least two candidates were expected, got 1; write auto(rho.correlate(nu = 1), rho.correlate(nu = 2), budget = 60.seconds)"
            refused { auto(rho, rho.asPair(), budget = 1.seconds) } shouldBe
                "auto: candidates with equal centers were expected, got centers=[1, 2]; write one auto(...) for atoms and one for pairs"
            refused { auto(rho, rho, budget = 1.seconds) } shouldContain "auto: distinct candidates were expected, got density("
            refused { 1.seconds and 2.minutes } shouldBe
                "budget: one time and one memory were expected, got 1.0 seconds and 120.0 seconds; write budget = 60.seconds and 2.gigabytes"
            refused { 0.seconds } shouldBe "budget: a positive time was expected, got 0.0 seconds; write budget = 60.seconds"
            refused { chosen(solver = ridge(1e-6)) } shouldBe
                "auto: cross-validation with at least 2 folds was expected, got ridge(alpha = 1.0E-6); write ridge(folds = 5)"
            val far = density(cutoff(3.5.angstrom), gto(nMax = 2, lMax = 2))
            val unequal = regression(Water.fock, solver = ridge(folds = 2)) {
                onSite from rho
                offSite from auto(rho.asPair(), density(cutoff(1.2.angstrom), gto(nMax = 2, lMax = 2)).asPair(), far.asPair(), budget = 1.minutes)
            }
            refused { unequal.compile(data).train(data) } shouldContain "give all pair densities the same cutoff"
        }
    })

private fun rms(errors: DoubleArray) = sqrt(errors.sumOf { it * it } / errors.size)

private fun TrainedModel.fitOf(problem: RidgeProblem) = weights.firstOrNull { it.problem.key == problem.key }
