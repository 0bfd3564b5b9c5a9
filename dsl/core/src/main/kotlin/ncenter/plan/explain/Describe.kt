package ncenter.plan.explain

import ncenter.plan.AssemblyStep
import ncenter.plan.AtomicMatrixStep
import ncenter.plan.Attach
import ncenter.plan.ContractStep
import ncenter.plan.DensityStep
import ncenter.plan.FeatureBlock
import ncenter.plan.IndependentStep
import ncenter.plan.IterationStep
import ncenter.plan.JoinStep
import ncenter.plan.MatrixBlock
import ncenter.plan.MatrixBlocksStep
import ncenter.plan.NeighborsStep
import ncenter.plan.NonlinearStep
import ncenter.plan.PairDensityStep
import ncenter.plan.Plan
import ncenter.plan.ProductStep
import ncenter.plan.RegressionStep
import ncenter.plan.RidgeForm
import ncenter.plan.Step
import ncenter.plan.SumCentersStep
import ncenter.plan.SumNeighborsStep
import ncenter.plan.SymmetrizeStep
import ncenter.plan.TargetsStep
import ncenter.plan.isSpilled
import ncenter.spec.features.AtomicMatrix
import ncenter.spec.features.Contraction
import ncenter.spec.features.Cur
import ncenter.spec.features.DensitySpec
import ncenter.spec.features.FeatureSpec
import ncenter.spec.features.Fps
import ncenter.spec.features.Nonlinearity
import ncenter.spec.features.PairDensitySpec
import ncenter.spec.features.Pca
import ncenter.spec.targets.BlockType
import ncenter.spec.targets.MatrixSpec
import ncenter.spec.targets.PropertySpec
import java.util.Locale

/** What a step is called in texts and files. */
public fun stepName(step: Step): String = when (step) {
    is NeighborsStep -> "neighbors"
    is DensityStep -> "density rho"
    is PairDensityStep -> "pairDensity g"
    is AtomicMatrixStep -> "${step.matrix.name.lowercase()} matrix"
    is MatrixBlocksStep -> "${step.matrix.name.lowercase()} blocks"
    is ProductStep -> "correlate ${step.inputs.joinToString(" x ") { "#$it" }}"
    is IndependentStep -> "correlate ${step.inputs.joinToString(" x ") { "#$it" }}"
    is IterationStep -> "iterate ${step.inputs.take(2).joinToString(" x ") { "#$it" }}"
    is SumNeighborsStep -> "sumNeighbors"
    is NonlinearStep -> step.function.name.lowercase()
    is SumCentersStep -> "sum over atoms"
    is JoinStep -> "join"
    is ContractStep -> "contract"
    is SymmetrizeStep -> "symmetrize"
    is TargetsStep -> "targets"
    is RegressionStep -> "regression"
    is AssemblyStep -> if (step.spec is MatrixSpec) "hamiltonians" else "properties"
}

/** How many densities are multiplied in a feature step, followed through its inputs. */
internal fun order(step: Step, plan: Plan): String = when (step) {
    is DensityStep -> "1"
    is PairDensityStep, is MatrixBlocksStep -> "0"
    is ProductStep -> {
        val orders = step.inputs.map { order(plan.step(it), plan).toInt() }
        "${orders.sum()}"
    }
    is IterationStep, is IndependentStep -> "${step.inputs.take(2).sumOf { order(plan.step(it), plan).toInt() }}"
    is SumNeighborsStep -> "${order(plan.step(step.inputs[0]), plan).toInt() + 1}"
    is SumCentersStep, is ContractStep, is SymmetrizeStep, is NonlinearStep -> order(plan.step(step.inputs[0]), plan)
    is JoinStep -> "${step.inputs.maxOf { order(plan.step(it), plan).toInt() }}"
    is NeighborsStep, is AtomicMatrixStep, is TargetsStep, is RegressionStep, is AssemblyStep -> "-"
}

/** What is special about a step, with the equation it comes from. */
internal fun remark(step: Step, plan: Plan): String = when (step) {
    is NeighborsStep -> "cutoff ${step.cutoff}"
    is DensityStep -> "<nlm|rho_i>, channels by neighbor type"
    is PairDensityStep -> "<nlm|g_ij>" + if (step.selfPairs) ", i = j included" else ""
    is AtomicMatrixStep -> matrixRemark(step.matrix)
    is MatrixBlocksStep -> "<lambda mu|M_${if (step.centers == 1) "ii" else "ij"}> by pairs of shells" + if (step.selfPairs) ", i = j included" else ""
    is ProductStep -> productRemark(step)
    is IndependentStep -> "Clebsch-Gordan product (2109.12083), independent properties only" + if (step.exchange) ", each unordered pair once, weight sqrt 2" else ""
    is IterationStep -> iterationRemark(step)
    is SumNeighborsStep -> sumRemark(step)
    is NonlinearStep -> nonlinearRemark(step)
    is SumCentersStep -> "over i, kept apart by type"
    is JoinStep -> "side by side"
    is ContractStep -> contractionRemark(step.contraction)
    is SymmetrizeStep -> "(rho_ij ± rho_ji)/sqrt 2; unlike ${if (step.unlikePairs.ordinal == 0) "[rho_ij, rho_ji]" else "rho_ij"}"
    is TargetsStep -> "${step.blocks.size} coupled blocks"
    is RegressionStep -> regressionRemark(step, plan)
    is AssemblyStep -> if (step.spec is MatrixSpec) "decouple, unsymmetrize, scatter" else "sum and baseline"
}

private fun matrixRemark(matrix: AtomicMatrix): String = when (matrix) {
    AtomicMatrix.OVERLAP -> "of the Gaussian functions"
    AtomicMatrix.FOCK -> "T + V + J - K/2 of superposed neutral atoms, not iterated"
    AtomicMatrix.DENSITY -> "two electrons in each of the lowest levels of the Fock matrix"
}

private fun contractionRemark(contraction: Contraction): String = "$contraction per block, " + when (contraction) {
    is Pca -> "uncentered"
    is Cur -> "properties by leverage, each taken off before the next"
    is Fps -> "properties farthest from each other"
}

private fun sumRemark(step: SumNeighborsStep): String {
    val where = if (step.centers == 1) "over j" else "over the last of ${step.centers + 1} atoms"
    return "$where, kept apart by type" + (if (step.apart) " in the keys" else "") + " (2202.01566)"
}

private fun nonlinearRemark(step: NonlinearStep): String {
    val scale = if (step.scale == 1.0) "x" else "${step.scale} x"
    step.mix?.let { return "f($scale) of ${it.count} fixed combinations x of scalars and pseudoscalars, even and odd part (2302.14770)" }
    return when (step.function) {
        Nonlinearity.SQUARE -> "($scale)^2 of every invariant; pseudoscalars become scalars (2302.14770)"
        Nonlinearity.SILU -> "f($scale) of every scalar, f(x) + f(-x) of every pseudoscalar (2302.14770)"
    }
}

private fun productRemark(step: ProductStep): String {
    val where =
        when (step.attach) {
            Attach.SAME -> ""
            Attach.FIRST_ATOM -> ", #${step.inputs[0]} on the first atom"
            Attach.SECOND_ATOM -> ", #${step.inputs[0]} on the second atom"
            Attach.NEW_CENTER -> ", #${step.inputs[1]} adds a center" + if (step.selfPairs) ", the tuple's own atoms too" else ""
            Attach.UNDER_FIRST -> ", #${step.inputs[1]} on the first atom"
        }
    val half = if (step.exchange) ", each unordered pair once, weight sqrt 2" else ""
    return "Clebsch-Gordan product (2109.12083)$where$half"
}

private fun iterationRemark(step: IterationStep): String {
    val where =
        when (step.attach) {
            Attach.SAME -> ""
            Attach.FIRST_ATOM -> "#${step.inputs[0]} on the first atom, "
            Attach.SECOND_ATOM -> "#${step.inputs[0]} on the second atom, "
            Attach.NEW_CENTER, Attach.UNDER_FIRST -> error("explain: ${step.attach} has no iteration (this is a bug, please report it)")
        }
    val purified = if (step.inputs.size > 2) ", less what ${step.inputs.drop(2).joinToString(", ") { "#$it" }} explain" else ""
    return "${where}NICE (2007.03407)$purified, ${step.contraction}"
}

/** How many pairs compete and how many are kept at most, of the types with the most; bounds, because the data decide. */
internal fun iterationPairs(step: IterationStep): String {
    val groups =
        step.blocks.map { it.group }.groupBy { it.invariant to it.sigma }.map { (kind, found) ->
            val group = found.maxBy { it.size }
            "(${if (kind.first) "0" else ">0"},${if (kind.second > 0) "+1" else "-1"}): ${grouped(group.bound)} of ${grouped(group.size)}"
        }
    return groups.joinToString("  ") + "; at most ${grouped(step.blocks.maxOfOrNull { it.expanded } ?: 0)} products in a block"
}

/** Of how many properties of the product the independent ones are kept; the same for every type of center. */
internal fun independentColumns(step: IndependentStep): String = step.blocks.distinctBy { it.key.lambda to it.key.sigma }
    .joinToString("  ") { "(${it.key.lambda},${if (it.key.sigma > 0) "+1" else "-1"}): ${grouped(it.columns.toLong())} columns -> ${it.q}" }

private fun regressionRemark(step: RegressionStep, plan: Plan): String {
    val dual = step.problems.count { it.form != RidgeForm.PRIMAL && it.form != RidgeForm.ITERATIVE }
    val spilled = step.problems.count { it.form.isSpilled }
    val files = if (spilled == 0) "" else ", $spilled with rows in temporary files"
    val targets = step.problems.flatMap { it.targets }.distinct().size
    val zero = if (step.unreachable.isEmpty()) "" else "; ${step.unreachable.size} targets have no features and stay 0"
    return "$targets targets on ${step.problems.size} feature blocks ($dual in sample space$files), ${plan.spec.solver}$zero"
}

internal fun targetSummary(plan: Plan): String = when (val target = plan.spec.target) {
    is MatrixSpec -> {
        val counts =
            plan.targets.blocks
                .filterIsInstance<MatrixBlock>()
                .groupingBy { it.blockType }
                .eachCount()
        val families = BlockType.entries.filter { it in counts }.joinToString("   ") { "$it ${counts[it]}" }
        val images = target.learnedAs?.let { "\n        learned as ${it.powers.joinToString(" and ") { p -> "S^$p H S^$p" }}" } ?: ""
        val start = target.relativeTo?.let { "\n        relative to the Fock matrix T + V + J - K/2 of superposed neutral atoms" } ?: ""
        "target  ${target.learnedOrbitals} -> ${plan.targets.blocks.size} coupled keys\n        $families$images$start"
    }
    is PropertySpec -> "target  $target"
}

internal fun keyList(blocks: List<FeatureBlock>): String = blocks.joinToString("  ") { "(${it.key.lambda},${if (it.key.sigma > 0) "+1" else "-1"}): ${it.q}" }

/** The settings a user did not have to write. */
internal fun defaults(plan: Plan): String {
    val lines =
        plan.spec.routes
            .flatMap { route -> route.candidates.flatMap(::leaves) }
            .distinct()
    return (lines + "solver ${plan.spec.solver}").joinToString("\n", "settings\n") { "  $it" }
}

private fun leaves(spec: FeatureSpec): List<String> = when (spec) {
    is DensitySpec, is PairDensitySpec, is ncenter.spec.features.MatrixBlocksSpec -> listOf("$spec")
    is ncenter.spec.features.CorrelationSpec -> listOf("${spec.density}") + listOfNotNull(spec.pair?.toString())
    is ncenter.spec.features.SumNeighborsSpec -> leaves(spec.source)
    is ncenter.spec.features.CombinationSpec -> leaves(spec.first) + leaves(spec.second)
    is ncenter.spec.features.JoinSpec -> spec.parts.flatMap(::leaves)
    is ncenter.spec.features.ContractionSpec -> leaves(spec.source)
    is ncenter.spec.features.NonlinearSpec -> leaves(spec.source)
    is ncenter.spec.features.SelectionSpec -> leaves(spec.source)
}

/** 12345 -> `12 345`. */
internal fun grouped(number: Long): String = String.format(Locale.ROOT, "%,d", number).replace(',', ' ')

internal fun readableOperations(flops: Long): String = when {
    flops == 0L -> "-"
    flops < 1_000_000 -> String.format(Locale.ROOT, "%.1f kflop", flops / 1e3)
    flops < 1_000_000_000 -> String.format(Locale.ROOT, "%.1f Mflop", flops / 1e6)
    else -> String.format(Locale.ROOT, "%.1f Gflop", flops / 1e9)
}
