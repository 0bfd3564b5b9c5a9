package ncenter.plan

import ncenter.labels.Labels
import ncenter.spec.features.AtomicMatrix
import ncenter.spec.features.CombinationSpec
import ncenter.spec.features.Contraction
import ncenter.spec.features.ContractionSpec
import ncenter.spec.features.CorrelationSpec
import ncenter.spec.features.DensitySpec
import ncenter.spec.features.FeatureSpec
import ncenter.spec.features.JoinSpec
import ncenter.spec.features.MatrixBlocksSpec
import ncenter.spec.features.NonlinearSpec
import ncenter.spec.features.PairAtom
import ncenter.spec.features.PairDensitySpec
import ncenter.spec.features.SelectionSpec
import ncenter.spec.features.SumNeighborsSpec
import ncenter.spec.features.isSelection
import ncenter.spec.targets.SuperposedAtoms
import ncenter.structures.Schema
import ncenter.units.Length
import kotlin.math.abs
import kotlin.math.min
import kotlin.math.sqrt

/** Writes a feature description out as steps, naively: everything, once per mention. The rules make it lean afterwards. */
internal class PlanBuilder(
    private val schema: Schema,
) {
    val steps: MutableList<Step> = mutableListOf()
    private val elements: List<Int> = schema.elements

    fun nextId(): Int = steps.size + 1

    fun <S : Step> add(step: S): S = step.also { steps += it }

    /** @param self for each center but the first: whether it may be an atom that the tuple already has, as sums over it need */
    fun feature(spec: FeatureSpec, self: List<Boolean> = List(spec.centers - 1) { false }): FeatureStep = when (spec) {
        is DensitySpec -> density(spec)
        is PairDensitySpec -> pairDensity(spec, self[0])
        is CorrelationSpec -> correlation(spec, self.map { it || spec.selfPairs })
        is SumNeighborsSpec -> sumNeighbors(feature(spec.source, self + true))
        is CombinationSpec -> combination(spec, self)
        is JoinSpec -> join(spec.parts.map { feature(it, self) })
        is ContractionSpec -> contract(feature(spec.source, self), spec.contraction)
        is MatrixBlocksSpec -> matrixBlocks(spec, self.firstOrNull() ?: false)
        is NonlinearSpec -> feature(spec.source, self).let { add(nonlinearStep(nextId(), spec, it)) }
        is SelectionSpec -> selected(feature(spec.source, self), spec)
    }

    private fun combination(spec: CombinationSpec, self: List<Boolean>): ProductStep {
        val first = feature(spec.first, self.take(spec.first.centers - 1))
        val second = if (spec.first == spec.second) first else feature(spec.second, self)
        return product(first, second, spec.attach, spec.lMax)
    }

    private val CombinationSpec.attach: Attach
        get() = when {
            first.centers == second.centers -> Attach.SAME
            at == PairAtom.SECOND -> Attach.SECOND_ATOM
            else -> Attach.FIRST_ATOM
        }

    private fun neighbors(cutoff: Length): NeighborsStep = add(NeighborsStep(nextId(), cutoff))

    private fun density(spec: DensitySpec): DensityStep {
        val neighbors = neighbors(spec.cutoff.radius)
        val n = spec.basis.nMax
        val properties = Labels.of(listOf("neighbor_type", "n"), elements.flatMap { type -> List(n) { listOf(type, it) } })
        val blocks = elements.flatMap { type -> (0..spec.lMax).map { l -> FeatureBlock(FeatureKey(l, 1, listOf(type)), properties) } }
        return add(DensityStep(nextId(), listOf(neighbors.id), spec, elements, blocks))
    }

    private fun pairDensity(spec: PairDensitySpec, selfPairs: Boolean): PairDensityStep {
        val neighbors = neighbors(spec.cutoff.radius)
        val properties = Labels.range("n", 0, spec.basis.nMax - 1)
        val blocks =
            elements.flatMap { a ->
                elements.flatMap { b -> (0..spec.lMax).map { l -> FeatureBlock(FeatureKey(l, 1, listOf(a, b)), properties) } }
            }
        return add(PairDensityStep(nextId(), listOf(neighbors.id), spec, selfPairs, blocks))
    }

    private fun matrixBlocks(spec: MatrixBlocksSpec, selfPairs: Boolean): MatrixBlocksStep {
        spec.atoms.checkElements(elements, "${spec.matrix.name.lowercase()}Matrix")
        val inputs = listOf(atomicMatrix(spec.matrix, spec.atoms).id) + listOfNotNull(spec.cutoff?.let { neighbors(it.radius).id })
        val blocks = matrixFeatureBlocks(spec.atoms.orbitals, elements, pairs = spec.cutoff != null)
        return add(MatrixBlocksStep(nextId(), inputs, spec.matrix, spec.atoms.orbitals, spec.cutoff, selfPairs, blocks))
    }

    private fun atomicMatrix(matrix: AtomicMatrix, atoms: SuperposedAtoms): AtomicMatrixStep {
        val inputs = if (matrix == AtomicMatrix.DENSITY) listOf(atomicMatrix(AtomicMatrix.FOCK, atoms).id) else emptyList()
        return add(AtomicMatrixStep(nextId(), inputs, matrix, atoms))
    }

    private fun correlation(spec: CorrelationSpec, self: List<Boolean>): FeatureStep {
        val pair = spec.pair ?: return limited(power(spec, spec.nu.first), spec.lMax)
        val base = pairDensity(pair, self[0])
        val chain = mutableListOf(if (spec.contract == null || spec.nu.total == 0) base else contract(base, spec.contract))
        if (spec.nu.second > 0) chain += multiplied(spec, power(spec, spec.nu.second), chain, Attach.SECOND_ATOM)
        if (spec.nu.first > 0) chain += multiplied(spec, power(spec, spec.nu.first), chain, Attach.FIRST_ATOM)
        var result = chain.last()
        for (selfPairs in self.drop(1)) {
            val neighbors = pairDensity(pair, selfPairs)
            val triple = add(newCenter(nextId(), result, neighbors, selfPairs, spec.lMax))
            result = if (spec.contract == null) triple else contract(triple, spec.contract)
        }
        return limited(result, spec.lMax)
    }

    private fun multiplied(spec: CorrelationSpec, factor: FeatureStep, chain: List<FeatureStep>, attach: Attach): FeatureStep = if (spec.contract == null) {
        product(factor, chain.last(), attach, spec.lMax)
    } else {
        add(Iteration(factor, chain.last(), attach, chain.toList(), spec.lMax, spec).step(nextId()))
    }

    /** |rho_i^(x nu)>, one factor after the other: (((rho x rho) x rho) ...), intermediate orders up to lMax. */
    private fun power(spec: CorrelationSpec, nu: Int): FeatureStep {
        val density = density(spec.density)
        val base = if (spec.contract == null) density else contract(density, spec.contract)
        val chain = mutableListOf(base)
        repeat(nu - 1) {
            chain +=
                if (spec.independent) {
                    independent(chain.last(), base, chain.size + 1, spec)
                } else if (spec.contract == null) {
                    product(chain.last(), base, Attach.SAME, spec.lMax)
                } else {
                    add(Iteration(chain.last(), base, Attach.SAME, chain.toList(), spec.lMax, spec).step(nextId()))
                }
        }
        return chain.last()
    }

    private fun independent(power: FeatureStep, density: FeatureStep, nu: Int, spec: CorrelationSpec): FeatureStep {
        val basis = spec.density.basis
        return add(independentPower(nextId(), power, density, nu, elements.size * basis.nMax, basis.lMax, spec.lMax))
    }

    private fun selected(step: FeatureStep, spec: SelectionSpec): FeatureStep = cut(step) {
        (spec.centerType ?: it.types[0]) == it.types[0] && (spec.lambda ?: it.lambda) == it.lambda && (spec.sigma ?: it.sigma) == it.sigma
    }.also {
        require(it.blocks.isNotEmpty()) { "only: at least one block that fits was expected, got none in $spec; the features have ${step.blocks.map { b -> b.key }.distinct()}" }
    }

    private fun limited(step: FeatureStep, lMax: Int): FeatureStep = cut(step) { it.lambda <= lMax }

    /** Drops blocks that are not wanted; only the last step added can be cut without touching other readers. */
    private fun cut(step: FeatureStep, wanted: (FeatureKey) -> Boolean): FeatureStep {
        val kept = step.keeping(wanted)
        steps[steps.indexOfFirst { it.id == step.id }] = kept
        return kept
    }

    private fun product(first: FeatureStep, second: FeatureStep, attach: Attach, lMax: Int): ProductStep {
        val exchange = first.id == second.id
        val a = first.blocks.associateBy { it.key }
        val b = second.blocks.associateBy { it.key }
        val blocks = mutableListOf<ProductBlock>()
        for ((types, partners) in second.blocks.groupBy { it.key.types }) {
            val leading = attachedTypes(attach, types, first)
            val sources = first.blocks.filter { it.key.types == leading }
            for (lambda in 0..lMax) {
                for (sigma in listOf(1, -1)) {
                    val terms = productTerms(lambda, sigma, sources, partners, exchange)
                    if (terms.isNotEmpty()) blocks += ProductBlock(FeatureKey(lambda, sigma, types), productLabels(terms, a, b), terms)
                }
            }
        }
        return add(ProductStep(nextId(), listOf(first.id, second.id), second.centers, attach, exchange, blocks))
    }

    private fun attachedTypes(attach: Attach, types: List<Int>, first: FeatureStep): List<Int> = when (attach) {
        Attach.SAME -> types
        Attach.FIRST_ATOM -> types.take(first.centers)
        Attach.SECOND_ATOM -> listOf(types[1])
        Attach.NEW_CENTER, Attach.UNDER_FIRST -> error("product: $attach has its own blocks (this is a bug, please report it)")
    }

    private fun sumNeighbors(source: FeatureStep): FeatureStep {
        val centers = source.centers - 1
        val name = if (centers == 1) "neighbor_type" else "${ORDINALS[centers]}_atom_type"
        val blocks =
            source.blocks.groupBy { it.key.copy(types = it.key.types.take(centers)) }.map { (key, parts) ->
                FeatureBlock(key, joinedLabels(parts.map { it.properties }, name, parts.map { it.key.types[centers] }))
            }
        return add(SumNeighborsStep(nextId(), listOf(source.id), elements, blocks, centers))
    }

    fun sumCenters(source: FeatureStep): FeatureStep {
        val blocks =
            source.blocks.groupBy { it.key.copy(types = emptyList()) }.map { (key, parts) ->
                FeatureBlock(key, joinedLabels(parts.map { it.properties }, "center_type", parts.map { it.key.types[0] }))
            }
        return add(SumCentersStep(nextId(), listOf(source.id), elements, blocks))
    }

    private fun join(parts: List<FeatureStep>): FeatureStep {
        val keys = parts.flatMap { part -> part.blocks.map { it.key } }.distinct()
        val blocks =
            keys.map { key ->
                val found = parts.indices.filter { p -> parts[p].blocks.any { it.key == key } }
                FeatureBlock(key, joinedLabels(found.map { p -> parts[p].blocks.first { it.key == key }.properties }, "part", found))
            }
        return add(JoinStep(nextId(), parts.map { it.id }, parts[0].centers, blocks))
    }

    private fun contract(source: FeatureStep, contraction: Contraction): FeatureStep {
        val name = if (contraction.isSelection) "column" else "component"
        val blocks = source.blocks.map { FeatureBlock(it.key, Labels.range(name, 0, min(it.q, contraction.kept(it.key.lambda)) - 1)) }
        return add(ContractStep(nextId(), listOf(source.id), source.centers, contraction, blocks))
    }
}

/** All ways to couple [sources] and [partners] to ([lambda], [sigma]): triangle rule and parity (-1)^(l1+l2+lambda). */
internal fun productTerms(
    lambda: Int,
    sigma: Int,
    sources: List<FeatureBlock>,
    partners: List<FeatureBlock>,
    exchange: Boolean,
): List<ProductTerm> {
    val terms = mutableListOf<ProductTerm>()
    var offset = 0
    for ((i, a) in sources.withIndex()) {
        for ((j, b) in partners.withIndex()) {
            if (exchange && j < i) continue
            val l1 = a.key.lambda
            val l2 = b.key.lambda
            val even = (l1 + l2 + lambda) % 2 == 0
            if (lambda !in abs(l1 - l2)..l1 + l2 || a.key.sigma * b.key.sigma * (if (even) 1 else -1) != sigma) continue
            val packed = exchange && i == j
            val size =
                if (!packed) {
                    a.q * b.q
                } else if (even) {
                    a.q * (a.q + 1) / 2
                } else {
                    a.q * (a.q - 1) / 2
                }
            if (size == 0) continue
            terms += ProductTerm(a.key, b.key, offset, size, packed, if (exchange && i != j) sqrt(2.0) else 1.0)
            offset += size
        }
    }
    return terms
}
