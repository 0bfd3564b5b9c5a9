package ncenter.tests.symmetry

import io.kotest.assertions.withClue
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import ncenter.compute
import ncenter.kernels.math.Rotations
import ncenter.labels.TensorBlock
import ncenter.labels.TensorMap
import ncenter.spec.features.FeatureSpec
import ncenter.structures.Structure
import ncenter.structures.inverted
import ncenter.structures.permuted
import ncenter.structures.rotated
import ncenter.structures.translated
import java.util.SplittableRandom
import kotlin.math.abs
import kotlin.math.sqrt

/** Atoms of these types in a ball, no two closer than 0.9 angstrom. */
fun molecule(seed: Long, vararg types: Int): Structure {
    val random = SplittableRandom(seed)
    val positions = mutableListOf<DoubleArray>()
    while (positions.size < types.size) {
        val candidate = DoubleArray(3) { random.nextDouble(-2.0, 2.0) }
        if (positions.all { p -> sqrt((0..2).sumOf { (p[it] - candidate[it]) * (p[it] - candidate[it]) }) > 0.9 }) positions += candidate
    }
    return Structure(types, positions.flatMap { it.asList() }.toDoubleArray())
}

/** The same atoms in a skewed periodic cell. */
fun crystal(seed: Long): Structure {
    val atoms = molecule(seed, 1, 6, 8, 1, 6)
    return Structure(atoms.types, atoms.positions, doubleArrayOf(5.1, 0.3, 0.0, -1.2, 4.8, 0.4, 0.7, -0.5, 5.4))
}

/** A proper rotation, drawn with [seed]. */
fun rotation(seed: Long): DoubleArray = Rotations.random(java.util.Random(seed))

/**
 * Fails unless the blocks of [feature] follow rotation, inversion, translation and relabelling of the atoms of [structure], to
 * [tolerance] of the largest entry of the block, or of [floor] where all entries are smaller.
 */
fun assertEquivariant(feature: FeatureSpec, structure: Structure, tolerance: Double = 1e-12, floor: Double = 1e-3) {
    val before = feature.compute(listOf(structure))
    withClue("some block must not vanish") { before.blocks.maxOf(::size) shouldBeGreaterThan floor }
    val r = rotation(11)
    val turned = feature.compute(listOf(structure.rotated(r)))
    val mirrored = feature.compute(listOf(structure.inverted()))
    val minus = DoubleArray(9) { if (it % 4 == 0) -1.0 else 0.0 }
    val moved = feature.compute(listOf(structure.translated(0.4, -1.7, 2.9)))
    val identity = DoubleArray(9) { if (it % 4 == 0) 1.0 else 0.0 }
    for ((name, after, matrix) in listOf(
        Triple("rotation", turned, r),
        Triple("inversion", mirrored, minus),
        Triple("translation", moved, identity),
    )) {
        withClue("$name of $feature") { after.keys shouldBe before.keys }
        for (k in before.blocks.indices) {
            withClue("$name, key ${before.keys.row(k)} of $feature") {
                after.blocks[k].samples shouldBe before.blocks[k].samples
                deviation(before, k, matrix, after.blocks[k], floor) shouldBeLessThan tolerance
            }
        }
    }
    assertRelabelling(feature, structure, before, tolerance, floor)
}

/** Largest difference between D(R) applied to the block and the block of the turned structure, relative to its largest entry. */
private fun deviation(before: TensorMap, k: Int, matrix: DoubleArray, after: TensorBlock, floor: Double): Double {
    val lambda = before.keys.row(k)[0]
    val sigma = before.keys.row(k)[1]
    val d = Rotations.wignerD(lambda, matrix)
    val sign = if (determinant(matrix) < 0) sigma.toDouble() else 1.0
    val block = before.blocks[k]
    val n = 2 * lambda + 1
    val scale = maxOf(floor, size(block))
    var worst = 0.0
    for (s in 0 until block.samples.size) {
        for (m in 0 until n) {
            for (q in 0 until block.properties.size) {
                val expected = sign * (0 until n).sumOf { d[m * n + it] * block[s, it, q] }
                worst = maxOf(worst, abs(expected - after[s, m, q]) / scale)
            }
        }
    }
    return worst
}

private fun assertRelabelling(feature: FeatureSpec, structure: Structure, before: TensorMap, tolerance: Double, floor: Double) {
    val order =
        structure.types.indices
            .reversed()
            .toList()
            .toIntArray()
    val after = feature.compute(listOf(structure.permuted(order)))
    // Atom a of the relabelled structure is atom order[a] of the original.
    for (k in before.blocks.indices) {
        val block = before.blocks[k]
        val rows = (0 until block.samples.size).associateBy { block.samples.row(it) }
        val atoms =
            block.samples.names.indices
                .filter { "atom" in block.samples.names[it] }
        for (s in 0 until after.blocks[k].samples.size) {
            val label =
                after.blocks[k]
                    .samples
                    .row(s)
                    .mapIndexed { c, value -> if (c in atoms) order[value] else value }
            val original = rows.getValue(label)
            for (m in 0 until block.componentSize) {
                for (q in 0 until block.properties.size) {
                    withClue("relabelling, key ${before.keys.row(k)} of $feature") {
                        abs(after.blocks[k][s, m, q] - block[original, m, q]) shouldBeLessThan tolerance * maxOf(floor, size(block)) + 1e-300
                    }
                }
            }
        }
    }
}

/** Largest absolute value. */
fun size(block: TensorBlock): Double = block.values.maxOfOrNull { abs(it) } ?: 0.0

private fun determinant(m: DoubleArray): Double = m[0] * (m[4] * m[8] - m[5] * m[7]) - m[1] * (m[3] * m[8] - m[5] * m[6]) + m[2] * (m[3] * m[7] - m[4] * m[6])
