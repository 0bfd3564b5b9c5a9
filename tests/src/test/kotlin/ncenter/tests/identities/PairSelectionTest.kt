package ncenter.tests.identities

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import ncenter.plan.FeatureKey
import ncenter.plan.PairCandidate
import ncenter.plan.PairGroup
import ncenter.run.correlations.selectPairs
import java.util.SplittableRandom

/** Which pairs of properties are multiplied: exactly the strongest ones (T16 of the methods guide). */
class PairSelectionTest :
    FunSpec({
        test("the selection equals brute force for 1000 random sets of importances, ties and packed blocks included") {
            val random = SplittableRandom(16)
            repeat(1000) { round ->
                val draw = RandomGroup(random)
                val chosen = selectPairs(draw.group, draw.first::getValue, draw.second::getValue)
                val found = List(chosen.size) { Triple(chosen.candidate[it], chosen.first[it], chosen.second[it]) }
                withClue("set $round") { found shouldBe draw.bruteForce() }
            }
        }

        test("without a limit every pair is kept") {
            val random = SplittableRandom(17)
            repeat(50) {
                val draw = RandomGroup(random, limited = false)
                selectPairs(draw.group, draw.first::getValue, draw.second::getValue).size shouldBe draw.all().size
            }
        }

        test("of equally strong pairs the first are kept") {
            val key = FeatureKey(0, 1, listOf(6))
            val group = PairGroup(listOf(6), 1, true, 3, listOf(PairCandidate(key, key, 4, 4, packed = false, even = true, exchanged = false)))
            val ones = DoubleArray(4) { 1.0 }
            val chosen = selectPairs(group, { ones }, { ones })
            List(3) { chosen.first[it] to chosen.second[it] } shouldBe listOf(0 to 0, 0 to 1, 0 to 2)
        }
    })

private class RandomGroup(
    random: SplittableRandom,
    limited: Boolean = true,
) {
    private val keys = (0..3).map { FeatureKey(it, 1, listOf(6)) }
    private val coarse = random.nextBoolean()
    val first = keys.associateWith { importances(random) }
    val second = if (random.nextBoolean()) first else keys.associateWith { importances(random) }
    val group: PairGroup

    init {
        val exchange = second === first
        val candidates =
            keys.indices.flatMap { i ->
                keys.indices.filter { j -> !exchange || j >= i }.map { j ->
                    val (a, b) = keys[i] to keys[j]
                    PairCandidate(a, b, first.getValue(a).size + 2, second.getValue(b).size + 2, exchange && i == j, random.nextBoolean(), exchange)
                }
            }
        group = PairGroup(listOf(6), 1, false, if (limited) 1 + random.nextInt(120) else null, candidates)
    }

    /** Descending, few different values if coarse: many ties. */
    private fun importances(random: SplittableRandom): DoubleArray {
        val values = DoubleArray(random.nextInt(7)) { if (coarse) 1.0 + random.nextInt(3) else random.nextDouble() }
        return values.sortedArrayDescending()
    }

    fun all(): List<Triple<Int, Int, Int>> = group.candidates.flatMapIndexed { c, candidate ->
        val (a, b) = first.getValue(candidate.first) to second.getValue(candidate.second)
        a.indices.flatMap { i -> b.indices.map { Triple(c, i, it) } }
            .filter { (_, i, j) -> !candidate.packed || if (candidate.even) j >= i else j > i }
    }

    fun bruteForce(): List<Triple<Int, Int, Int>> {
        val scored = all().withIndex().map { (k, pair) ->
            val candidate = group.candidates[pair.first]
            Triple(k, pair, first.getValue(candidate.first)[pair.second] * second.getValue(candidate.second)[pair.third])
        }
        return scored.sortedWith(compareByDescending<Triple<Int, Triple<Int, Int, Int>, Double>> { it.third }.thenBy { it.first })
            .take(group.keep!!).sortedBy { it.first }.map { it.second }
    }
}
