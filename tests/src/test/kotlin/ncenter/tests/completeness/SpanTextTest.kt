package ncenter.tests.completeness

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import ncenter.angstrom
import ncenter.combine
import ncenter.compile
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.elements.C
import ncenter.explain
import ncenter.gto
import ncenter.only
import ncenter.property
import ncenter.regression
import ncenter.spec.SpecJson
import ncenter.spec.features.FeatureSpec
import ncenter.structures.Schema
import ncenter.tests.refused

/** What a plan says about completeness. */
class SpanTextTest :
    FunSpec({
        val schema = Schema(listOf(6), periodic = false, references = emptyList(), maxAtoms = 4)
        fun text(features: FeatureSpec) = regression(property("energy"), features).compile(schema).explain()

        test("a plan of two densities spans everything once and does not say so") {
            text(density(cutoff(4.0.angstrom), gto(3, 2)).correlate(nu = 2)) shouldNotContain "spans"
        }

        test("a plan of three densities says how many of its properties are independent") {
            val shown = text(density(cutoff(4.0.angstrom), gto(7, 1)).correlate(nu = 3))
            shown shouldContain "spans   linearly independent equivariants of the same order, exact counts"
            shown shouldContain "C     spans (0,+1): 280/280"
        }

        test("a plan that cuts intermediate orders says what is lost") {
            val shown = text(density(cutoff(4.0.angstrom), gto(2, 2)).correlate(nu = 3, lMax = 1))
            shown shouldContain Regex("C {5}\\(0,\\+1\\) (spans at most|may span less than) .*: products of intermediate order 2 are left out")
        }

        test("only keeps the blocks it names") {
            val rho = density(cutoff(4.0.angstrom), gto(2, 2))
            val some = rho.correlate(nu = 2).only(center = C, lambda = 0, sigma = 1)
            "$some" shouldContain ".only(center = C, lambda = 0, sigma = 1)"
            text(some.combine(some, lMax = 0)) shouldContain "(0,+1)"
            val spec = regression(property("energy"), some)
            SpecJson.read(SpecJson.write(spec)) shouldBe spec
            refused { rho.only() } shouldBe "only: a center, a lambda or a sigma was expected, got none; write only(lambda = 0)"
            refused { rho.only(lambda = 3) } shouldBe "only: a lambda from 0 to 2 was expected, got 3; these features have no other"
            refused { text(rho.only(sigma = -1)) } shouldContain "only: at least one block that fits was expected, got none"
        }
    })
