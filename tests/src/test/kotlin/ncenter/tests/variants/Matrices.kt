package ncenter.tests.variants

import ncenter.kernels.lanes.KernelForm
import ncenter.kernels.linalg.LinearAlgebra
import ncenter.kernels.linalg.LinearAlgebras
import java.util.SplittableRandom
import kotlin.math.abs
import kotlin.math.max
import kotlin.math.sqrt

/** Every provider that can run here, plain Java in both forms; that OpenBLAS is among them is a test of its own. */
internal val providers: List<LinearAlgebra> =
    listOf(LinearAlgebras.plain(KernelForm.PLAIN), LinearAlgebras.plain(), LinearAlgebras.preferred()).distinct()

internal val uglySizes = listOf(0, 1, 2, 3, 7, 31, 32, 33, 100)

internal fun gaussian(count: Int, seed: Long): DoubleArray {
    val random = SplittableRandom(seed)
    return DoubleArray(count) { random.nextGaussian() }
}

/** op(A) op(B) of tight matrices by the definition. */
internal fun product(transA: Boolean, transB: Boolean, m: Int, n: Int, k: Int, a: DoubleArray, b: DoubleArray) = DoubleArray(m * n) { at ->
    val i = at / n
    val j = at % n
    (0 until k).sumOf { p -> a[if (transA) p * m + i else i * k + p] * b[if (transB) j * k + p else p * n + j] }
}

internal fun transposed(rows: Int, cols: Int, a: DoubleArray) = DoubleArray(rows * cols) { a[(it % rows) * cols + it / rows] }

internal fun identity(n: Int) = DoubleArray(n * n) { if (it / n == it % n) 1.0 else 0.0 }

internal fun symmetric(n: Int, seed: Long): DoubleArray {
    val a = gaussian(n * n, seed)
    return DoubleArray(n * n) { (a[it] + a[(it % n) * n + it / n]) / 2 }
}

internal fun maxDifference(a: DoubleArray, b: DoubleArray): Double {
    require(a.size == b.size) { "sizes ${a.size} and ${b.size}" }
    return a.indices.maxOfOrNull { abs(a[it] - b[it]) } ?: 0.0
}

internal fun relativeDifference(actual: DoubleArray, expected: DoubleArray): Double {
    val scale = sqrt(expected.sumOf { it * it })
    return sqrt(actual.indices.sumOf { (actual[it] - expected[it]).let { d -> d * d } }) / max(scale, Double.MIN_VALUE)
}

/** Puts a tight matrix at an offset into a larger array with a leading dimension; NaN around it shows every stray read. */
internal class Embedded(
    rows: Int,
    val cols: Int,
    tight: DoubleArray,
    seed: Int,
) {
    val offset = 3 + seed
    val ld = cols + 5 - seed
    val data = DoubleArray(offset + rows * ld + 2) { Double.NaN }

    init {
        for (i in 0 until rows) tight.copyInto(data, offset + i * ld, i * cols, (i + 1) * cols)
    }

    fun tight(rows: Int) = DoubleArray(rows * cols) { data[offset + (it / cols) * ld + it % cols] }

    /** True if nothing outside the matrix was written. */
    fun surroundingsIntact() = data.indices.all { at ->
        val column = if (at < offset) ld else (at - offset) % ld
        column < cols || data[at].isNaN()
    }
}
