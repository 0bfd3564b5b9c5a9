package ncenter.interop

import ncenter.labels.TensorBlock
import org.jetbrains.kotlinx.multik.ndarray.data.D2
import org.jetbrains.kotlinx.multik.ndarray.data.D3
import org.jetbrains.kotlinx.multik.ndarray.data.MemoryViewDoubleArray
import org.jetbrains.kotlinx.multik.ndarray.data.NDArray

/**
 * The block as a Multik array `samples x components x properties`. Both share their memory: writing to one changes the other.
 *
 * @throws IllegalArgumentException if the block has not exactly one component axis
 */
public fun TensorBlock.asMultik(): NDArray<Double, D3> {
    require(components.size == 1) { "asMultik: one component axis was expected, got ${components.size}; blocks of features have one" }
    return NDArray(MemoryViewDoubleArray(values), shape = intArrayOf(samples.size, componentSize, properties.size), dim = D3)
}

/** A square row-major [matrix] as a Multik array, sharing its memory. */
public fun matrixAsMultik(matrix: DoubleArray): NDArray<Double, D2> {
    val side = kotlin.math.sqrt(matrix.size.toDouble()).toInt()
    require(side * side == matrix.size) { "matrixAsMultik: a square matrix was expected, got ${matrix.size} numbers" }
    return NDArray(MemoryViewDoubleArray(matrix), shape = intArrayOf(side, side), dim = D2)
}
