package ncenter.tests.completeness

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import ncenter.degenerate.Assignment
import ncenter.degenerate.Environment
import ncenter.degenerate.Families
import ncenter.degenerate.congruence
import ncenter.structures.Structure
import ncenter.structures.inverted
import ncenter.structures.permuted
import ncenter.structures.rotated
import ncenter.structures.translated
import ncenter.tests.symmetry.rotation
import java.util.Random

/** Congruent environments are found whatever was done to them, and others are not called congruent. */
class CongruenceTest :
    FunSpec({
        fun around(pair: Pair<Structure, Structure>) = congruence(Environment.of(pair.first, 0), Environment.of(pair.second, 0))

        test("pairs that look degenerate but are congruent are called congruent") {
            for (angles in listOf(doubleArrayOf(0.0, 2.0), doubleArrayOf(0.0, 1.7, 3.4), doubleArrayOf(0.0))) {
                val pair = Families.cappedRings(1.2, 0.9, 1.65, 0.7, angles)
                around(pair.first to pair.second).let {
                    it.holds() shouldBe true
                    it.exact shouldBe true
                }
            }
        }

        test("degenerate pairs are not called congruent") {
            val pairs = Families.b8(20).map { it.pair() } + Families.halfTurns(20) + Families.angles()
            pairs.minOf { around(it.first to it.second).rmsd } shouldBeGreaterThan 1e-5
        }

        test("rotation, inversion, translation and permutation change nothing, for few atoms and for many") {
            val random = Random(5)
            for (n in listOf(1, 2, 3, 6, 8, 9, 14, 30)) {
                val types = IntArray(n) { if (it % 3 == 2) 8 else 1 }
                val a = Structure(types, DoubleArray(3 * n) { random.nextGaussian() })
                val order = (0 until n).shuffled(random).toIntArray()
                val b = a.rotated(rotation(7)).inverted().translated(1.0, 2.0, 3.0).permuted(order)
                congruence(a, b).rmsd shouldBeLessThan 1e-8
                val moved = Structure(types, a.positions.also { it[0] += 0.01 })
                if (n > 1) congruence(moved, b).rmsd shouldBeGreaterThan 1e-5
            }
        }

        test("the distance does not depend on how it is searched") {
            val random = Random(6)
            repeat(20) {
                val a = Environment(IntArray(6) { 1 }, DoubleArray(18) { random.nextGaussian() })
                val b = Environment(IntArray(6) { 1 }, a.let { e -> DoubleArray(18) { k -> position(e, k) + 0.05 * random.nextGaussian() } })
                // A far atom of its own element on the same place leaves the best match as it is and forces the other search.
                val exact = congruence(a, b)
                val found = congruence(padded(a), padded(b))
                exact.exact shouldBe true
                found.exact shouldBe false
                found.rmsd * found.rmsd * 12 shouldBe (exact.rmsd * exact.rmsd * 6).plusOrMinus(1e-2 * exact.rmsd * exact.rmsd * 6 + 1e-12)
            }
        }

        test("other elements, other numbers of atoms, flat and collinear environments") {
            val a = Environment(intArrayOf(1, 8), doubleArrayOf(1.0, 0.0, 0.0, -2.0, 0.0, 0.0))
            congruence(a, Environment(intArrayOf(1, 6), doubleArrayOf(1.0, 0.0, 0.0, -2.0, 0.0, 0.0))).rmsd shouldBe Double.POSITIVE_INFINITY
            congruence(a, Environment(intArrayOf(1), doubleArrayOf(1.0, 0.0, 0.0))).rmsd shouldBe Double.POSITIVE_INFINITY
            congruence(a, Environment(intArrayOf(8, 1), doubleArrayOf(0.0, 0.0, 2.0, 0.0, 0.0, -1.0))).rmsd shouldBeLessThan 1e-12
            congruence(a, Environment(intArrayOf(8, 1), doubleArrayOf(0.0, 0.0, 2.0, 0.0, 0.0, 1.0))).rmsd shouldBeGreaterThan 0.5
            val flat = Environment(IntArray(3) { 1 }, doubleArrayOf(1.0, 0.0, 0.0, 0.0, 2.0, 0.0, -1.0, -1.0, 0.0))
            val upright = Environment(IntArray(3) { 1 }, doubleArrayOf(0.0, 0.0, 2.0, 1.0, 0.0, 0.0, -1.0, 0.0, -1.0))
            congruence(flat, upright).rmsd shouldBeLessThan 1e-12
            congruence(Environment(IntArray(0), DoubleArray(0)), Environment(IntArray(0), DoubleArray(0))).rmsd shouldBe 0.0
        }

        test("assignments are optimal") {
            val random = Random(7)
            repeat(50) {
                val n = 1 + random.nextInt(6)
                val costs = DoubleArray(n * n) { random.nextGaussian() }
                val found = Assignment.solve(n, costs)
                found.toSet().size shouldBe n
                found.indices.sumOf { costs[it * n + found[it]] } shouldBe (permutations(n).minOf { p -> p.indices.sumOf { costs[it * n + p[it]] } } plusOrMinus 1e-12)
            }
        }
    })

private fun position(e: Environment, k: Int): Double = e.vector(k / 3)[k % 3]

/** Six more atoms of another element near the center, on one spot: they can be matched in any order. */
private fun padded(e: Environment): Environment {
    val vectors = DoubleArray(3 * 12)
    for (k in 0 until 18) vectors[k] = position(e, k)
    return Environment(IntArray(12) { if (it < 6) 1 else 2 }, vectors)
}

private fun permutations(n: Int): List<List<Int>> = if (n == 0) listOf(emptyList()) else permutations(n - 1).flatMap { p -> (0 until n).map { p.take(it) + (n - 1) + p.drop(it) } }
