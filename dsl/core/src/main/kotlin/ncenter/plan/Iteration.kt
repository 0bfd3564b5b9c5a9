package ncenter.plan

import ncenter.labels.Labels
import kotlin.math.abs
import kotlin.math.min
import kotlin.math.sqrt

/**
 * Two blocks whose properties may be multiplied pair by pair.
 *
 * @property packed a block with itself: unordered pairs only
 * @property even whether l1 + l2 + lambda is even for the sigma in question; odd couplings of a property with itself vanish
 * @property exchanged the pair stands for its mirror image too
 */
public data class PairCandidate(
    val first: FeatureKey,
    val second: FeatureKey,
    val firstQ: Int,
    val secondQ: Int,
    val packed: Boolean,
    val even: Boolean,
    val exchanged: Boolean,
) {
    /** Number of pairs. */
    val size: Long
        get() = when {
            !packed -> firstQ.toLong() * secondQ
            even -> firstQ * (firstQ + 1L) / 2
            else -> firstQ * (firstQ - 1L) / 2
        }

    /** Whether the two blocks can couple to [lambda], for the sigma in question. */
    public fun reaches(lambda: Int): Boolean = lambda in abs(first.lambda - second.lambda)..first.lambda + second.lambda &&
        ((first.lambda + second.lambda + lambda) % 2 == 0) == even

    /** Smallest second property of a pair whose first is [i]. */
    public fun firstPartner(i: Int): Int = if (!packed) {
        0
    } else if (even) {
        i
    } else {
        i + 1
    }

    /** sqrt 2 for a pair that stands for itself and its mirror image. */
    public fun weight(i: Int, j: Int): Double = if (exchanged && !(packed && i == j)) sqrt(2.0) else 1.0
}

/**
 * Pairs of properties that compete: those of one sigma and the same types, invariants apart from all other angular orders. It does not
 * change with the blocks that are asked for.
 *
 * @property keep how many pairs are kept; all if null
 */
public data class PairGroup(
    val types: List<Int>,
    val sigma: Int,
    val invariant: Boolean,
    val keep: Int?,
    val candidates: List<PairCandidate>,
) {
    /** Number of pairs to choose from. */
    val size: Long get() = candidates.sumOf { it.size }

    /** The most pairs that can be kept. */
    val bound: Long get() = min(size, keep?.toLong() ?: Long.MAX_VALUE)
}

/** Columns of a lower order that a block is purified of: the block of the same key of input [input]. */
public data class OldBlock(
    val input: Int,
    val q: Int,
)

/** An output block of an [IterationStep]. */
public class IterationBlock(
    key: FeatureKey,
    properties: Labels,
    public val group: PairGroup,
    public val old: List<OldBlock>,
) : FeatureBlock(key, properties) {
    /** The most products that are made for one sample and component; how many it is decides the data. */
    public val expanded: Long get() = min(group.bound, group.candidates.filter { it.reaches(key.lambda) }.sumOf { it.size })

    /** Products and old features together: height of the matrix that contracts them. */
    public val width: Long get() = expanded + old.sumOf { it.q }

    override fun equals(other: Any?): Boolean = other is IterationBlock && super.equals(other) && other.group == group && other.old == old

    override fun hashCode(): Int = super.hashCode()
}

/** What one iteration is made of: factors, lower orders, and how much is kept. */
internal class Iteration(
    val first: FeatureStep,
    val second: FeatureStep,
    val attach: Attach,
    val old: List<FeatureStep>,
    val lMax: Int,
    val settings: ncenter.spec.features.CorrelationSpec,
) {
    private val contraction = checkNotNull(settings.contract) { "iteration: a contraction was expected (this is a bug, please report it)" }
    private val exchange = first.id == second.id

    fun step(id: Int): IterationStep {
        val blocks =
            second.blocks.map { it.key.types }.distinct().flatMap { types ->
                val groups = listOf(1, -1).flatMap { sigma -> listOf(true, false).map { group(types, sigma, it) } }
                (0..lMax).flatMap { lambda -> groups.mapNotNull { block(lambda, it) } }
            }
        val inputs = listOf(first.id, second.id) + if (settings.purify) old.map { it.id } else emptyList()
        return IterationStep(id, inputs, second.centers, attach, exchange, contraction, blocks)
    }

    private fun group(types: List<Int>, sigma: Int, invariant: Boolean): PairGroup {
        val sources = first.blocks.filter { it.key.types == attachedTypes(attach, types) }
        val partners = second.blocks.filter { it.key.types == types }
        val candidates =
            sources.flatMapIndexed { i, a ->
                partners.mapIndexedNotNull { j, b -> if (exchange && j < i) null else candidate(a, b, sigma, i == j && exchange) }
            }
        val lambdas = if (invariant) 0..0 else 1..lMax
        val reaching = candidates.filter { c -> lambdas.any(c::reaches) }
        return PairGroup(types, sigma, invariant, settings.screen?.pairs, reaching)
    }

    private fun candidate(a: FeatureBlock, b: FeatureBlock, sigma: Int, packed: Boolean): PairCandidate? = PairCandidate(a.key, b.key, a.q, b.q, packed, even = a.key.sigma * b.key.sigma == sigma, exchanged = exchange).takeIf { it.size > 0 }

    private fun block(lambda: Int, group: PairGroup): IterationBlock? {
        if (group.invariant != (lambda == 0)) return null
        val products = group.candidates.filter { it.reaches(lambda) }
        if (products.isEmpty()) return null
        val key = FeatureKey(lambda, group.sigma, group.types)
        val lower = if (settings.purify) old.mapIndexedNotNull { i, step -> step.blocks.firstOrNull { it.key == key }?.let { OldBlock(i + 2, it.q) } } else emptyList()
        val components = min(products.sumOf { it.size }, min(group.bound, contraction.kept(lambda).toLong())).toInt()
        return IterationBlock(key, Labels.range("component", 0, components - 1), group, lower)
    }
}

internal fun attachedTypes(attach: Attach, types: List<Int>): List<Int> = when (attach) {
    Attach.SAME -> types
    Attach.FIRST_ATOM -> listOf(types[0])
    Attach.SECOND_ATOM -> listOf(types[1])
    Attach.NEW_CENTER, Attach.UNDER_FIRST -> error("iterate: $attach has no iteration (this is a bug, please report it)")
}

/** Products and their contraction; the products of sparse couplings are the smaller part. */
internal fun iterationFlops(block: IterationBlock, counts: SampleCounts): Long {
    val samples = counts.samples(block.key)
    val couplings = block.group.candidates.filter { it.reaches(block.key.lambda) }.map { couplingNonZeros(it.first, it.second, block.key) }
    val average = if (couplings.isEmpty()) 0L else couplings.sum() / couplings.size
    return samples * (2 * block.key.components * block.width * block.q + 2 * average * block.expanded)
}
