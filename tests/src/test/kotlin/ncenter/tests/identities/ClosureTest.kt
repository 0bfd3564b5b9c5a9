package ncenter.tests.identities

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import ncenter.angstrom
import ncenter.combine
import ncenter.compute
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.gto
import ncenter.labels.TensorBlock
import ncenter.labels.TensorMap
import ncenter.pairDensity
import ncenter.perCenter
import ncenter.spec.features.FeatureSpec
import ncenter.sumNeighbors
import ncenter.tests.symmetry.crystal
import ncenter.tests.symmetry.molecule
import ncenter.tests.symmetry.size
import kotlin.math.abs
import kotlin.math.sqrt

private val CUTOFF = cutoff(3.5.angstrom)
private val BASIS = gto(nMax = 2, lMax = 2)

/** Sums over the second atom of a pair give correlations of one order more (test 7 of the methods guide). */
class ClosureTest :
    FunSpec({
        val rho = density(CUTOFF, BASIS)
        val structures = listOf(molecule(1, 1, 6, 8, 1, 6, 1), crystal(2))

        fun values(feature: FeatureSpec): TensorMap = feature.compute(structures)

        test("the sum of single neighbors is the density, element by element") {
            val summed = values(pairDensity(CUTOFF, BASIS).sumNeighbors())
            val density = values(rho)
            summed.keys shouldBe density.keys
            for (k in density.blocks.indices) density.blocks[k].shouldEqualValues(summed.blocks[k], 1e-13)
        }

        test("the sum of rho_i x g_ij is rho x rho, with the weight sqrt 2 of unordered pairs taken off") {
            val summed = values(rho.correlate(nu = 1, centers = 2).sumNeighbors())
            val squared = values(rho.correlate(nu = 2))
            compareUnordered(summed, squared) shouldBeGreaterThan 500
        }

        test("the sum of rho_i^2 x g_ij is rho^3") {
            val small = density(CUTOFF, gto(nMax = 1, lMax = 2))
            val summed = values(small.correlate(nu = 2, centers = 2).sumNeighbors())
            val cubed = values(small.correlate(nu = 3))
            summed.keys shouldBe cubed.keys
            // Properties of the sum are grouped by the type of j, those of rho^3 carry it in the last factor.
            for (k in cubed.blocks.indices) compareLastFactor(summed.blocks[k], cubed.blocks[k])
        }

        test("the sum of rho_i x (rho_j x g_ij) is rho_i coupled with the sum of rho_j x g_ij") {
            val direct = values(rho.correlate(nu = perCenter(1, 1), centers = 2).sumNeighbors())
            val message = rho.correlate(nu = perCenter(0, 1), centers = 2).sumNeighbors()
            val regrouped = values(rho.combine(message, lMax = 2))
            for (k in direct.blocks.indices) {
                val other = regrouped.block(direct.keys.row(k))
                sortedNorms(direct.blocks[k]).zip(sortedNorms(other)).forEach { (a, b) -> abs(a - b) shouldBeLessThan 1e-12 * maxOf(1.0, a) }
            }
        }

        test("the invariants of rho x rho are the power spectrum with the factor (-1)^l / sqrt(2l+1)") {
            val density = values(rho)
            val squared = values(rho.correlate(nu = 2))
            val block = squared.block(listOf(0, 1, 6))
            val labels = block.properties
            for (p in 0 until labels.size) {
                val l = labels[p, "l_1"]
                labels[p, "l_2"] shouldBe l
                val c = density.block(listOf(l, 1, 6))
                val a = index(c, labels[p, "neighbor_type_1"], labels[p, "n_1"])
                val b = index(c, labels[p, "neighbor_type_2"], labels[p, "n_2"])
                val weight = if (a == b) 1.0 else sqrt(2.0)
                for (s in 0 until block.samples.size) {
                    val dot = (0..2 * l).sumOf { c[s, it, a] * c[s, it, b] }
                    val expected = weight * dot * (if (l % 2 == 0) 1 else -1) / sqrt(2.0 * l + 1)
                    abs(block[s, 0, p] - expected) shouldBeLessThan 1e-14 * maxOf(1.0, size(block))
                }
            }
        }
    })

private fun index(
    block: TensorBlock,
    type: Int,
    n: Int,
): Int = (0 until block.properties.size).first { block.properties[it, "neighbor_type"] == type && block.properties[it, "n"] == n }

private fun TensorBlock.shouldEqualValues(other: TensorBlock, tolerance: Double) {
    other.values.size shouldBe values.size
    for (i in values.indices) abs(values[i] - other.values[i]) shouldBeLessThan tolerance * maxOf(1.0, size(this))
}

/** Compares every property (a, n1, l1; b, n2, l2) of the unordered square with the ordered sum; returns how many were compared. */
private fun compareUnordered(summed: TensorMap, squared: TensorMap): Int {
    var compared = 0
    for (k in squared.blocks.indices) {
        val square = squared.blocks[k]
        val sum = summed.block(squared.keys.row(k))
        val rows = ordered(sum)
        for (p in 0 until square.properties.size) {
            val label = listOf("neighbor_type_1", "n_1", "l_1", "neighbor_type_2", "n_2", "l_2").map { square.properties[p, it] }
            val q = rows.getValue(label)
            val weight = if (label.take(3) == label.drop(3)) 1.0 else sqrt(2.0)
            for (s in 0 until square.samples.size) {
                for (m in 0 until square.componentSize) {
                    withClue("key ${squared.keys.row(k)} property $label") {
                        abs(square[s, m, p] - weight * sum[s, m, q]) shouldBeLessThan 1e-13 * maxOf(1.0, size(square))
                    }
                }
            }
            compared++
        }
    }
    return compared
}

/** Property numbers of sum_j rho_i x g_ij by (type, n, l of rho_i; type of j, n, l of g). */
private fun ordered(block: TensorBlock): Map<List<Int>, Int> = (0 until block.properties.size).associateBy { p ->
    val l = block.properties
    listOf(l[p, "neighbor_type_1"], l[p, "n_1"], l[p, "l_1"], l[p, "neighbor_type"], l[p, "n_2"], l[p, "l_2"])
}

private fun compareLastFactor(summed: TensorBlock, cubed: TensorBlock) {
    val names = listOf("neighbor_type_1", "n_1", "l_1", "neighbor_type_2", "n_2", "l_2", "k_2")
    val rows =
        (0 until summed.properties.size).associateBy { p ->
            names.map { summed.properties[p, it] } + summed.properties[p, "neighbor_type"] + summed.properties[p, "n_3"] + summed.properties[p, "l_3"]
        }
    for (p in 0 until cubed.properties.size) {
        val label = names.map { cubed.properties[p, it] } + cubed.properties[p, "neighbor_type_3"] + cubed.properties[p, "n_3"] + cubed.properties[p, "l_3"]
        val q = rows.getValue(label)
        for (s in 0 until cubed.samples.size) {
            for (m in 0 until cubed.componentSize) abs(cubed[s, m, p] - summed[s, m, q]) shouldBeLessThan 1e-13 * maxOf(1.0, size(cubed))
        }
    }
}

/** Norm of every property column, ascending: equal for blocks that differ in the order of properties only. */
private fun sortedNorms(block: TensorBlock): List<Double> = (0 until block.properties.size)
    .map { q ->
        sqrt((0 until block.samples.size * block.componentSize).sumOf { block.values[it * block.properties.size + q].let { x -> x * x } })
    }.sorted()
