package ncenter.tests.variants

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldNotBeEmpty
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import ncenter.angstrom
import ncenter.contract
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.engine.Engine
import ncenter.gto
import ncenter.join
import ncenter.labels.TensorMap
import ncenter.pca
import ncenter.plan.ContractStep
import ncenter.plan.rules.featureSteps
import ncenter.run.Workers
import ncenter.run.correlations.ContractRunner
import ncenter.spec.features.FeatureSpec
import ncenter.tests.symmetry.molecule
import kotlin.math.abs

/** A contraction that makes its product tile by tile has the numbers of one that reads a stored product. */
class ContractedProductTest :
    FunSpec({
        val rho = density(cutoff(4.0.angstrom), gto(nMax = 4, lMax = 3))
        val components = pca(7)
        // Many samples of one type: several tasks, and tiles that end in the middle of one.
        val structures = List(30) { molecule(it.toLong(), 8, 1, 1, 6, 1) }
        val products = mapOf("atoms" to rho.correlate(nu = 2), "pairs" to rho.correlate(nu = 1, centers = 2))

        fun bits(map: TensorMap): List<List<Long>> = map.blocks.map { block -> block.values.map(Double::toRawBits) }

        fun stored(engine: Engine, product: FeatureSpec): TensorMap {
            val step = featureSteps(product.contract(components), listOf(1, 6, 8)).last() as ContractStep
            val projections = engine.fit(product.contract(components), structures).fitted.projections.getValue(step.id)
            return ContractRunner(step, projections).run(engine.compute(product, structures), Workers.Serial)
        }

        for ((name, product) in products) {
            test("products of $name: the numbers of a stored product, with the same bits on one thread and on three") {
                val made =
                    listOf(1, 3).map { threads ->
                        Engine(threads).use { engine ->
                            val map = engine.compute(product.contract(components), structures)
                            map.blocks.shouldNotBeEmpty()
                            withClue("$threads threads") { map shouldEqualUpToRounding stored(engine, product) }
                            bits(map)
                        }
                    }
                made[0] shouldBe made[1]
            }

            test("products of $name: a structure has the same bits whatever it is computed with") {
                Engine(2).use { engine ->
                    val fitted = engine.fit(product.contract(components), structures)
                    val all = fitted.compute(structures)
                    val part = fitted.compute(structures.take(11))
                    for ((k, block) in part.blocks.withIndex()) {
                        val values = all.blocks[k].values.take(block.values.size)
                        withClue(part.keys.row(k)) { block.values.map(Double::toRawBits) shouldBe values.map(Double::toRawBits) }
                    }
                }
            }

            test("products of $name: a product that is read elsewhere too is stored, with the same numbers") {
                Engine(2).use { engine ->
                    val both = engine.compute(product join product.contract(components), structures)
                    val made = engine.compute(product.contract(components), structures)
                    for ((k, block) in made.blocks.withIndex()) {
                        val joined = both.block(made.keys.row(k))
                        val q = block.properties.size
                        val width = joined.properties.size
                        val rows = block.values.size / q
                        val tail = DoubleArray(rows * q) { joined.values[it / q * width + width - q + it % q] }
                        withClue(made.keys.row(k)) { tail shouldEqualUpToRounding block.values }
                    }
                }
            }
        }
    })

private infix fun TensorMap.shouldEqualUpToRounding(other: TensorMap) {
    blocks.size shouldBe other.blocks.size
    for ((k, block) in blocks.withIndex()) withClue(keys.row(k)) { block.values shouldEqualUpToRounding other.blocks[k].values }
}

private infix fun DoubleArray.shouldEqualUpToRounding(other: DoubleArray) {
    size shouldBe other.size
    val largest = other.maxOfOrNull { abs(it) } ?: return
    largest shouldBeGreaterThan 0.0
    indices.maxOf { abs(this[it] - other[it]) / largest } shouldBeLessThan 1e-13
}
