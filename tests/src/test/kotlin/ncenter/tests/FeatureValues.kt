package ncenter.tests

import io.kotest.assertions.withClue
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import ncenter.engine.Engine
import ncenter.labels.TensorBlock
import ncenter.labels.TensorMap
import ncenter.spec.features.FeatureSpec
import ncenter.structures.Structure
import ncenter.tests.symmetry.size
import kotlin.math.abs
import kotlin.math.sqrt

/** The features as they are written: sums over neighbors stay outside products. */
fun FeatureSpec.directly(vararg structures: Structure): TensorMap = Engine.shared.compute(this, structures.toList(), regroup = false)

/** The features with sums over neighbors inside products. */
fun FeatureSpec.regrouped(vararg structures: Structure): TensorMap = Engine.shared.compute(this, structures.toList(), regroup = true)

/** Fails unless both have the same keys, samples and property labels, and values that differ by [tolerance] of the largest one at most. */
fun TensorMap.shouldEqual(other: TensorMap, tolerance: Double) {
    keys shouldBe other.keys
    for (k in blocks.indices) {
        withClue("key ${keys.row(k)}") {
            blocks[k].samples shouldBe other.blocks[k].samples
            blocks[k].properties shouldBe other.blocks[k].properties
            val scale = maxOf(1e-3, size(other.blocks[k]))
            for (i in blocks[k].values.indices) abs(blocks[k].values[i] - other.blocks[k].values[i]) shouldBeLessThan tolerance * scale
        }
    }
}

/** Dot products of all rows (sample, component) of a block: equal for features that differ by an orthogonal map of the properties. */
fun gram(block: TensorBlock): Array<DoubleArray> {
    val rows = block.samples.size * block.componentSize
    val q = block.properties.size
    return Array(rows) { a -> DoubleArray(rows) { b -> (0 until q).sumOf { block.values[a * q + it] * block.values[b * q + it] } } }
}

/** Largest difference of two matrices of dot products, relative to the largest entry, or to 1e-6 if all are smaller. */
fun difference(a: Array<DoubleArray>, b: Array<DoubleArray>): Double {
    a.size shouldBe b.size
    val scale = a.maxOfOrNull { row -> row.maxOf { abs(it) } } ?: return 0.0
    return a.indices.maxOf { i -> a.indices.maxOf { abs(a[i][it] - b[i][it]) } } / maxOf(1e-6, scale)
}

/** |x - y| / |x|. */
fun distance(x: DoubleArray, y: DoubleArray): Double = sqrt(x.indices.sumOf { (x[it] - y[it]) * (x[it] - y[it]) } / x.sumOf { it * it })
