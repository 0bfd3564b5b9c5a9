package ncenter.tests.identities

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.ints.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import ncenter.angstrom
import ncenter.compile
import ncenter.compute
import ncenter.contract
import ncenter.correlate
import ncenter.cur
import ncenter.cutoff
import ncenter.density
import ncenter.engine.Engine
import ncenter.explain
import ncenter.fit
import ncenter.fps
import ncenter.gto
import ncenter.join
import ncenter.labels.TensorBlock
import ncenter.model.load
import ncenter.model.save
import ncenter.pca
import ncenter.perCenter
import ncenter.plan.IterationStep
import ncenter.plan.rules.featureSteps
import ncenter.property
import ncenter.regression
import ncenter.ridge
import ncenter.spec.SpecJson
import ncenter.spec.features.Contraction
import ncenter.tests.inFolder
import ncenter.tests.papers.Methane
import ncenter.tests.refused
import ncenter.tests.symmetry.molecule
import ncenter.tests.symmetry.size
import ncenter.top
import ncenter.train
import kotlin.math.abs

/** `cur(k)` and `fps(k)` keep properties as they are, those that their rules say, and compute no others. */
class SelectionTest :
    FunSpec({
        val rho = density(cutoff(4.0.angstrom), gto(nMax = 3, lMax = 2))
        val molecules = List(20) { molecule(300L + it, 1, 6, 8, 1, 6, 1) }
        val products = mapOf(
            "atoms" to rho.correlate(nu = 2),
            "pairs" to rho.correlate(nu = 1, centers = 2),
            "neighbors' densities" to rho.correlate(nu = perCenter(0, 1), centers = 2),
            "triples" to density(cutoff(4.0.angstrom), gto(1, 1)).correlate(nu = 1, centers = 3),
        )

        for (contraction in listOf<Contraction>(cur(5), fps(5), cur(4, invariants = 7, structures = 9))) {
            for ((name, product) in products) {
                test("$contraction of $name: columns of the product with their labels, chosen the same way again") {
                    val whole = product.compute(molecules)
                    val kept = product.contract(contraction).compute(molecules)
                    val stored = (product join product.contract(contraction)).compute(molecules)
                    kept.keys shouldBe whole.keys
                    for (k in kept.blocks.indices) {
                        withClue(kept.keys.row(k)) {
                            val columns = shouldBeColumns(kept.blocks[k], whole.blocks[k])
                            columns.size shouldBe minOf(contraction.kept(kept.keys.row(k)[0]), whole.blocks[k].properties.size)
                            shouldEndWith(stored.block(kept.keys.row(k)), kept.blocks[k])
                        }
                    }
                    product.contract(contraction).compute(molecules) shouldBe kept
                }
            }
        }

        test("screened and purified orders of chosen products compute the chosen products only") {
            val features = rho.correlate(nu = 3, contract = cur(6, invariants = 9), screen = top(60), purify = true)
            val fitted = features.fit(molecules).fitted
            for (step in featureSteps(features, listOf(1, 6, 8)).filterIsInstance<IterationStep>()) {
                val fit = fitted.iterations.getValue(step.id)
                fit.check(step)
                for ((group, pairs) in fit.pairs) {
                    val blocks = step.blocks.filter { it.group == group }
                    pairs.size shouldBeLessThan minOf(60, group.size.toInt() + 1)
                    pairs.size shouldBeLessThan blocks.sumOf { it.q } + 1
                }
            }
        }

        test("without purification an order of chosen products has columns of the whole product of its factors") {
            val first = rho.contract(cur(4)).compute(molecules)
            val second = rho.correlate(nu = 2, contract = cur(4)).compute(molecules)
            val product = products.getValue("atoms").compute(molecules)
            first.blocks.size shouldBeGreaterThanInt 0
            for (k in second.blocks.indices) {
                val whole = product.block(second.keys.row(k))
                val block = second.blocks[k]
                val rows = block.samples.size * block.componentSize
                for (c in 0 until block.properties.size) {
                    val best = (0 until whole.properties.size).minOf { w -> (0 until rows).maxOf { abs(block.values[it * block.properties.size + c] - whole.values[it * whole.properties.size + w]) } }
                    withClue("${second.keys.row(k)} column $c") { best shouldBeLessThan 1e-13 * maxOf(1e-3, size(whole)) }
                }
            }
        }

        test("what cur keeps explains more with every property, nearly as much as principal components, and more than what fps keeps") {
            val whole = rho.correlate(nu = 2).compute(molecules)
            val row = listOf(1, 1, 6)
            val errors = listOf(2, 4, 8, 16, 32).map { k -> missed(rho.correlate(nu = 2).contract(cur(k)).compute(molecules).block(row), whole.block(row)) }
            errors.zipWithNext().forEach { (a, b) -> b shouldBeLessThan a }
            for ((k, error) in listOf(2, 4, 8, 16, 32).zip(errors)) {
                val best = missed(rho.correlate(nu = 2).contract(pca(k)).compute(molecules).block(row), whole.block(row))
                error shouldBeGreaterThan best
                error shouldBeLessThan 1.3 * best
                error shouldBeLessThan missed(rho.correlate(nu = 2).contract(fps(k)).compute(molecules).block(row), whole.block(row))
            }
        }

        for (contraction in listOf(cur(6, invariants = 12), fps(6, invariants = 12))) {
            test("a model with $contraction keeps its choice in the file and says it in the plan") {
                val data = Methane.data.subset(IntArray(30) { it })
                val basis = density(cutoff(6.3.angstrom), gto(nMax = 2, lMax = 2))
                val spec = regression(property("energy"), basis.correlate(nu = 2).contract(contraction) join basis.correlate(nu = 1..3, contract = contraction, screen = top(30), purify = true), ridge(1e-6))
                SpecJson.read(SpecJson.write(spec)) shouldBe spec
                val plan = spec.compile(data)
                plan.explain() shouldContain "$contraction per block, properties"
                val model = plan.train(data)
                inFolder { folder ->
                    model.save(folder.resolve("methane.ncenter"))
                    Engine(threads = 1).use { engine ->
                        val loaded = engine.load(folder.resolve("methane.ncenter"))
                        for (s in listOf(50, 77)) loaded.predict(Methane.data[s]).values.toList() shouldBe model.predict(Methane.data[s]).values.toList()
                    }
                }
            }
        }

        test("settings that make no sense are refused") {
            refused { cur(0) } shouldBe "cur: at least one property was expected, got 0"
            refused { fps(3, invariants = 0) } shouldBe "fps: at least one invariant was expected, got invariants = 0"
            refused { fps(3, structures = 0) } shouldBe "fps: at least one structure was expected, got structures = 0"
            "${rho.correlate(nu = 2, contract = cur(5, invariants = 7))}" shouldContain "contract = cur(5, invariants = 7)"
        }
    })

private infix fun Int.shouldBeGreaterThanInt(other: Int) = (this > other) shouldBe true

/** Fails unless [part] is made of columns of [whole], ascending; returns their numbers. */
private fun shouldBeColumns(part: TensorBlock, whole: TensorBlock): List<Int> {
    part.samples shouldBe whole.samples
    part.properties.names shouldBe whole.properties.names
    val columns = (0 until part.properties.size).map { whole.properties.indexOf(part.properties.row(it)) }
    columns.zipWithNext().all { (a, b) -> a < b } shouldBe true
    for (row in 0 until part.samples.size * part.componentSize) {
        for ((c, column) in columns.withIndex()) {
            val difference = part.values[row * columns.size + c] - whole.values[row * whole.properties.size + column]
            abs(difference) shouldBeLessThan 1e-13 * maxOf(1e-3, size(whole))
        }
    }
    return columns
}

/** Fails unless the last properties of [joined] are those of [part]. */
private fun shouldEndWith(joined: TensorBlock, part: TensorBlock) {
    val q = part.properties.size
    val width = joined.properties.size
    for (k in part.values.indices) abs(joined.values[k / q * width + width - q + k % q] - part.values[k]) shouldBeLessThan 1e-13 * maxOf(1e-3, size(joined))
}

/** Norm of what no linear combination of [part] gives of [whole], relative to [whole]. */
private fun missed(part: TensorBlock, whole: TensorBlock): Double {
    val la = ncenter.kernels.linalg.LinearAlgebras.preferred()
    val rows = part.samples.size * part.componentSize
    val (k, q) = part.properties.size to whole.properties.size
    val rank = minOf(rows, k)
    val u = DoubleArray(rows * rank)
    val s = DoubleArray(rank)
    la.svd(rows, k, part.values, u, s, DoubleArray(rank * k))
    val residual = whole.values.copyOf()
    for (p in 0 until rank) {
        if (s[p] <= 1e-12 * s[0]) continue
        for (c in 0 until q) {
            val overlap = (0 until rows).sumOf { u[it * rank + p] * residual[it * q + c] }
            for (r in 0 until rows) residual[r * q + c] -= overlap * u[r * rank + p]
        }
    }
    return kotlin.math.sqrt(residual.sumOf { it * it } / whole.values.sumOf { it * it })
}
