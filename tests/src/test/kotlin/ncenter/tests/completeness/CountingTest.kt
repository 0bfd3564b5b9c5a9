package ncenter.tests.completeness

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import ncenter.angstrom
import ncenter.combine
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.gto
import ncenter.kernels.math.ClebschGordan
import ncenter.plan.ProductStep
import ncenter.plan.characters.independentEquivariants
import ncenter.plan.counting.spans
import ncenter.plan.rules.featureSteps
import java.util.Random

/** Exact numbers of independent equivariants (arXiv:2007.03407), and that the recursion spans all of them. */
class CountingTest :
    FunSpec({
        fun count(n: Int, l: Int, nu: Int, lambda: Int, sigma: Int) = independentEquivariants(n, l, nu, lambda, sigma).toInt()

        test("counts by characters are those of the literature and of an independent program") {
            (2..8).map { count(1, 1, it, 0, 1) } shouldBe listOf(2, 2, 3, 3, 4, 4, 5)
            (2..8).map { count(1, 1, it, 1, 1) } shouldBe listOf(1, 2, 2, 3, 3, 4, 4)
            (2..8).map { count(1, 1, it, 0, -1) + count(1, 1, it, 1, -1) } shouldBe List(7) { 0 }
            fun four(n: Int, l: Int, nu: Int) = listOf(0 to 1, 0 to -1, 1 to 1, 1 to -1).map { (lambda, sigma) -> count(n, l, nu, lambda, sigma) }
            four(1, 8, 3) shouldBe listOf(55, 14, 110, 70)
            four(1, 8, 4).take(2) shouldBe listOf(567, 360)
            four(7, 1, 3) shouldBe listOf(280, 35, 392, 147)
            four(7, 1, 4) shouldBe listOf(1400, 245, 1960, 1176)
            four(7, 4, 2) shouldBe listOf(140, 0, 196, 84)
            four(7, 4, 3) shouldBe listOf(2702, 1148, 5880, 4410)
            (2..4).map { four(5, 5, it).take(2) } shouldBe listOf(listOf(90, 0), listOf(1630, 730), listOf(39970, 31125))
            (2..4).map { four(8, 6, it).take(2) } shouldBe listOf(listOf(252, 0), listOf(9760, 5416), listOf(528518, 457600))
        }

        test("counts stay exact where they do not fit into 64 bits") {
            independentEquivariants(200, 12, 12, 0, 1).bitLength() shouldBeGreaterThanBits 64
        }

        data class Case(val n: Int, val l: Int, val nu: Int, val lambda: Int, val plus: Int, val minus: Int)

        val cases = listOf(
            Case(1, 2, 4, 0, 9, 0), Case(1, 2, 5, 0, 13, 0), Case(1, 2, 6, 0, 22, -1),
            Case(2, 2, 4, 0, 75, 12), Case(2, 2, 4, 1, 112, 60), Case(2, 2, 4, 2, 144, 92),
            Case(1, 3, 5, 0, 45, 8), Case(7, 1, 3, 0, 280, 35), Case(7, 1, 3, 1, 392, 147),
        )
        for (case in cases) {
            test("the recursion spans every equivariant: nMax ${case.n}, lMax ${case.l}, nu ${case.nu}, lambda ${case.lambda}") {
                val steps = featureSteps(density(cutoff(4.0.angstrom), gto(case.n, case.l)).correlate(case.nu), listOf(6))
                for ((sigma, expected) in listOf(1 to case.plus, -1 to case.minus)) {
                    val exact = count(case.n, case.l, case.nu, case.lambda, sigma)
                    if (expected >= 0) exact shouldBe expected
                    val span = spans(steps).firstOrNull { it.step == steps.last().id && it.key.lambda == case.lambda && it.key.sigma == sigma }
                    if (exact == 0 || span == null) continue
                    val block = randomFeatures(steps, exact / (2 * case.lambda + 1) + 12).block(listOf(case.lambda, sigma, 6))
                    val rank = rank(block.values, block.samples.size * block.componentSize, block.properties.size)
                    withClue("sigma $sigma") {
                        rank.rank shouldBe exact
                        rank.gap shouldBeGreaterThan 1e4
                        span.spanned.toInt() shouldBe exact
                        span.isComplete shouldBe true
                    }
                }
            }
        }

        test("orders above that of the density are spanned too, as far as the intermediate orders reach") {
            for ((nu, lMax) in listOf(3 to 3, 4 to 3, 4 to 4, 5 to 3)) {
                val steps = featureSteps(density(cutoff(4.0.angstrom), gto(1, 2)).correlate(nu, lMax = lMax), listOf(6))
                for (span in spans(steps).filter { it.step == steps.last().id && it.all.signum() > 0 }) {
                    val block = randomFeatures(steps, span.all.toInt() + 12).block(listOf(span.key.lambda, span.key.sigma, 6))
                    withClue("nu $nu, lMax $lMax, ${span.key}: $span") {
                        span.isComplete shouldBe true
                        rank(block.values, block.samples.size * block.componentSize, block.properties.size).rank shouldBe span.all.toInt()
                    }
                }
            }
        }

        test("products of one density with intermediate orders missing are counted as lossy, and are") {
            // lMax = 1 below the density's 2: the intermediate order 2 is never made.
            val steps = featureSteps(density(cutoff(4.0.angstrom), gto(2, 2)).correlate(nu = 3, lMax = 1), listOf(6))
            val span = spans(steps).first { it.step == steps.last().id && it.key.lambda == 0 && it.key.sigma == 1 }
            span.isComplete shouldBe false
            span.missing shouldBe listOf(2)
            val block = randomFeatures(steps, 60).block(listOf(0, 1, 6))
            val rank = rank(block.values, 60, block.properties.size).rank
            (rank < span.all.toInt()) shouldBe true
            (rank <= span.spanned.toInt()) shouldBe true
        }

        test("products of a density with a pair lose what was cut off before, and the count is exact") {
            val rho = density(cutoff(4.0.angstrom), gto(2, 1))
            val steps = featureSteps(rho.correlate(nu = 2, centers = 2), listOf(6))
            val product = steps.last() as ProductStep
            for (span in spans(steps).filter { it.step == product.id }) {
                val features = randomPairFeatures(steps, span.all.toInt() + 20)
                val block = features.block(span.key.row)
                withClue(span) {
                    span.exact shouldBe true
                    rank(block.values, block.samples.size * block.componentSize, block.properties.size).rank shouldBe span.spanned.toInt()
                }
            }
            val vector = spans(steps).first { it.step == product.id && it.key.lambda == 1 && it.key.sigma == 1 }
            vector.missing shouldBe listOf(2)
            "$vector" shouldBe "spans ${vector.spanned}/${vector.all}: products of intermediate order 2 are left out"
        }

        test("two powers of one density multiplied span everything if nothing is cut") {
            val rho = density(cutoff(4.0.angstrom), gto(1, 1))
            val square = rho.correlate(nu = 2, lMax = 2)
            val steps = featureSteps(square.combine(square, lMax = 0), listOf(6))
            val span = spans(steps).single { it.step == steps.last().id && it.key.sigma == 1 }
            span.isComplete shouldBe true
            val block = randomFeatures(steps, 20).block(listOf(0, 1, 6))
            rank(block.values, 20, block.properties.size).rank shouldBe 3
        }

        test("enumeration in lexicographic order with a cap on the intermediate order loses 56 of 392") {
            val rank = lexicographicRank(channels = 7, samples = 140)
            rank shouldBe 336
            count(7, 1, 3, 1, 1) - rank shouldBe 35 + 21
        }
    })

private infix fun Int.shouldBeGreaterThanBits(bits: Int) = (this > bits) shouldBe true

/** Rank of the vectors of order 3 made from sorted triples (l1 n1) <= (l2 n2) <= (l3 n3), l up to 1, intermediate order up to 1. */
private fun lexicographicRank(channels: Int, samples: Int): Int {
    val factors = (0..1).flatMap { l -> List(channels) { l to it } }
    val random = Random(2)
    val values = factors.associateWith { (l, _) -> List(samples) { DoubleArray(2 * l + 1) { random.nextGaussian() } } }
    val columns = mutableListOf<List<DoubleArray>>()
    for (i in factors.indices) {
        for (j in i until factors.size) {
            for (k in j until factors.size) {
                for (middle in 0..1) {
                    val l = listOf(i, j, k).map { factors[it].first }
                    if (middle !in kotlin.math.abs(l[0] - l[1])..l[0] + l[1] || 1 !in kotlin.math.abs(middle - l[2])..middle + l[2] || (l.sum() + 1) % 2 != 0) continue
                    columns += List(samples) { s ->
                        val pair = coupled(values.getValue(factors[i])[s], values.getValue(factors[j])[s], middle)
                        coupled(pair, values.getValue(factors[k])[s], 1)
                    }
                }
            }
        }
    }
    val rows = 3 * samples
    val filled = columns.filter { column -> column.any { v -> v.any { kotlin.math.abs(it) > 1e-12 } } }
    return rank(DoubleArray(rows * filled.size) { filled[it % filled.size][it / filled.size / 3][it / filled.size % 3] }, rows, filled.size).rank
}

private fun coupled(a: DoubleArray, b: DoubleArray, lambda: Int): DoubleArray {
    val cg = ClebschGordan.real((a.size - 1) / 2, (b.size - 1) / 2, lambda)
    val n = 2 * lambda + 1
    return DoubleArray(n) { mu -> a.indices.sumOf { i -> b.indices.sumOf { j -> cg[(i * b.size + j) * n + mu] * a[i] * b[j] } } }
}
