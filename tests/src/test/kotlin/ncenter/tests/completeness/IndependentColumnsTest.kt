package ncenter.tests.completeness

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import ncenter.angstrom
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.engine.independentColumns
import ncenter.gto
import ncenter.plan.rules.featureSteps
import ncenter.tests.refused
import kotlin.math.abs

/** Redundant properties are found without data, and the others are as many as the characters say. */
class IndependentColumnsTest :
    FunSpec({
        for ((basis, nu) in listOf(gto(2, 2) to 3, gto(1, 2) to 5, gto(3, 1) to 3)) {
            test("$basis, nu = $nu: what is kept spans what is left out, for other densities too") {
                val features = density(cutoff(4.0.angstrom), basis).correlate(nu)
                val steps = featureSteps(features, listOf(6))
                for (found in independentColumns(features, listOf(6))) {
                    val q = found.properties
                    val block = randomFeatures(steps, q / found.key.components + 20, seed = 9).block(found.key.row)
                    val rows = block.samples.size * block.componentSize
                    val kept = found.columns
                    withClue(found.key) {
                        found.gap shouldBeGreaterThan 1e4
                        if (kept.isEmpty()) {
                            block.values.maxOf { abs(it) } shouldBeLessThan 1e-9
                            return@withClue
                        }
                        kept.toSet().size shouldBe kept.size
                        val part = DoubleArray(rows * kept.size) { block.values[it / kept.size * q + kept[it % kept.size]] }
                        rank(part, rows, kept.size).rank shouldBe kept.size
                        rank(block.values, rows, q).rank shouldBe kept.size
                    }
                }
            }
        }

        test("two densities have nothing to leave out, in any number of elements") {
            for (found in independentColumns(density(cutoff(4.0.angstrom), gto(2, 2)).correlate(nu = 2), listOf(1, 8))) {
                found.columns.toList() shouldBe (0 until found.properties).toList()
            }
        }

        test("features that lose something, or are no products, are refused") {
            val rho = density(cutoff(4.0.angstrom), gto(2, 2))
            refused { independentColumns(rho.correlate(nu = 3, lMax = 1), listOf(6)) } shouldContain "independentColumns: features that span every equivariant were expected"
            refused { independentColumns(rho.correlate(nu = 1, centers = 2), listOf(6)) } shouldContain "independentColumns: a product of densities of one atom was expected"
        }
    })
