package ncenter.tests.completeness

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import ncenter.angstrom
import ncenter.audit
import ncenter.audit.AuditReport
import ncenter.compile
import ncenter.correlate
import ncenter.cutoff
import ncenter.degenerate.Families
import ncenter.density
import ncenter.gaussian
import ncenter.gto
import ncenter.only
import ncenter.pairDensity
import ncenter.perCenter
import ncenter.property
import ncenter.regression
import ncenter.silu
import ncenter.structures.Dataset
import ncenter.structures.rotated
import ncenter.sumNeighbors
import ncenter.tests.papers.Water
import ncenter.tests.refused
import ncenter.tests.symmetry.rotation
import ncenter.train

/** The auditor finds the blind spots of features, no others, and what cures them. */
class AuditTest :
    FunSpec({
        val rho = density(cutoff(2.5.angstrom), gto(nMax = 2, lMax = 3), gaussian(0.2.angstrom))
        val scale = Regex(", scale = [^)]*")

        fun told(report: AuditReport, family: String) = report.verdicts.filter { family in it.family }.let { all -> all.count { it.told } to all.size }

        test("each correlation order is blind to its families and to no others") {
            for ((nu, blind) in listOf(1 to listOf("angle", "half turn", "capped rings"), 2 to listOf("half turn", "capped rings"), 3 to listOf("capped rings"), 4 to emptyList())) {
                val report = audit(scalars(rho, nu)) { pairs = 4 }
                report.blind.map { it.family.substringBefore(',') }.distinct() shouldBe blind
                told(report, "congruent") shouldBe (0 to 4)
                report.verdicts.filter { it.family == "congruent" }.all { it.congruent } shouldBe true
            }
        }

        test("the report names the lowest order and the pairs that cure a blind spot") {
            val report = audit(scalars(rho, 3)) { pairs = 1 }
            report.blind shouldHaveSize 2
            val strong = report.blind.first()
            strong.rmsd!! shouldBeGreaterThan 0.3
            val basis = "(tried with gto(nMax = 2, lMax = 3))"
            strong.remedies.map { it.features.replace(scale, "") }.toSet() shouldBe setOf(
                "correlate(nu = 4), sigma = +1 $basis",
                "correlate(nu = 4), sigma = -1 $basis",
                "correlate(nu = perCenter(1, 2), centers = 2).sumNeighbors(), sigma = +1 $basis",
                "correlate(nu = perCenter(1, 2), centers = 2).sumNeighbors(), sigma = -1 $basis",
                "silu(correlate(nu = 1, centers = 2)).sumNeighbors() $basis",
                "silu(correlate(nu = 1, centers = 3)).sumNeighbors().sumNeighbors() $basis",
            )
            strong.remedies.map { it.operations }.let { it shouldBe it.sorted() }
            strong.remedies.first { it.features.startsWith("correlate(nu = 4), sigma = -1") }.difference shouldBeGreaterThan 0.1
            "$report" shouldContain "not told apart: C pair 3, first and C pair 3, second (capped rings, equal up to nu = 3)"
            "$report" shouldContain "told apart by correlate(nu = 4), sigma = -1"
            "$report" shouldContain "  2 pairs of different environments have equal invariants"
            "$report" shouldContain "congruent: 4 congruent pairs, 0 told apart (0 expected)"
            AuditReport.fromJson(report.toJson()) shouldBe report
        }

        test("what one order misses, the next order tells apart, and so do lower orders on more centers") {
            fun remedies(nu: Int, family: String) = audit(scalars(rho, nu)) { pairs = 1 }.blind.first { it.family.startsWith(family) }.remedies.map { it.features.replace(scale, "").substringBefore(" (tried").substringBefore(", sigma") }.distinct()
            remedies(1, "angle").toSet() shouldBe setOf(
                "correlate(nu = 2)",
                "correlate(nu = perCenter(0, 1), centers = 2).sumNeighbors()",
                "silu(correlate(nu = 1, centers = 2)).sumNeighbors()",
                "silu(correlate(nu = 0, centers = 3)).sumNeighbors().sumNeighbors()",
            )
            remedies(2, "half turn").let {
                it.contains("correlate(nu = 3)") shouldBe true
                it.contains("correlate(nu = perCenter(1, 1), centers = 2).sumNeighbors()") shouldBe true
                it.any { remedy -> "centers = 3" in remedy } shouldBe true
            }
        }

        test("no remedy tells congruent environments apart") {
            for (features in listOf(silu(rho.correlate(nu = 1, centers = 3), scale = 10.0).sumNeighbors().sumNeighbors(), silu(rho.correlate(nu = 1, centers = 2), scale = 10.0).sumNeighbors(), rho.correlate(nu = perCenter(1, 2), centers = 2).sumNeighbors().only(lambda = 0))) {
                val report = audit(features) { pairs = 2 }
                told(report, "congruent") shouldBe (0 to 4)
                told(report, "capped rings") shouldBe (3 to 3)
            }
        }

        test("triples are compared as they come, in no order") {
            told(audit(rho.correlate(nu = 1, centers = 3, lMax = 0)) { pairs = 1 }, "capped rings") shouldBe (2 to 2)
            told(audit(rho.correlate(nu = 1, centers = 3, lMax = 0)) { pairs = 1 }, "congruent") shouldBe (0 to 4)
        }

        test("features of pairs tell the capped rings apart, single neighbors do not") {
            told(audit(rho.correlate(nu = 1, centers = 2)) { pairs = 2 }, "capped rings") shouldBe (3 to 3)
            told(audit(pairDensity(cutoff(2.5.angstrom), gto(2, 3))) { pairs = 2 }, "capped rings") shouldBe (0 to 3)
        }

        test("a blind pair hidden among other structures is found, copies are passed over") {
            val hidden = Families.b8(30).map { it.pair() }
            val all = Dataset(hidden.take(10).map { it.first } + hidden[3].second + hidden[5].first.rotated(rotation(3)) + hidden.drop(10).map { it.first })
            val report = audit(scalars(rho, 3)) {
                pairs = 1
                structures = all
            }
            val own = report.blind.filter { it.family == "structures" && "atom 0" in it.first && "atom 0" in it.second }
            own.map { setOf(it.first, it.second) } shouldBe listOf(setOf("structure 3 atom 0", "structure 10 atom 0"))
            report.environments shouldBe 32 * 8
            audit(scalars(rho, 4)) {
                pairs = 1
                structures = all
            }.blind.shouldBeEmpty()
        }

        test("a trained model is audited with the blocks it reads") {
            val water = Water.data.subset(IntArray(12) { it })
            val model = regression(property("potential"), density(cutoff(3.0.angstrom), gto(2, 2)).correlate(nu = 2)).compile(water).train(water)
            val report = audit(model) {
                pairs = 2
                structures = water
            }.single()
            report.verdicts.filter { it.family.startsWith("angle") }.all { it.told } shouldBe true
            report.blind.map { it.family.substringBefore(',') }.toSet() shouldBe setOf("half turn", "capped rings")
            report.verdicts.all { it.pseudoscalars == 0.0 && it.equivariants == 0.0 } shouldBe true
        }

        test("settings that make no sense are refused") {
            refused { audit(rho) { pairs = 0 } } shouldBe "audit: at least 1 pair of each family was expected, got 0"
            refused { audit(rho) { tolerance = 2.0 } } shouldContain "audit: a tolerance between 0 and 1 was expected, got 2.0"
        }
    })
