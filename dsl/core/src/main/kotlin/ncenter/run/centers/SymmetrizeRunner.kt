package ncenter.run.centers

import ncenter.labels.Labels
import ncenter.labels.TensorBlock
import ncenter.labels.TensorMap
import ncenter.plan.FeatureBlock
import ncenter.plan.SymmetrizeStep
import ncenter.run.PAIR_SAMPLES
import ncenter.run.Workers
import ncenter.run.filledBlocks
import ncenter.run.tensorMap
import ncenter.spec.models.UnlikePairs
import ncenter.spec.targets.BlockType
import kotlin.math.sqrt

private const val SAMPLES_PER_TASK = 256

/**
 * Combines both directions of every pair as the blocks of a symmetric matrix are: (rho_ij ± rho_ji) / sqrt 2 for pairs of
 * one element, [rho_ij, rho_ji] side by side for two elements. A pair with lattice shift T meets its mirror with -T.
 */
public class SymmetrizeRunner(
    private val step: SymmetrizeStep,
) {
    public fun run(pairs: TensorMap, workers: Workers): TensorMap {
        val matches = step.blocks.distinctBy { it.key.types to it.key.blockType }.associate { (it.key.types to it.key.blockType) to match(it, pairs) }
        val matchOf = step.blocks.map { matches.getValue(it.key.types to it.key.blockType) }
        val samples = matchOf.map { it.samples }
        val blocks = filledBlocks(step.blocks, samples, SAMPLES_PER_TASK, workers) { k, from, to, out ->
            combine(step.blocks[k], pairs, matchOf[k], from, to, out)
        }
        return tensorMap(step, blocks)
    }

    private fun match(block: FeatureBlock, pairs: TensorMap): PairMatch {
        val forward = source(block, pairs, reversed = false).samples
        val sameSpecies = block.key.blockType != BlockType.DifferentSpecies
        // Of unlike pairs in one direction, the other direction may not even have been computed.
        if (!sameSpecies && step.unlikePairs == UnlikePairs.FIRST_ONLY) return firstDirection(forward)
        return matchPairs(forward, sourceOrNull(block, pairs)?.samples ?: forward, sameSpecies)
    }

    private fun source(block: FeatureBlock, pairs: TensorMap, reversed: Boolean): TensorBlock {
        val types = if (reversed) block.key.types.reversed() else block.key.types
        return pairs.block(block.key.copy(types = types, blockType = null).row)
    }

    private fun sourceOrNull(
        block: FeatureBlock,
        pairs: TensorMap,
    ): TensorBlock? = pairs.blockOrNull(block.key.copy(types = block.key.types.reversed(), blockType = null).row)

    private fun combine(block: FeatureBlock, pairs: TensorMap, match: PairMatch, from: Int, to: Int, out: TensorBlock) {
        val forward = source(block, pairs, reversed = false)
        when (block.key.blockType) {
            BlockType.SameSpeciesPlus -> mix(forward, match, 1.0, from, to, out)
            BlockType.SameSpeciesMinus -> mix(forward, match, -1.0, from, to, out)
            else -> {
                place(forward, match.forward, from, to, out, 0)
                if (out.properties.size > forward.properties.size) {
                    place(source(block, pairs, reversed = true), match.backward, from, to, out, forward.properties.size)
                }
            }
        }
    }

    private fun mix(source: TensorBlock, match: PairMatch, sign: Double, from: Int, to: Int, out: TensorBlock) {
        val row = source.componentSize * source.properties.size
        val half = sqrt(0.5)
        for (s in from until to) {
            val a = match.forward[s] * row
            val b = match.backward[s] * row
            for (p in 0 until row) out.values[s * row + p] = half * (source.values[a + p] + sign * source.values[b + p])
        }
    }

    private fun place(source: TensorBlock, rows: IntArray, from: Int, to: Int, out: TensorBlock, offset: Int) {
        val width = source.properties.size
        val stride = out.properties.size
        val components = source.componentSize
        for (s in from until to) {
            for (c in 0 until components) {
                val read = (rows[s] * components + c) * width
                source.values.copyInto(out.values, (s * components + c) * stride + offset, read, read + width)
            }
        }
    }
}

/** Rows of a pair (i, j, T) and of its mirror (j, i, -T), for every pair that is kept. */
internal class PairMatch(
    val samples: Labels,
    val forward: IntArray,
    val backward: IntArray,
)

/** Of one element, only i < j is kept, or i = j with the shift that comes first; of two elements every pair. Self pairs go. */
internal fun matchPairs(forward: Labels, backward: Labels, sameSpecies: Boolean): PairMatch {
    val table = forward.values
    val kept = (0 until forward.size).filter { !isSelf(table, it * 6) && (!sameSpecies || isFirst(table, it * 6)) }.toIntArray()
    val rows = HashMap<PairName, Int>(backward.size * 2)
    for (row in 0 until backward.size) rows[PairName.of(backward.values, row * 6)] = row
    val mirrors =
        IntArray(kept.size) { k ->
            rows[PairName.of(table, kept[k] * 6).mirrored()]
                ?: error("symmetrize: the mirror of pair ${forward.row(kept[k])} was expected, got none (this is a bug, please report it)")
        }
    return PairMatch(keptSamples(table, kept), kept, mirrors)
}

/** All pairs but those of an atom with itself, without their mirrors. */
private fun firstDirection(forward: Labels): PairMatch {
    val kept = (0 until forward.size).filter { !isSelf(forward.values, it * 6) }.toIntArray()
    return PairMatch(keptSamples(forward.values, kept), kept, IntArray(0))
}

private fun keptSamples(table: IntArray, kept: IntArray): Labels = Labels.of(PAIR_SAMPLES, IntArray(kept.size * 6) { table[kept[it / 6] * 6 + it % 6] })

private fun isSelf(
    table: IntArray,
    at: Int,
): Boolean = table[at + 1] == table[at + 2] && table[at + 3] == 0 && table[at + 4] == 0 && table[at + 5] == 0

private fun isFirst(table: IntArray, at: Int): Boolean {
    if (table[at + 1] != table[at + 2]) return table[at + 1] < table[at + 2]
    val shift = (3..5).map { table[at + it] }.firstOrNull { it != 0 } ?: 0
    return shift > 0
}

private data class PairName(
    val system: Int,
    val first: Int,
    val second: Int,
    val a: Int,
    val b: Int,
    val c: Int,
) {
    fun mirrored() = PairName(system, second, first, -a, -b, -c)

    companion object {
        fun of(table: IntArray, at: Int) = PairName(table[at], table[at + 1], table[at + 2], table[at + 3], table[at + 4], table[at + 5])
    }
}
