package ncenter.plan

import ncenter.spec.features.CorrelationSpec
import ncenter.spec.features.FeatureSpec
import ncenter.spec.models.KernelRidge
import ncenter.spec.models.RegressionSpec
import ncenter.spec.models.Solver
import ncenter.spec.models.UnlikePairs
import ncenter.spec.targets.BlockType
import ncenter.spec.targets.MatrixSpec
import ncenter.spec.targets.PropertySpec
import ncenter.structures.Orbitals
import ncenter.structures.Schema
import ncenter.structures.Shell
import kotlin.math.abs

/** The plan as the spec says it, before any rule: every block of every step, each feature once per mention. */
internal fun naivePlan(spec: RegressionSpec, schema: Schema, counts: SampleCounts?, settings: PlanSettings): Plan {
    val builder = PlanBuilder(schema)
    when (val target = spec.target) {
        is MatrixSpec -> matrixSteps(builder, spec, target, schema)
        is PropertySpec -> propertySteps(builder, spec, target, schema)
    }
    return Plan(spec, schema, builder.steps, counts, settings, emptyList())
}

private fun matrixSteps(builder: PlanBuilder, spec: RegressionSpec, target: MatrixSpec, schema: Schema) {
    val missing = schema.elements.filter { it !in target.learnedOrbitals.elements }
    require(missing.isEmpty()) {
        "hamiltonian: orbitals of every element in the data were expected, got none for ${missing.map(ncenter.structures.Elements::symbol)}; add them to orbitals(...)"
    }
    val sources = mutableMapOf<BlockType, List<FeatureStep>>()
    for (route in spec.routes) {
        val candidates = route.candidates.map { features ->
            val feature = builder.feature(features)
            if (features.centers == 2) symmetrize(builder, feature, route.blockTypes, spec.unlikePairs) else feature
        }
        route.blockTypes.forEach { sources[it] = candidates }
    }
    val blocks = (0 until target.images).flatMap { image -> matrixBlocks(target.learnedOrbitals, schema.elements).map { it.copy(image = image) } }
    builder.add(TargetsStep(builder.nextId(), target, blocks))
    regression(builder, blocks, target, spec.solver) { block ->
        val matrixBlock = block as MatrixBlock
        val route = spec.routes.first { matrixBlock.blockType in it.blockTypes }
        sources.getValue(matrixBlock.blockType).mapIndexed { candidate, step ->
            checkReach(route.candidates[candidate], matrixBlock, step)
            Source(step.id, featureKey(matrixBlock), candidate)
        }
    }
}

private fun featureKey(block: MatrixBlock): FeatureKey = if (block.blockType == BlockType.OnSite) {
    FeatureKey(block.lambda, block.sigma, listOf(block.types[0]))
} else {
    FeatureKey(block.lambda, block.sigma, block.types, block.blockType)
}

/** A block above the features' lMax is a mistake; one of a parity the features cannot have is a property of the model. */
private fun checkReach(features: FeatureSpec, block: MatrixBlock, source: FeatureStep) {
    val reached = source.blocks.maxOf { it.key.lambda }
    require(block.lambda <= reached) {
        val name = if (features is CorrelationSpec) "correlate" else "regression"
        "$name: features up to lambda=${block.lambda} are needed for the ${block.firstShell}-${block.secondShell} block of ${block.blockType}, got lMax=$reached; " +
            "write gto(nMax = ..., lMax = ${block.lambda}) or correlate(..., lMax = ${block.lambda})"
    }
}

/** All irreducible parts of all blocks, vanishing ones included. */
internal fun matrixBlocks(orbitals: Orbitals, elements: List<Int>): List<MatrixBlock> = BlockType.entries.flatMap { blockType ->
    elementPairs(blockType, elements).flatMap { types ->
        shellPairs(blockType, orbitals, types).flatMap { (a, b) ->
            (abs(a.l - b.l)..a.l + b.l).map { MatrixBlock(blockType, types, a, b, it) }
        }
    }
}

private fun elementPairs(blockType: BlockType, elements: List<Int>): List<List<Int>> = if (blockType == BlockType.DifferentSpecies) {
    elements.flatMap { a -> elements.filter { it > a }.map { listOf(a, it) } }
} else {
    elements.map { listOf(it, it) }
}

private fun shellPairs(blockType: BlockType, orbitals: Orbitals, types: List<Int>): List<Pair<Shell, Shell>> {
    val first = orbitals.shells(types[0])
    val second = orbitals.shells(types[1])
    val order = compareBy<Shell>({ it.n }, { it.l })
    return first.sortedWith(order).flatMap { a ->
        second.sortedWith(order).filter { b -> blockType == BlockType.DifferentSpecies || order.compare(a, b) <= 0 }.map { a to it }
    }
}

private fun symmetrize(builder: PlanBuilder, source: FeatureStep, blockTypes: List<BlockType>, unlikePairs: UnlikePairs): FeatureStep {
    val byKey = source.blocks.associateBy { it.key }
    val blocks =
        source.blocks.flatMap { block ->
            blockTypes.mapNotNull { blockType -> symmetrized(block, blockType, unlikePairs, byKey, source is PairDensityStep) }
        }
    return builder.add(SymmetrizeStep(builder.nextId(), listOf(source.id), unlikePairs, blocks))
}

private fun symmetrized(
    block: FeatureBlock,
    blockType: BlockType,
    unlikePairs: UnlikePairs,
    byKey: Map<FeatureKey, FeatureBlock>,
    bare: Boolean,
): FeatureBlock? {
    val (a, b) = block.key.types
    val key = block.key.copy(blockType = blockType)
    return when (blockType) {
        BlockType.OnSite -> null
        // g_ji = (-1)^l g_ij: the bare pair density has one parity in each.
        BlockType.SameSpeciesPlus -> if (a == b && !(bare && key.lambda % 2 == 1)) FeatureBlock(key, block.properties) else null
        BlockType.SameSpeciesMinus -> if (a == b && !(bare && key.lambda % 2 == 0)) FeatureBlock(key, block.properties) else null
        BlockType.DifferentSpecies -> if (a < b) FeatureBlock(key, unlikeLabels(block, byKey, unlikePairs)) else null
    }
}

private fun unlikeLabels(block: FeatureBlock, byKey: Map<FeatureKey, FeatureBlock>, unlikePairs: UnlikePairs): ncenter.labels.Labels {
    val reversed = byKey[block.key.copy(types = block.key.types.reversed())]
    return if (unlikePairs == UnlikePairs.FIRST_ONLY || reversed == null) {
        block.properties
    } else {
        joinedLabels(listOf(block.properties, reversed.properties), "direction")
    }
}

private fun propertySteps(builder: PlanBuilder, spec: RegressionSpec, target: PropertySpec, schema: Schema) {
    val route = spec.routes.single()
    val sources = route.candidates.map { features -> builder.feature(features).let { if (target.perAtom) it else builder.sumCenters(it) } }
    val blocks =
        if (target.perAtom) {
            schema.elements.map { PropertyBlock(target.lambda, target.sigma, it) }
        } else {
            listOf(PropertyBlock(target.lambda, target.sigma, null))
        }
    require(sources.any { source -> source.blocks.any { it.key.lambda == target.lambda && it.key.sigma == target.sigma } }) {
        "regression: features with lambda=${target.lambda}, sigma=${target.sigma} were expected for '${target.reference}', got none in ${route.candidates.joinToString(" or ")}; " +
            "raise lMax or nu"
    }
    builder.add(TargetsStep(builder.nextId(), target, blocks))
    regression(builder, blocks, target, spec.solver) { block ->
        val key = FeatureKey(target.lambda, target.sigma, listOfNotNull((block as PropertyBlock).type))
        sources.mapIndexed { candidate, step -> Source(step.id, key, candidate) }
    }
}

/** Where the features of a target come from: a block of step [features], and whose candidate it is. */
private data class Source(
    val features: Int,
    val key: FeatureKey,
    val candidate: Int,
) {
    fun problem(targets: List<TargetBlock>, step: FeatureStep, solver: Solver): RidgeProblem {
        val intercept = key.lambda == 0 && key.sigma == 1 && key.types.size == 1
        val problem = RidgeProblem(features, key, targets, intercept, RidgeForm.PRIMAL, candidate = candidate)
        return if (solver is KernelRidge) withKernel(problem, step) else problem
    }
}

private fun regression(
    builder: PlanBuilder,
    blocks: List<TargetBlock>,
    target: ncenter.spec.targets.TargetSpec,
    solver: Solver,
    sourcesOf: (TargetBlock) -> List<Source>,
) {
    val grouped = mutableMapOf<Source, MutableList<TargetBlock>>()
    for (block in blocks) sourcesOf(block).forEach { grouped.getOrPut(it, ::mutableListOf) += block }
    val stepOf = builder.steps.filterIsInstance<FeatureStep>().associateBy { it.id }
    val reachable = grouped.filterKeys { source -> stepOf.getValue(source.features).blocks.any { it.key == source.key } }
    val problems = reachable.map { (source, targets) -> source.problem(targets, stepOf.getValue(source.features), solver) }
    val reached = reachable.values.flatten().toSet()
    val unreachable = (grouped - reachable.keys).values.flatten().distinct().filter { it !in reached }
    val targetsId =
        builder.steps
            .filterIsInstance<TargetsStep>()
            .single()
            .id
    val inputs = (problems.map { it.features } + targetsId).distinct()
    val step = builder.add(RegressionStep(builder.nextId(), inputs, problems, unreachable, streaming = false))
    builder.add(AssemblyStep(builder.nextId(), listOf(step.id), target))
}

/** The invariants of the same atoms; those of an antisymmetric pair block are the symmetric ones, which do not depend on the order of the pair. */
private fun withKernel(problem: RidgeProblem, source: FeatureStep): RidgeProblem {
    val blockType = if (problem.key.blockType == BlockType.SameSpeciesMinus) BlockType.SameSpeciesPlus else problem.key.blockType
    val invariants = problem.key.copy(lambda = 0, sigma = 1, blockType = blockType)
    require(source.blocks.any { it.key == invariants }) {
        "kernelRidge: invariants of the atoms ${problem.key.types} were expected beside the features of ${problem.key}, got none; " +
            "send all blocks of two atoms to one feature, `offSite from ...`"
    }
    return problem.copy(form = RidgeForm.KERNEL, invariants = invariants)
}
