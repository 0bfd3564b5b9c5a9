package ncenter.plan.counting

import ncenter.plan.Attach
import ncenter.plan.DensityStep
import ncenter.plan.FeatureKey
import ncenter.plan.FeatureStep
import ncenter.plan.IndependentStep
import ncenter.plan.PairDensityStep
import ncenter.plan.Plan
import ncenter.plan.ProductBlock
import ncenter.plan.ProductStep
import ncenter.plan.Step
import ncenter.plan.characters.Character
import ncenter.spec.features.FeatureSpec
import java.math.BigInteger
import kotlin.math.abs

/**
 * How much of all equivariants of its order one block of a product spans.
 *
 * @property all how many linearly independent ones there are, exactly
 * @property spanned how many of them the block spans; an upper bound unless [exact]
 * @property properties how many features the block has; more than [spanned] if it is redundant
 * @property missing the intermediate orders whose products the plan leaves out; empty if the block spans everything
 */
public class BlockSpan internal constructor(
    public val step: Int,
    public val key: FeatureKey,
    public val properties: Int,
    public val all: BigInteger,
    public val spanned: BigInteger,
    public val exact: Boolean,
    public val missing: List<Int>,
) {
    /** Whether nothing of this order is lost. */
    public val isComplete: Boolean get() = exact && spanned == all

    override fun toString(): String = when {
        isComplete -> "spans $all/$all"
        exact -> "spans $spanned/$all: products of intermediate order ${missing.joinToString(", ")} are left out"
        spanned < all -> "spans at most $spanned/$all: products of intermediate order ${missing.joinToString(", ")} are left out"
        else -> "may span less than $all/$all: products of intermediate order ${missing.joinToString(", ")} are left out"
    }
}

/** The spans of all products of [plan] that are made of densities and pair densities alone; contracted ones and sums are not counted. */
public fun spans(plan: Plan): List<BlockSpan> = spans(plan.steps)

/** The spans of all products among [steps]. */
public fun spans(steps: List<Step>): List<BlockSpan> = SpanCounter(steps).run {
    steps.flatMap { step ->
        when (step) {
            is ProductStep -> step.blocks.mapNotNull { span(step, it.key) }
            is IndependentStep -> step.blocks.map { independent(step, it.key) }
            else -> emptyList()
        }
    }
}

/** One density and the atom of a pair that it sits on. */
private data class Source(
    val spec: FeatureSpec,
    val channels: Int,
    val atom: Int,
)

/** The density factors of a feature and how often each occurs. */
private data class Factors(
    val powers: Map<Source, Int>,
) {
    val order: Int get() = powers.values.sum()

    val lMax: Int get() = powers.keys.maxOf { it.spec.lMax }

    val character: Character by lazy {
        powers.map { (source, power) -> Character.ofHarmonics(source.channels, source.spec.lMax).symmetricPower(power) }.reduce(Character::times)
    }

    fun on(atom: Int): Factors = Factors(powers.mapKeys { it.key.copy(atom = atom) })

    operator fun times(other: Factors): Factors = Factors((powers.keys + other.powers.keys).associateWith { (powers[it] ?: 0) + (other.powers[it] ?: 0) })

    fun sharesWith(other: Factors): Boolean = powers.keys.any { it in other.powers }

    /** All (lambda, sigma) up to [limit] that occur in this product of densities. */
    fun irreducible(limit: Int): List<Pair<Int, Int>> = (0..limit)
        .flatMap { lambda -> listOf(1, -1).map { lambda to it } }
        .filter { (lambda, sigma) -> character.multiplicity(lambda, sigma).signum() > 0 }
}

private class SpanCounter(
    steps: List<Step>,
) {
    private val byId = steps.associateBy { it.id }
    private val factors = mutableMapOf<Int, Factors?>()
    private val found = mutableMapOf<Pair<Int, FeatureKey>, BlockSpan?>()

    fun span(step: ProductStep, key: FeatureKey): BlockSpan? = found.getOrPut(step.id to key) { count(step, step.blocks.first { it.key == key }) }

    /** Made of independent powers of the density with itself, without a cut: nothing is lost. */
    fun independent(step: IndependentStep, key: FeatureKey): BlockSpan {
        val q = step.blocks.first { it.key == key }.q
        val all = factorsOf(step)!!.character.multiplicity(key.lambda, key.sigma)
        return BlockSpan(step.id, key, q, all, all, true, emptyList())
    }

    private fun count(step: ProductStep, block: ProductBlock): BlockSpan? {
        val whole = factorsOf(step) ?: return null
        val (first, second) = step.inputs.map { factorsOf(byId.getValue(it))!! }
        val all = whole.character.multiplicity(block.key.lambda, block.key.sigma)
        val made = block.terms.sumOf { if (it.packed) BigInteger.valueOf(it.size.toLong()) else reached(step, 0, it.first) * reached(step, 1, it.second) }
        val missing = (uncoupled(step, block, first, second) + incomplete(step, block)).distinct().sorted()
        if (missing.isEmpty() || all.signum() == 0) return BlockSpan(step.id, block.key, block.q, all, all, true, emptyList())
        // Products of different densities are independent of each other; those of one density need not be.
        val exact = !first.sharesWith(second) && inputSpans(step, block).all { it.exact }
        return BlockSpan(step.id, block.key, block.q, all, made.min(all), exact, missing)
    }

    /** How many independent features an input block offers. */
    private fun reached(step: ProductStep, input: Int, key: FeatureKey): BigInteger = when (val source = byId.getValue(step.inputs[input])) {
        is ProductStep -> span(source, key)!!.spanned
        else -> BigInteger.valueOf((source as FeatureStep).blocks.first { it.key == key }.q.toLong())
    }

    private fun inputSpans(step: ProductStep, block: ProductBlock): List<BlockSpan> = step.inputs.indices.flatMap { input ->
        val source = byId.getValue(step.inputs[input]) as? ProductStep ?: return@flatMap emptyList()
        block.terms.map { span(source, if (input == 0) it.first else it.second)!! }
    }

    /** Orders of the factors of this block that are incomplete themselves. */
    private fun incomplete(step: ProductStep, block: ProductBlock): List<Int> = inputSpans(step, block).filter { !it.isComplete }.map { it.key.lambda }

    /** The angular orders of the longer factor that symmetry lets couple to this block, and that the plan does not couple. */
    private fun uncoupled(step: ProductStep, block: ProductBlock, first: Factors, second: Factors): List<Int> {
        val terms = block.terms.flatMap { if (step.exchange) listOf(it.first to it.second, it.second to it.first) else listOf(it.first to it.second) }
        val present = terms.map { (a, b) -> (a.lambda to a.sigma) to (b.lambda to b.sigma) }.toSet()
        return first.irreducible(neededOrder(block.key, first, second)).flatMap { a ->
            second.irreducible(neededOrder(block.key, second, first))
                .filter { couples(a, it, block.key) && (a to it) !in present && !vanishes(a, it, block.key, first, second) }
                .map { b -> if (first.order >= second.order) a.first else b.first }
        }
    }

    /**
     * The largest order of [factor] that is needed next to [other]: all it has, nu lMax. In a product of a power of one density
     * with this density itself max(lambda, lMax) is enough: known from ranks on random densities, which the tests repeat, not by proof.
     */
    private fun neededOrder(key: FeatureKey, factor: Factors, other: Factors): Int {
        val recursion = factor.powers.keys == other.powers.keys && minOf(factor.order, other.order) == 1 && factor.powers.size == 1
        return if (recursion) maxOf(key.lambda, factor.lMax) else factor.powers.entries.sumOf { (source, power) -> source.spec.lMax * power }
    }

    /** Whether this is the antisymmetric product of something with itself: there is one such feature, and no other to couple it to. */
    private fun vanishes(a: Pair<Int, Int>, b: Pair<Int, Int>, key: FeatureKey, first: Factors, second: Factors): Boolean = a == b && first == second &&
        key.lambda % 2 == 1 && first.character.multiplicity(a.first, a.second) == BigInteger.ONE

    private fun couples(a: Pair<Int, Int>, b: Pair<Int, Int>, key: FeatureKey): Boolean {
        val parity = if ((a.first + b.first + key.lambda) % 2 == 0) 1 else -1
        return key.lambda in abs(a.first - b.first)..a.first + b.first && a.second * b.second * parity == key.sigma
    }

    /** The factors of a feature step; null if it is not made of densities by products alone. */
    private fun factorsOf(step: Step): Factors? = factors.getOrPut(step.id) {
        when (step) {
            is DensityStep -> Factors(mapOf(Source(step.spec, step.spec.basis.nMax * step.channels.size, 1) to 1))
            is PairDensityStep -> Factors(mapOf(Source(step.spec, step.spec.basis.nMax, 1) to 1))
            is ProductStep -> productFactors(step)
            is IndependentStep -> step.inputs.map { factorsOf(byId.getValue(it))!! }.reduce(Factors::times)
            else -> null
        }
    }

    private fun productFactors(step: ProductStep): Factors? {
        val (a, b) = step.inputs.map { factorsOf(byId.getValue(it)) ?: return null }
        return if (step.attach == Attach.SECOND_ATOM) a.on(2) * b else a * b
    }
}
