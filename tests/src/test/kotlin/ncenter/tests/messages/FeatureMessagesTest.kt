package ncenter.tests.messages

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import ncenter.angstrom
import ncenter.bohr
import ncenter.combine
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.gaussian
import ncenter.gto
import ncenter.join
import ncenter.pairDensity
import ncenter.pca
import ncenter.perCenter
import ncenter.radialScale
import ncenter.secondAtom
import ncenter.silu
import ncenter.spec.features.CorrelationSpec
import ncenter.spec.features.JoinSpec
import ncenter.spec.features.Orders
import ncenter.spec.features.asPair
import ncenter.square
import ncenter.sumNeighbors
import ncenter.tests.refused

/** What a user reads who describes a feature that cannot be. */
class FeatureMessagesTest :
    FunSpec({
        val edge = cutoff(4.0.angstrom)
        val rho = density(edge, gto(nMax = 2, lMax = 2))
        val pairs = rho.correlate(nu = 1, centers = 2)

        test("cutoffs without a radius, or with an edge wider than the sphere") {
            refused { cutoff(0.0.angstrom) } shouldBe "cutoff: a positive radius was expected, got 0.0 Å; write for example cutoff(4.0.angstrom)"
            refused { cutoff((-1.5).angstrom) } shouldBe "cutoff: a positive radius was expected, got -1.5 Å; write for example cutoff(4.0.angstrom)"
            refused { cutoff(0.4.angstrom) } shouldBe
                "cutoff: a smoothing between 0 and the radius 0.4 Å was expected, got 0.5 Å; write for example cutoff(4.0.angstrom, smoothing = 0.5.angstrom)"
            refused { cutoff(4.0.angstrom, smoothing = (-0.1).angstrom) } shouldBe
                "cutoff: a smoothing between 0 and the radius 4.0 Å was expected, got -0.1 Å; write for example cutoff(4.0.angstrom, smoothing = 0.5.angstrom)"
            refused { cutoff(Double.NaN.angstrom) } shouldBe "length: a finite number was expected, got NaN; write for example 4.0.angstrom"
            refused { cutoff(Double.POSITIVE_INFINITY.bohr) } shouldBe "length: a finite number was expected, got Infinity; write for example 4.0.angstrom"
        }

        test("bases and shapes out of range") {
            refused { gto(nMax = 0, lMax = 2) } shouldBe "gto: nMax between 1 and 16 was expected, got 0; nMax is the number of radial functions"
            refused { gto(nMax = 17, lMax = 2) } shouldBe "gto: nMax between 1 and 16 was expected, got 17; nMax is the number of radial functions"
            refused { gto(nMax = 4, lMax = -1) } shouldBe "gto: lMax between 0 and 25 was expected, got -1"
            refused { gto(nMax = 4, lMax = 26) } shouldBe "gto: lMax between 0 and 25 was expected, got 26"
            refused { gaussian(0.0.angstrom) } shouldBe "gaussian: a positive width was expected, got 0.0 Å; write for example gaussian(0.3.angstrom)"
            refused { radialScale(rate = 0.0) } shouldBe "radialScale: a positive rate was expected, got 0.0"
            refused { radialScale(scale = 0.0.angstrom) } shouldBe "radialScale: a positive scale was expected, got 0.0 Å"
            refused { radialScale(exponent = -1.0) } shouldBe "radialScale: an exponent of at least 0 was expected, got -1.0"
            refused { pca(0) } shouldBe "pca: at least one component was expected, got 0"
        }

        test("correlations of no density, of too many centers, or with a wrong order") {
            refused { rho.correlate(nu = 0) } shouldBe
                "correlate: nu=0 with centers=1 has body order 1; the smallest useful is 2; write correlate(nu = 1)"
            refused { rho.correlate(nu = 1, centers = 7) } shouldBe
                "correlate: 1 to 6 centers were expected, got centers=7; write centers = 1 for atoms, 2 for pairs or 3 for triples"
            refused { rho.correlate(nu = 1, selfPairs = true) } shouldBe
                "correlate: selfPairs needs centers=2 or more, got centers=1; write correlate(nu = 1, centers = 2, selfPairs = true)"
            refused { rho.correlate(nu = -1, centers = 2) } shouldBe "correlate: orders of at least 0 were expected, got nu=-1"
            refused { rho.correlate(nu = perCenter(1, -2), centers = 2) } shouldBe "correlate: orders of at least 0 were expected, got nu=perCenter(1, -2)"
            refused { rho.correlate(nu = 2, lMax = -1) } shouldBe "correlate: lMax of at least 0 was expected, got lMax=-1"
            refused { rho.correlate(nu = perCenter(1, 1)) } shouldBe
                "correlate: perCenter needs centers=2, got centers=1; write correlate(nu = perCenter(1, 1), centers = 2)"
            refused { rho.correlate(nu = 2, pair = rho.asPair()) } shouldBe
                "correlate: a pair density goes with two centers or more and only with them, got centers=1 and pair=${rho.asPair()}; write correlate(nu = 2, centers = 2)"
            refused { CorrelationSpec(rho, Orders(1), centers = 2, lMax = 2) } shouldBe
                "correlate: a pair density goes with two centers or more and only with them, got centers=2 and pair=null; write correlate(nu = 1, centers = 2)"
        }

        test("sums, products and joins of features on the wrong atoms") {
            refused { rho.sumNeighbors() } shouldBe
                "sumNeighbors: features of 2 centers or more were expected, got centers=1; write rho.correlate(nu = 1, centers = 2).sumNeighbors()"
            refused { pairs.combine(rho) } shouldBe "combine: the feature with fewer centers was expected first, got centers=2 and 1; write b.combine(a)"
            refused { rho.combine(rho, at = secondAtom) } shouldBe
                "combine: an atom feature on the second atom of a pair was expected, got centers=1 and 1; write message.combine(pairDensity(...), at = secondAtom)"
            refused { pairs.combine(pairs, at = secondAtom) } shouldBe
                "combine: an atom feature on the second atom of a pair was expected, got centers=2 and 2; write message.combine(pairDensity(...), at = secondAtom)"
            refused { rho.combine(rho, lMax = -1) } shouldBe "combine: lMax of at least 0 was expected, got lMax=-1"
            refused { rho join pairs } shouldBe
                "join: features with equal centers were expected, got centers=[1, 2]; join atoms with atoms and pairs with pairs"
            refused { JoinSpec(listOf(rho)) } shouldBe "join: at least two features were expected, got 1"
        }

        test("nonlinear functions with a scale that is none") {
            refused { silu(rho, scale = 0.0) } shouldBe "silu: a positive scale was expected, got 0.0; write silu(features, scale = 1.0)"
            refused { square(rho, scale = Double.NaN) } shouldBe "square: a positive scale was expected, got NaN; write square(features, scale = 1.0)"
        }

        test("what is allowed prints as it is written") {
            val leaf = "density(cutoff(4.0 Å, smoothing = 0.5 Å), gto(nMax = 2, lMax = 2), gaussian(0.3 Å))"
            "${silu(rho.correlate(nu = 1, centers = 3, selfPairs = true), scale = 2.0).sumNeighbors()}" shouldBe
                "silu($leaf.correlate(nu = 1, centers = 3, lMax = 2, selfPairs = true), scale = 2.0).sumNeighbors()"
            "${square(rho.combine(rho.correlate(nu = 0, centers = 2), lMax = 1, at = secondAtom))}" shouldBe
                "square($leaf.combine($leaf.correlate(nu = 0, centers = 2, lMax = 2), lMax = 1, at = secondAtom))"
            "$pairs" shouldBe
                "density(cutoff(4.0 Å, smoothing = 0.5 Å), gto(nMax = 2, lMax = 2), gaussian(0.3 Å)).correlate(nu = 1, centers = 2, lMax = 2)"
            "${rho.correlate(nu = perCenter(1, 2), centers = 2, lMax = 3, contract = pca(5)).sumNeighbors()}" shouldBe
                "density(cutoff(4.0 Å, smoothing = 0.5 Å), gto(nMax = 2, lMax = 2), gaussian(0.3 Å))" +
                ".correlate(nu = perCenter(1, 2), centers = 2, lMax = 3, contract = pca(5)).sumNeighbors()"
            "${pairDensity(edge, gto(nMax = 1, lMax = 0), radialScale = radialScale())}" shouldBe
                "pairDensity(cutoff(4.0 Å, smoothing = 0.5 Å), gto(nMax = 1, lMax = 0), gaussian(0.3 Å), radialScale(rate = 2.0, scale = 1.0 Å, exponent = 2.0))"
        }
    })
