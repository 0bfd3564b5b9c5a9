package ncenter.tests.variants

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import ncenter.kernels.lanes.KernelForm
import ncenter.kernels.neighbors.BruteForceNeighbors
import ncenter.kernels.neighbors.NeighborList
import ncenter.kernels.neighbors.NeighborSearch
import ncenter.kernels.neighbors.TypedPairs
import ncenter.tests.refused
import java.util.SplittableRandom
import kotlin.math.abs

/** The cell list against every pair with every image. */
class NeighborsTest :
    FunSpec({
        val cubic = doubleArrayOf(9.0, 0.0, 0.0, 0.0, 8.0, 0.0, 0.0, 0.0, 10.0)
        val triclinic = doubleArrayOf(7.0, 0.5, -0.3, 2.1, 6.5, 0.4, -1.9, 1.2, 8.0)
        val skewed = doubleArrayOf(6.0, 0.0, 0.0, 17.0, 5.0, 0.0, -11.0, 13.0, 6.0)
        val tiny = doubleArrayOf(1.3, 0.1, 0.0, 0.0, 1.5, 0.2, 0.3, 0.0, 1.4)
        val lefthanded = doubleArrayOf(0.0, 6.0, 0.0, 6.0, 0.0, 0.0, 0.0, 0.0, 7.0)
        val all = booleanArrayOf(true, true, true)

        fun compare(name: String, atoms: Int, cell: DoubleArray?, periodic: BooleanArray, cutoff: Double, spread: Double = 8.0) {
            val random = SplittableRandom(atoms * 31L + name.length)
            val x = DoubleArray(3 * atoms) { random.nextDouble(-spread, spread) }
            val slow = BruteForceNeighbors.of(x, cell, periodic, cutoff)
            val (fast, plain) = listOf("vector", "plain").map { formed(it) { NeighborList.of(x, cell, periodic, cutoff) } }
            withClue("$name, $atoms atoms") {
                fast.first.toList() shouldBe slow.first.toList()
                fast.second.toList() shouldBe slow.second.toList()
                fast.shifts.toList() shouldBe slow.shifts.toList()
                for (i in fast.vectors.indices) abs(fast.vectors[i] - slow.vectors[i]) shouldBeLessThan 1e-10
                plain.first.toList() shouldBe fast.first.toList()
                plain.second.toList() shouldBe fast.second.toList()
                plain.shifts.toList() shouldBe fast.shifts.toList()
                plain.vectors.toList() shouldBe fast.vectors.toList()
            }
        }

        for (atoms in listOf(0, 1, 2, 31, 32, 33, 200)) {
            test("$atoms atoms in free space and in cells of every kind") {
                compare("open", atoms, null, BooleanArray(3), 3.0)
                compare("cubic", atoms, cubic, all, 3.0)
                compare("triclinic", atoms, triclinic, all, 3.0)
                compare("skewed", minOf(atoms, 33), skewed, all, 2.5)
                compare("left-handed", atoms, lefthanded, all, 2.5)
                compare("slab", atoms, triclinic, booleanArrayOf(true, false, true), 3.0)
                compare("wire", atoms, skewed, booleanArrayOf(false, true, false), 2.0)
                compare("far outside", minOf(atoms, 33), cubic, all, 2.0, spread = 30.0)
            }
        }

        test("thousands of atoms keep their order") {
            compare("open", 5000, null, BooleanArray(3), 1.0)
        }

        test("ranges of first atoms together give the whole list, in every kind of structure") {
            val random = SplittableRandom(3)
            for ((atoms, periodic) in listOf(5 to false, 100 to false, 5 to true, 100 to true)) {
                val x = DoubleArray(3 * atoms) { random.nextDouble(-5.0, 5.0) }
                val search = NeighborSearch(x, triclinic.takeIf { periodic }, BooleanArray(3) { periodic }, 2.5)
                val whole = search.pairs(0, atoms)
                val parts = listOf(0 to 2, 2 to 2, 2 to atoms - 1, atoms - 1 to atoms).map { (from, to) -> search.pairs(from, to) }
                whole.size() shouldBeGreaterThan 0
                parts.flatMap { it.first.toList() } shouldBe whole.first.toList()
                parts.flatMap { it.second.toList() } shouldBe whole.second.toList()
                parts.flatMap { it.shifts.toList() } shouldBe whole.shifts.toList()
                parts.flatMap { it.vectors.toList() } shouldBe whole.vectors.toList()
            }
            refused { NeighborSearch(DoubleArray(3), null, BooleanArray(3), 1.0).pairs(0, 2) } shouldBe
                "neighbors: a range of atoms from 0 to 1 was expected, got 0 to 2"
        }

        test("tables by types hold the pairs of all structures with these types, in the order of the list") {
            val random = SplittableRandom(4)
            val tables = TypedPairs(3)
            val wanted = List(9) { mutableListOf<Number>() }
            val structures = listOf(4 to false, 1 to false, 90 to false, 6 to true, 120 to true, 0 to false)
            for ((number, structure) in structures.withIndex()) {
                val (atoms, periodic) = structure
                val search = NeighborSearch(DoubleArray(3 * atoms) { random.nextDouble(-4.0, 4.0) }, triclinic.takeIf { periodic }, BooleanArray(3) { periodic }, 3.0)
                // The last type is nowhere; one structure is searched in two parts, and not announced.
                val types = IntArray(atoms) { random.nextInt(2) }
                if (number != 4) tables.expect(search, 0, atoms, types)
                for ((from, to) in if (number == 4) listOf(0 to 50, 50 to atoms) else listOf(0 to atoms)) tables.addAll(search, from, to, number, types)
                val list = search.pairs(0, atoms)
                for (k in 0 until list.size()) {
                    val row = listOf(number, list.first[k], list.second[k]) + (0..2).map { list.shifts[3 * k + it] } + (0..2).map { list.vectors[3 * k + it] }
                    wanted[types[list.first[k]] * 3 + types[list.second[k]]] += row
                }
            }
            for (table in 0 until 9) {
                val size = tables.size(table / 3, table % 3)
                val samples = IntArray(6 * (size + 1))
                val vectors = DoubleArray(3 * (size + 1))
                tables.copyTo(table / 3, table % 3, samples, vectors, 1)
                (1..size).flatMap { samples.slice(6 * it until 6 * it + 6) + vectors.slice(3 * it until 3 * it + 3) } shouldBe wanted[table]
            }
            tables.size(0, 1) shouldBeGreaterThan 100
        }

        test("a cutoff larger than the cell sees many images, the atom itself among them") {
            compare("tiny", 3, tiny, all, 4.0, spread = 1.0)
            val one = NeighborList.of(DoubleArray(3), tiny, all, 1.6)
            one.size() shouldBeGreaterThan 3
            one.first.indices.none { one.shifts[3 * it] == 0 && one.shifts[3 * it + 1] == 0 && one.shifts[3 * it + 2] == 0 } shouldBe true
        }

        test("moving everything, or one atom by a lattice vector, changes shifts but no vector") {
            val random = SplittableRandom(9)
            val x = DoubleArray(60) { random.nextDouble(0.0, 7.0) }
            val moved = DoubleArray(60) { x[it] + listOf(3.3, -8.1, 0.7)[it % 3] + (if (it / 3 == 4) triclinic[3 + it % 3] else 0.0) }
            val a = NeighborList.of(x, triclinic, all, 3.0)
            val b = NeighborList.of(moved, triclinic, all, 3.0)

            fun lengths(list: NeighborList) = (0 until list.size()).map { p ->
                listOf(list.first[p], list.second[p]) to
                    Math.round(1e7 * (0..2).sumOf { list.vectors[3 * p + it] * list.vectors[3 * p + it] })
            }
            lengths(a).sortedBy { "$it" } shouldBe lengths(b).sortedBy { "$it" }
        }

        test("coordinates that are not finite are refused by atom, dependent lattice vectors by volume") {
            refused { NeighborList.of(doubleArrayOf(0.0, 0.0, 0.0, 1.0, Double.NaN, 0.0), null, BooleanArray(3), 1.0) } shouldBe
                "neighbors: finite coordinates were expected, got NaN for atom 1"
            refused { NeighborList.of(DoubleArray(3), doubleArrayOf(1.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 0.0, 1.0), all, 1.0) } shouldBe
                "neighbors: independent lattice vectors were expected for periodic axes, got a cell of volume 0.0"
            refused { NeighborList.of(DoubleArray(3), null, all, 1.0) } shouldBe
                "neighbors: a cell of 9 numbers was expected for periodic axes, got none"
            refused { NeighborList.of(DoubleArray(3), null, BooleanArray(3), 0.0) } shouldBe
                "neighbors: a positive cutoff was expected, got 0.0"
        }
    })

/** What [make] gives while this form of the kernels is forced. */
private fun <T> formed(form: String, make: () -> T): T {
    val before = System.getProperty(KernelForm.PROPERTY)
    System.setProperty(KernelForm.PROPERTY, form)
    try {
        return make()
    } finally {
        if (before == null) System.clearProperty(KernelForm.PROPERTY) else System.setProperty(KernelForm.PROPERTY, before)
    }
}
