package ncenter.tests.completeness

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.doubles.shouldBeBetween
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import ncenter.angstrom
import ncenter.combine
import ncenter.compute
import ncenter.correlate
import ncenter.cutoff
import ncenter.degenerate.CappedRings
import ncenter.degenerate.DegeneratePair
import ncenter.degenerate.Environment
import ncenter.degenerate.Families
import ncenter.degenerate.MersenneTwister
import ncenter.degenerate.congruence
import ncenter.density
import ncenter.gaussian
import ncenter.gto
import ncenter.perCenter
import ncenter.spec.features.DensitySpec
import ncenter.spec.features.FeatureSpec
import ncenter.structures
import ncenter.structures.Structure
import ncenter.sumNeighbors
import ncenter.tests.golden
import ncenter.tests.refused
import kotlin.math.abs
import kotlin.math.sqrt

/** Structures that low correlation orders cannot tell apart (arXiv:2302.14770), and the orders that can. */
class DegenerateFamiliesTest :
    FunSpec({
        val rho = density(cutoff(2.5.angstrom), gto(nMax = 3, lMax = 4), gaussian(0.2.angstrom))
        val small = density(cutoff(2.5.angstrom), gto(nMax = 2, lMax = 3), gaussian(0.2.angstrom))

        test("the generator draws what NumPy draws") {
            val random = MersenneTwister(12345)
            List(3) { random.nextInt().toUInt() } shouldBe listOf(3992670690u, 3823185381u, 1358822685u)
            MersenneTwister(12345).nextDouble() shouldBe 0.9296160928171479
            MersenneTwister(5489).let { mt ->
                repeat(9999) { mt.nextInt() }
                mt.nextInt().toUInt()
            } shouldBe 4123659995u
        }

        test("the B8 parameters are the published ones, bit by bit") {
            val b8 = Families.b8(4000)
            b8[0] shouldBe CappedRings(1.3945490156290707, 0.5779363176538004, 1.7685268584161764, 2.2879156819735713, 2.6660340954713644, 1.8331788801509368)
            b8[1] shouldBe CappedRings(1.5642646703137686, 0.7670795088253072, 1.6594349653078901, 0.5269777536524018, 2.536348907299362, 2.9535435909142174)
            b8[3999] shouldBe CappedRings(1.2383173766606934, 0.8493321605979274, 1.5488894331241725, 1.930675000212223, 2.555170470155256, 1.0772162180075862)
        }

        test("equal distances under different angles: nu = 1 is blind, nu = 2 is not") {
            val pair = Families.angles()
            differences(pair, rho, 1).first shouldBeLessThan 1e-12
            differences(pair, rho, 2).first shouldBeGreaterThan 1e-2
        }

        test("a hundred random half-turn pairs: nu = 2 is blind, the pseudoscalars of nu = 3 are not") {
            val pairs = Families.halfTurns(100)
            val two = differences(pairs, rho, 2)
            two.maxOf { it.first } shouldBeLessThan 1e-12
            two.maxOf { it.second } shouldBe 0.0
            // A narrow draw can be nearly congruent: what nu = 3 sees must not be smaller than the distance lets expect.
            differences(pairs, small, 3).map { it.second }.minOf { it } shouldBeGreaterThan 1e-3
            pairs.minOf { congruence(Environment.of(it.first, 0), Environment.of(it.second, 0)).rmsd } shouldBeGreaterThan 1e-3
        }

        test("the half turn refuses vectors that do not make a degenerate pair") {
            refused { Families.halfTurn(doubleArrayOf(1.0, 0.0, 1.0), doubleArrayOf(1.0, 1.0, 1.0), doubleArrayOf(1.0, 1.0, 1.0)) } shouldContain
                "halfTurn: a and c at right angles in the plane across z were expected"
        }

        test("B8 pairs: nu = 3 is blind, nu = 4 is not") {
            val b8 = Families.b8(4000)
            val pairs = (listOf(b8[0]) + b8.filterIndexed { k, _ -> k % 40 == 0 }).map { it.pair() }
            pairs shouldHaveSize 101
            for (nu in 1..3) {
                val found = differences(pairs, small, nu)
                withClue("nu = $nu") { found.maxOf { maxOf(it.first, it.second) } shouldBeLessThan 1e-10 }
            }
            differences(pairs, small, 4).minOf { maxOf(it.first, it.second) } shouldBeGreaterThan 1e-3
        }

        test("the strongly distinct B8 pair differs by 0.35 Å and in nu = 4") {
            val pair = Families.strongB8.pair()
            val (invariants, pseudoscalars) = differences(pair, rho, 4)
            congruence(Environment.of(pair.first, 0), Environment.of(pair.second, 0)).rmsd.shouldBeBetween(0.3, 0.4, 0.0)
            pseudoscalars.shouldBeBetween(0.5, 1.5, 0.0)
            invariants.shouldBeBetween(0.01, 0.2, 0.0)
        }

        test("the published triplet is told apart by nu = 3 and by messages between atoms, the published pair by neither") {
            val wide = density(cutoff(4.0.angstrom), gto(nMax = 2, lMax = 3), gaussian(0.3.angstrom))
            val three = wide.correlate(nu = 2).combine(wide, lMax = 0)
            val message = wide.correlate(nu = perCenter(1, 1), centers = 2).sumNeighbors()
            val triplet = structures(golden("degenerate/powerspectrum-triplet.xyz")).structures
            val bispectrum = structures(golden("degenerate/bispectrum.xyz")).structures
            fun invariants(feature: FeatureSpec, all: List<Structure>) = centerBlock(feature, all, 1)
            invariants(wide.correlate(nu = 2), triplet).let { relative(it[0], it[1]) shouldBeLessThan 1e-12 }
            invariants(three, triplet).let { relative(it[0], it[1]) shouldBeGreaterThan 1e-3 }
            invariants(message, triplet).let { relative(it[0], it[1]) shouldBeGreaterThan 1e-3 }
            invariants(three, bispectrum).let { relative(it[0], it[1]) shouldBeLessThan 1e-12 }
            invariants(message, bispectrum).let { relative(it[0], it[1]) shouldBeLessThan 1e-12 }
        }
    })

/** All scalars of order nu: intermediate orders up to lMax, only the last product cut. */
fun scalars(rho: DensitySpec, nu: Int): FeatureSpec = if (nu == 1) rho.correlate(1, lMax = 0) else rho.correlate(nu - 1).combine(rho, lMax = 0)

private fun differences(pair: DegeneratePair, rho: DensitySpec, nu: Int) = differences(listOf(pair), rho, nu).single()

/** Relative differences of the invariants and of the pseudoscalars of atom 0; pseudoscalars relative to the invariants where they vanish. */
private fun differences(pairs: List<DegeneratePair>, rho: DensitySpec, nu: Int): List<Pair<Double, Double>> = pairs.map { pair ->
    val structures = listOf(pair.first, pair.second)
    val plus = centerBlock(scalars(rho, nu), structures, 1)
    val minus = centerBlock(scalars(rho, nu), structures, -1)
    val floor = 1e-3 * norm(plus[0])
    relative(plus[0], plus[1]) to if (minus.isEmpty()) 0.0 else relative(minus[0], minus[1], floor)
}

private fun centerBlock(feature: FeatureSpec, structures: List<Structure>, sigma: Int): List<DoubleArray> {
    val block = feature.compute(structures).blockOrNull(listOf(0, sigma, structures[0].type(0))) ?: return emptyList()
    val q = block.properties.size
    val rows = (0 until block.samples.size).filter { block.samples[it, "atom"] == 0 }
    return rows.map { block.values.copyOfRange(it * q, (it + 1) * q) }
}

private fun norm(a: DoubleArray) = sqrt(a.sumOf { it * it })

private fun relative(a: DoubleArray, b: DoubleArray, floor: Double = 0.0): Double = sqrt(a.indices.sumOf { (a[it] - b[it]).let { d -> d * d } }) / maxOf(norm(a), norm(b), abs(floor))
