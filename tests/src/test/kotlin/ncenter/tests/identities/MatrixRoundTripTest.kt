package ncenter.tests.identities

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import ncenter.kernels.blocks.BlockCoupling
import ncenter.kernels.blocks.MatrixBlocks
import ncenter.kernels.blocks.PairSymmetry
import java.util.SplittableRandom
import kotlin.math.abs
import kotlin.math.sqrt

/** Angular momenta of the shells of three elements, up to f. */
private val shells = listOf(listOf(0, 0, 1), listOf(0, 1, 2), listOf(0, 1, 2, 3))
private val elements = listOf(0, 1, 1, 2, 0, 2, 2)
private val atoms = elements.map { shells[it] }
private val offsets = atoms.runningFold(0) { at, s -> at + s.sumOf { 2 * it + 1 } }
private val n = offsets.last()
private val couplings = HashMap<Triple<Int, Int, Int>, BlockCoupling>()

/** A symmetric matrix taken apart into coupled blocks and put together again from them alone (arXiv:2109.12083). */
class MatrixRoundTripTest :
    FunSpec({
        val random = SplittableRandom(3)
        val h = DoubleArray(n * n)
        for (i in 0 until n) {
            for (j in 0..i) {
                h[i * n + j] = random.nextGaussian()
                h[j * n + i] = h[i * n + j]
            }
        }

        test("matrix to blocks to coupled and back is the identity") {
            val rebuilt = DoubleArray(n * n) { Double.NaN }
            val writer = Writer(rebuilt)
            visit(h) { block, coupled -> writer.write(block, decouple(block, coupled)) }
            rebuilt.indices.maxOf { abs(rebuilt[it] - h[it]) } shouldBeLessThan 1e-14
        }

        test("the weighted sum of squares of the coupled blocks is that of the matrix") {
            var sum = 0.0
            visit(h) { block, coupled -> sum += block.weight * coupled.values.sumOf { it.sumOf { v -> v * v } } }
            val expected = h.sumOf { it * it }
            abs(sum - expected) / expected shouldBeLessThan 1e-13
        }

        test("blocks of identical shells hold only the lambda that their symmetry allows") {
            var forbidden = 0
            visit(h) { block, coupled ->
                if (block.first == block.second && block.kind != 2) {
                    for ((lambda, values) in coupled) {
                        val vanishes = (2 * block.l1 + lambda) % 2 == if (block.kind == -1) 0 else 1
                        val size = sqrt(values.sumOf { it * it })
                        withClue("kind ${block.kind} l ${block.l1} lambda $lambda") {
                            if (vanishes) size shouldBeLessThan 1e-14 else (size > 1e-6) shouldBe true
                        }
                        forbidden += if (vanishes) 1 else 0
                    }
                }
            }
            (forbidden > 10) shouldBe true
        }

        test("blocks outside the matrix and lambdas that cannot couple are refused") {
            shouldThrow<IllegalArgumentException> { MatrixBlocks.gather(h, n, n - 1, 0, 2, 2, DoubleArray(4), 0) }
                .message shouldContain "check the orbital offsets"
            shouldThrow<IllegalArgumentException> { BlockCoupling(1, 1, 3, DoubleArray(63)) }
                .message shouldContain "expected lambda from |l1-l2| to l1+l2, got lambda = 3"
        }
    })

/** One target: kind 0 on-site, 1 and -1 like atoms, 2 unlike atoms; shells are indices within their elements. */
private class Block(
    val kind: Int,
    val i: Int,
    val j: Int,
    val first: Int,
    val second: Int,
) {
    val l1 = atoms[i][first]
    val l2 = atoms[j][second]
    val rows = 2 * l1 + 1
    val cols = 2 * l2 + 1
    val weight = if (kind == 2 || first != second) 2 else 1

    fun read(h: DoubleArray): DoubleArray {
        val out = DoubleArray(rows * cols)
        MatrixBlocks.gather(h, n, at(i, first), at(j, second), rows, cols, out, 0)
        return out
    }

    fun readSwapped(h: DoubleArray): DoubleArray {
        val out = DoubleArray(rows * cols)
        MatrixBlocks.gatherTransposed(h, n, at(i, second), at(j, first), rows, cols, out, 0)
        return out
    }

    /** Writes a block whose rows are atom [row]'s first shell, and its transpose. */
    fun put(value: DoubleArray, row: Int, col: Int, to: DoubleArray) {
        MatrixBlocks.scatter(value, 0, rows, cols, to, n, at(row, first), at(col, second))
        MatrixBlocks.scatterTransposed(value, 0, rows, cols, to, n, at(col, second), at(row, first))
    }

    private companion object {
        fun at(atom: Int, shell: Int) = offsets[atom] + atoms[atom].take(shell).sumOf { 2 * it + 1 }
    }
}

/** Puts blocks back into a matrix; the minus block of a like pair comes right after the plus block. */
private class Writer(
    private val to: DoubleArray,
) {
    private var plus = DoubleArray(0)

    fun write(block: Block, value: DoubleArray) {
        when (block.kind) {
            1 -> {
                plus = value
            }
            -1 -> {
                val ij = DoubleArray(value.size)
                val ji = DoubleArray(value.size)
                PairSymmetry.merge(plus, value, value.size, ij, ji)
                block.put(ij, block.i, block.j, to)
                block.put(ji, block.j, block.i, to)
            }
            else -> block.put(value, block.i, block.j, to)
        }
    }
}

private fun coupling(
    l1: Int,
    l2: Int,
    lambda: Int,
) = couplings.getOrPut(Triple(l1, l2, lambda)) { BlockCoupling(l1, l2, lambda, CouplingByDefinition.real(l1, l2, lambda)) }

/** Couples with property 1 of 3, so that strides are exercised. */
private fun couple(block: Block, value: DoubleArray): Map<Int, DoubleArray> = (abs(block.l1 - block.l2)..block.l1 + block.l2).associateWith { lambda ->
    val out = DoubleArray(3 * (2 * lambda + 1))
    coupling(block.l1, block.l2, lambda).couple(value, 0, 1, out, 3, 1)
    DoubleArray(2 * lambda + 1) { out[3 * it + 1] }
}

private fun decouple(block: Block, coupled: Map<Int, DoubleArray>): DoubleArray {
    val out = DoubleArray(block.rows * block.cols)
    for ((lambda, values) in coupled) coupling(block.l1, block.l2, lambda).decoupleAdd(values, 1, 0, 0, 1, out)
    return out
}

private fun visit(h: DoubleArray, action: (Block, Map<Int, DoubleArray>) -> Unit) {
    for (i in atoms.indices) {
        for (j in i until atoms.size) {
            if (elements[i] == elements[j]) {
                for (first in atoms[i].indices) for (second in first until atoms[j].size) visitLike(h, i, j, first, second, action)
            } else {
                val (a, b) = if (elements[i] < elements[j]) i to j else j to i
                for (first in atoms[a].indices) {
                    for (second in atoms[b].indices) {
                        val block = Block(2, a, b, first, second)
                        action(block, couple(block, block.read(h)))
                    }
                }
            }
        }
    }
}

private fun visitLike(h: DoubleArray, i: Int, j: Int, first: Int, second: Int, action: (Block, Map<Int, DoubleArray>) -> Unit) {
    if (i == j) {
        val block = Block(0, i, i, first, second)
        action(block, couple(block, block.read(h)))
        return
    }
    val plus = Block(1, i, j, first, second)
    val minus = Block(-1, i, j, first, second)
    val p = DoubleArray(plus.rows * plus.cols)
    val m = DoubleArray(p.size)
    // H_ji with the shell labels of H_ij is, for a symmetric matrix, the transpose of the block (second, first) of H_ij.
    PairSymmetry.split(plus.read(h), plus.readSwapped(h), p.size, p, m)
    action(plus, couple(plus, p))
    action(minus, couple(minus, m))
}
