package ncenter.tests.plans

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.booleans.shouldBeFalse
import io.kotest.matchers.ints.shouldBeInRange
import io.kotest.matchers.ints.shouldBeLessThan
import io.kotest.matchers.longs.shouldBeGreaterThan
import io.kotest.matchers.longs.shouldBeLessThan
import io.kotest.matchers.longs.shouldBeLessThanOrEqual
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldMatch
import ncenter.angstrom
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.engine.Engine
import ncenter.engine.ProgressListener
import ncenter.gto
import ncenter.join
import ncenter.model.trainModel
import ncenter.perCenter
import ncenter.plan.Plan
import ncenter.plan.RidgeForm
import ncenter.plan.SampleCounts
import ncenter.plan.StructureCounts
import ncenter.plan.SymmetrizeStep
import ncenter.plan.estimateMemory
import ncenter.plan.outputBytes
import ncenter.plan.rules.allRules
import ncenter.plan.rules.compilePlan
import ncenter.property
import ncenter.regression
import ncenter.ridge
import ncenter.square
import ncenter.structures.Dataset
import ncenter.sumNeighbors
import ncenter.tests.papers.Water
import ncenter.tests.refused
import kotlin.math.abs
import kotlin.random.Random

/** Training keeps within its memory budget, and says so before it starts if it cannot. */
class MemoryBudgetTest :
    FunSpec({
        val engine = Engine(threads = 2)
        afterSpec { engine.close() }
        val data = Water.data.subset(IntArray(200) { it })
        val rho = density(cutoff(4.0.angstrom), gto(nMax = 2, lMax = 2))
        val spec =
            regression(Water.fock, solver = ridge(1e-8)) {
                onSite from rho.correlate(nu = 2)
                offSite from rho.correlate(nu = 1, centers = 2)
            }
        val counts = engine.compile(spec, data).counts!!

        fun plan(memoryBytes: Long): Plan = compilePlan(spec, data.schema, counts, memoryBytes, allRules)
        val whole = estimateMemory(plan(1L shl 30), counts).peak
        val least = estimateMemory(plan(1L shl 30), counts, 1).peak

        test("chunks are as large as the budget allows, and no larger") {
            for (part in listOf(0.05, 0.3, 0.6, 0.95)) {
                val budget = least + ((whole - least) * part).toLong()
                val plan = plan(budget)
                withClue("budget $budget") {
                    val size = plan.settings.chunkStructures.shouldNotBeNull()
                    size shouldBeInRange 1..200
                    estimateMemory(plan, counts).peak shouldBeLessThanOrEqual budget
                    // The estimate of a chunk stops growing once it holds everything.
                    if (size <
                        200
                    ) {
                        estimateMemory(plan, counts, size + 1).let { minOf(it.peak, whole) } shouldBeGreaterThan minOf(budget, whole - 1)
                    }
                }
            }
            plan(whole).settings.chunkStructures shouldBe null
        }

        test("a chunk counts for what its structures have, not for as many of the largest") {
            fun counts(atoms: Long) = SampleCounts(1, mapOf(1 to atoms), mapOf((1 to 1) to atoms * atoms), tuples = mapOf(listOf(1, 1, 8) to 10 - atoms))
            val sizes = listOf(3L, 9L, 4L, 1L, 8L, 2L, 5L)
            val each = StructureCounts(sizes.map(::counts))
            for (size in 1..9) {
                each.chunks(size) shouldBe
                    sizes
                        .chunked(size)
                        .map { chunk ->
                            SampleCounts(
                                chunk.size.toLong(),
                                mapOf(1 to chunk.sum()),
                                mapOf((1 to 1) to chunk.sumOf { it * it }),
                                tuples = mapOf(listOf(1, 1, 8) to chunk.sumOf { 10 - it }),
                            )
                        }.toSet()
            }
            each.bytes shouldBe 3 * 7 * 8
            each.total() shouldBe SampleCounts(7, mapOf(1 to 32L), mapOf((1 to 1) to 200L), each, mapOf(listOf(1, 1, 8) to 38L))
        }

        test("of many chunks, each has at most what one of few groups has, and hardly more than the largest of them") {
            val random = Random(5)
            val sizes = List(3000) { random.nextLong(1, 30) to random.nextLong(1, 30) }
            val each = StructureCounts(sizes.map { (h, o) -> SampleCounts(1, mapOf(1 to h, 8 to o), mapOf((1 to 1) to h * h, (8 to 8) to o * o)) })
            val groups = each.chunks(3)
            groups.size shouldBeLessThan 300
            val chunks = sizes.chunked(3) { chunk -> listOf(chunk.sumOf { it.first }, chunk.sumOf { it.second }, chunk.sumOf { it.first * it.first }, chunk.sumOf { it.second * it.second }) }
            val bounds = groups.map { listOf(it.atoms.getValue(1), it.atoms.getValue(8), it.pairs.getValue(1 to 1), it.pairs.getValue(8 to 8)) }
            for (chunk in chunks) bounds.any { bound -> bound.indices.all { chunk[it] <= bound[it] } } shouldBe true
            // One chunk with the most of each kind would have 1.24 times as many pairs as any has.
            val most = chunks.maxOf { it[2] + it[3] }
            chunks.maxOf { it[2] } + chunks.maxOf { it[3] } shouldBeGreaterThan most * 6 / 5
            bounds.maxOf { it[2] + it[3] } shouldBeLessThan most * 11 / 10
        }

        test("what the steps of a chunked run put out stays within the estimate") {
            val plan = plan((least + whole) / 2)
            val measured = engine.train(plan, data).measures.filterKeys { id -> id != plan.regression.id }
            // Of several steps, at least one is alive with what it reads.
            val together = plan.featureSteps.maxOf { step -> measured.getValue(step.id).bytes + step.inputs.sumOf { measured.getValue(it).bytes } }
            together shouldBeGreaterThan 10_000
            together shouldBeLessThanOrEqual estimateMemory(plan, counts).chunk
        }

        test("what messages and triples put out stays within the estimate, and near it") {
            val tiny = density(cutoff(4.0.angstrom), gto(nMax = 1, lMax = 1))
            val features =
                tiny.correlate(nu = perCenter(1, 1), centers = 2).sumNeighbors() join
                    square(tiny.correlate(nu = 1, centers = 3)).sumNeighbors().sumNeighbors()
            val energies = Dataset(data.structures).withProperty("energy", DoubleArray(data.size) { it * 0.1 })
            val plan = engine.compile(regression(property("energy"), features, ridge(1e-8)), energies)
            val measured = engine.train(plan, energies).measures.filterKeys { id -> id != plan.regression.id }
            val estimated = plan.featureSteps.sumOf { outputBytes(it, plan.counts!!, plan) }
            val total = plan.featureSteps.sumOf { measured.getValue(it.id).bytes }
            total shouldBeLessThanOrEqual estimated
            total shouldBeGreaterThan estimated / 2
            estimateMemory(plan, plan.counts!!).chunk shouldBeLessThanOrEqual (1.05 * (estimated + outputBytes(plan.neighbors.single(), plan.counts!!, plan))).toLong()
        }

        test("a single chunk meets the equations when its features are made, the second of two finds them there") {
            val plan = plan(1L shl 30)
            val symmetrized = plan.featureSteps.filterIsInstance<SymmetrizeStep>().single()
            // While pairs are symmetrized, they, their source and the features of atoms are there.
            val together = plan.regression.inputs.filter { it < symmetrized.id } + symmetrized.inputs + symmetrized.id
            val features = together.distinct().sumOf { outputBytes(plan.step(it), counts, plan) }
            val estimate = estimateMemory(plan, counts)
            plan.regression.problems.all { it.form == RidgeForm.PRIMAL } shouldBe true
            estimate.peak shouldBeGreaterThan features
            estimate.chunk shouldBeLessThan features
            estimateMemory(plan, counts, counts.structures.toInt() - 1).chunk shouldBeGreaterThan features
        }

        test("chunks of any size give the same weights") {
            val expected = engine.train(plan(whole), data).weights
            for (budget in listOf(least, (least + whole) / 2)) {
                val weights = engine.train(plan(budget), data).weights
                for ((k, fit) in weights.withIndex()) {
                    val scale = expected[k].weights.maxOf { abs(it) }
                    withClue("${fit.problem.key} with $budget bytes") {
                        (fit.weights.indices.maxOf { abs(fit.weights[it] - expected[k].weights[it]) } <= 1e-6 * scale).shouldBe(true)
                        fit.rows shouldBe expected[k].rows
                    }
                }
            }
        }

        test("a budget too small for one structure is refused with the size that is needed") {
            val message = refused { plan(20_000) }
            message shouldMatch
                Regex(
                    "memory: at least [0-9.]+ [kM]B were expected, got a budget of [0-9.]+ [kM]B; write --memory [0-9]+MB, or fewer features: smaller nMax or lMax, or contract = pca\\(\\.\\.\\.\\)",
                )
            plan(least).settings.chunkStructures.shouldNotBeNull()
        }

        test("a budget too small for the equations keeps rows in temporary files") {
            val wide =
                regression(Water.fock, solver = ridge(1e-8)) {
                    onSite from density(cutoff(4.0.angstrom), gto(nMax = 6, lMax = 3)).correlate(nu = 2)
                    offSite from rho.correlate(nu = 1, centers = 2)
                }

            fun spilled(plan: Plan) = plan.regression.problems.any { it.form == RidgeForm.ITERATIVE || it.form == RidgeForm.SPILLED_DUAL }
            val fitting = compilePlan(wide, data.schema, counts, 1L shl 30, allRules)
            val enough = estimateMemory(fitting, counts, 1).peak
            spilled(compilePlan(wide, data.schema, counts, enough, allRules)) shouldBe false
            val less = compilePlan(wide, data.schema, counts, enough - 1, allRules)
            spilled(less) shouldBe true
            estimateMemory(less, counts).peak shouldBeLessThanOrEqual enough - 1
        }

        test("what cannot fit is refused before anything is computed") {
            val huge =
                regression(Water.fock) {
                    onSite from density(cutoff(4.0.angstrom), gto(nMax = 12, lMax = 6)).correlate(nu = 3)
                    offSite from rho.correlate(nu = 1, centers = 2)
                }
            var started = false
            val listener =
                object : ProgressListener by ProgressListener.NONE {
                    override fun started(step: String, total: Long) {
                        started = true
                    }
                }
            Engine(threads = 1, memoryBytes = 64_000_000).use { small ->
                val message = refused { trainModel(compilePlan(huge, data.schema), data, small, listener) }
                message shouldContain "got a budget of 64.0 MB; write --memory "
            }
            started.shouldBeFalse()
        }

        test("an engine needs some memory and a thread") {
            refused { Engine(threads = 0) } shouldBe "engine: at least 1 thread was expected, got 0; write Engine(threads = 2)"
            refused { Engine(threads = 1, memoryBytes = 1000) } shouldBe "engine: at least 16 MB of memory were expected, got 1000 bytes"
        }
    })
